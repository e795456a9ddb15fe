// The page of a resident's own phone or computer: it comes back to the same talk, and keeps what was written until the desk has it.
import { community, dress, keep, recall, switchLanguage, text, title } from './config.js';
import { shrink } from './picture.js';
import { Talk, write } from './talk.js';

const draftKey = 'chat.draft.' + community;
const words = document.getElementById('words');
const photo = document.getElementById('photo');

let unread = 0;

const talk = new Talk({
  live: sendCode,
  place,
  drawn: (count) => { if (document.hidden) title(unread += count); },
});

// A code on paper leads here with its digits: the first thing said once there is a line, and no longer in the address then.
function sendCode() {
  const code = new URLSearchParams(location.search).get('code');
  if (code === null) return;
  history.replaceState(null, '', location.pathname + location.hash);
  if (/^\d{8}$/.test(code)) talk.say({ text: code });
}

function place() {
  const none = () => { talk.flash(text('location_none')); words.focus(); };
  if (!navigator.geolocation) { none(); return; }
  navigator.geolocation.getCurrentPosition(
    (at) => talk.say({ text: '', place: { latitude: at.coords.latitude, longitude: at.coords.longitude } }), none, { timeout: 15000, maximumAge: 60000 });
}

photo.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); photo.querySelector('input').click(); }
});
photo.querySelector('input').addEventListener('change', async (event) => {
  const chosen = event.target.files[0];
  event.target.value = '';
  if (!chosen) return;
  const file = await shrink(chosen);
  if (file.size > 20 * 1024 * 1024) talk.flash(text('photo_big'));
  else talk.say({ text: '', file });
});

document.getElementById('language').addEventListener('click', () => {
  switchLanguage();
  talk.tell();
  // The desk goes on in the same language as the page.
  talk.say({ text: text('say_language') });
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) title(unread = 0); });

dress();
// Half a message is not lost with the page that a small phone drops.
words.addEventListener('input', () => keep(draftKey, words.value || null));
write(recall(draftKey) || '');
talk.run();
