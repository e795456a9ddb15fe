// Puts the page together: what the resident does goes into the outbox, what the line brings is drawn.
import { dress, switchLanguage, text, title } from './config.js';
import { Line } from './line.js';
import { Outbox } from './outbox.js';
import { shrink } from './picture.js';
import * as view from './view.js';

const status = document.getElementById('status');
const banner = document.getElementById('banner');
const words = document.getElementById('words');
const form = document.getElementById('write');
const photo = document.getElementById('photo');

let talk = null;
let way = 'opening';
let limited = false;
let unread = 0;
let waiting = 0;

const line = new Line({ received, state: (now) => { if (now !== way) { way = now; tell(); } if (now === 'live') sendCode(); }, fresh: view.clear });
const outbox = new Outbox(line, (message, what) => {
  limited = what === 'limited';
  if (what === 'pending') way = 'away';
  else if (what === 'sent' && way === 'away') way = 'live';
  const open = view.state(message, what === 'limited' ? 'pending' : what, () => outbox.again(message));
  if (open && what === 'sent') expect(false);
  tell();
});

function received(activities, status) {
  const settled = view.nearEnd();
  let drawn = 0;
  activities.forEach((activity) => {
    if (view.draw(activity, { tap, place })) drawn += 1;
  });
  // What is answered at once comes together with the message it answers.
  if (activities.length > 0) expect(true);
  if (status) talk = status;
  if (drawn > 0) view.toEnd(settled);
  if (drawn > 0 && document.hidden) title(unread += drawn);
  tell();
}

function say(message) {
  view.drawPending(outbox.add(message));
}

// A code on paper leads here with its digits: the first thing said once there is a line, and no longer in the address then.
function sendCode() {
  const code = new URLSearchParams(location.search).get('code');
  if (code === null) return;
  history.replaceState(null, '', location.pathname + location.hash);
  if (/^\d{8}$/.test(code)) say({ text: code });
}

function tap(action) {
  say({ text: action.text, tap: action.value && action.value.tap });
}

function place() {
  const none = () => { flash(text('location_none')); words.focus(); };
  if (!navigator.geolocation) { none(); return; }
  navigator.geolocation.getCurrentPosition(
    (at) => say({ text: '', place: { latitude: at.coords.latitude, longitude: at.coords.longitude } }), none, { timeout: 15000, maximumAge: 60000 });
}

// The bot answers within moments; where a person has the talk nobody is promised to be typing.
function expect(answered) {
  clearTimeout(waiting);
  view.showTyping(!answered && (!talk || talk.with === 'bot'));
  if (!answered) waiting = setTimeout(() => view.showTyping(false), 8000);
}

function tell() {
  const away = way === 'away' || way === 'down';
  if (limited) show(text('too_many'));
  else if (navigator.onLine === false) show(text('offline'));
  else if (away) show(text('away'));
  else show('');
  document.body.dataset.way = way;
  const now = away || !talk ? text(away ? 'cut' : 'opening')
    : talk.with === 'person' ? text('with_person', { name: talk.name || '' })
    : talk.with === 'queue' ? text('with_queue', { time: view.clock(new Date(talk.since)), number: talk.number })
    : text('with_bot');
  if (status.textContent !== now) status.textContent = now;
  status.dataset.with = talk ? talk.with : '';
}

function show(what) {
  if (banner.textContent === what) return;
  banner.textContent = what;
  banner.hidden = !what;
}

function flash(what) {
  show(what);
  setTimeout(tell, 6000);
}

function grow() {
  words.style.height = 'auto';
  words.style.height = Math.min(words.scrollHeight + 2, 180) + 'px';
  form.classList.toggle('written', words.value.trim() !== '');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const written = words.value.trim();
  if (!written) return;
  words.value = '';
  grow();
  say({ text: written });
  words.focus();
});

words.addEventListener('input', grow);
words.addEventListener('keydown', (event) => {
  // While an input method is composing, Enter chooses a word and must not send.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.dispatchEvent(new Event('submit', { cancelable: true }));
});

photo.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); photo.querySelector('input').click(); }
});
photo.querySelector('input').addEventListener('change', async (event) => {
  const chosen = event.target.files[0];
  event.target.value = '';
  if (!chosen) return;
  const file = await shrink(chosen);
  if (file.size > 20 * 1024 * 1024) flash(text('photo_big'));
  else say({ text: '', file });
});

document.getElementById('language').addEventListener('click', () => {
  switchLanguage();
  tell();
  // The desk goes on in the same language as the page.
  say({ text: text('say_language') });
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) title(unread = 0); });
addEventListener('offline', tell);
addEventListener('online', tell);

dress();
tell();
outbox.messages.forEach(view.drawPending);
line.run();
outbox.send();
