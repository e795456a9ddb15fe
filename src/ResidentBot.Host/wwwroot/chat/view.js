// Draws the talk. Texts go in as text, never as markup.
import { currentLanguage, kiosk, locale, text } from './config.js';

const lines = document.getElementById('lines');
const scroll = document.getElementById('scroll');
const typing = document.getElementById('typing');
const newer = document.getElementById('newer');

const seen = new Map(); // activity id -> line
const own = new Map(); // client id -> line of a message of this page
let lastDay = '';
let lastFrom = '';

export function clear() {
  seen.clear();
  lastDay = lastFrom = '';
  Array.prototype.slice.call(lines.children).forEach((node) => { if (!node.dataset.pending) lines.removeChild(node); });
}

// Takes every word off the screen.
export function wipe() {
  own.clear();
  clear();
  Array.prototype.slice.call(lines.children).forEach((node) => lines.removeChild(node));
}

// Draws one activity of the desk; false when it was drawn before. act: tap(action), and place() where a place may be asked for.
export function draw(activity, act) {
  if (activity.type !== 'message' || seen.has(activity.id)) return false;
  const mine = activity.from.role === 'user';
  const client = activity.channelData && activity.channelData.clientActivityID;
  const at = new Date(activity.timestamp);
  day(at);
  let line = mine && client ? own.get(client) : null;
  if (!line) line = make(mine ? 'me' : activity.from.id, mine ? '' : activity.from.name);
  else if (!line.dataset.pending) { line.dataset.state = 'arrived'; mark(line, 'arrived'); seen.set(activity.id, line); return false; }
  const fresh = !line.dataset.client;
  if (fresh) fill(line, activity);
  delete line.dataset.pending;
  grouped(line, mine ? 'me' : activity.from.id + activity.from.name);
  lines.insertBefore(line, firstPending());
  stamp(line, at);
  if (mine) mark(line, 'arrived');
  else { hideChoices(); offer(line, activity, act); }
  if (mine && fresh) hideChoices();
  seen.set(activity.id, line);
  return fresh;
}

// Draws a message that is still on its way.
export function drawPending(message) {
  const line = make('me', '');
  line.dataset.pending = line.dataset.client = message.id;
  fill(line, { text: message.place ? '' : message.text, entities: message.place ? [Object.assign({ type: 'GeoCoordinates' }, message.place)] : [] });
  if (message.file) picture(line, URL.createObjectURL(message.file), text('photo_sent'));
  grouped(line, 'me');
  stamp(line, new Date());
  own.set(message.id, line);
  lines.appendChild(line);
  mark(line, 'pending');
  hideChoices();
  toEnd(true);
}

// pending, sent, failed; again() when the resident wants it sent once more. False when it has arrived already.
export function state(message, what, again) {
  const line = own.get(message.id);
  if (!line || line.dataset.state === 'arrived') return false;
  mark(line, what);
  const old = line.querySelector('.again');
  if (old) old.parentNode.removeChild(old);
  if (what === 'failed') line.querySelector('.foot').appendChild(button('again', text('again'), again));
  return true;
}

// Whether a message has come back from the desk, or was wiped off meanwhile.
export function arrived(message) {
  const line = own.get(message.id);
  return !line || line.dataset.state === 'arrived';
}

export function showTyping(on) {
  typing.hidden = !on;
  if (on) toEnd(false);
}

export function toEnd(always) {
  if (!always && !nearEnd()) { newer.hidden = false; return; }
  newer.hidden = true;
  scroll.scrollTop = scroll.scrollHeight;
}

export function nearEnd() { return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 240; }

newer.addEventListener('click', () => toEnd(true));
scroll.addEventListener('scroll', () => { if (nearEnd()) newer.hidden = true; });

function make(kind, name) {
  const line = document.createElement('li');
  line.className = 'line ' + kind;
  // The page's head says whose assistant speaks; a person is named over his words.
  line.appendChild(node('p', kind === 'staff' ? 'name' : 'sr', kind === 'me' ? text('you') : kind === 'staff' ? name : text('assistant')));
  line.appendChild(node('div', 'bubble'));
  line.appendChild(node('p', 'foot'));
  return line;
}

function fill(line, activity) {
  const bubble = line.querySelector('.bubble');
  const theirs = activity.from && activity.from.role !== 'user';
  if (activity.text) bubble.appendChild(node('p', 'said', activity.text));
  (activity.attachments || []).forEach((one) => {
    if (/^image\//.test(one.contentType) && one.contentUrl) picture(line, here(one.contentUrl), theirs ? text('photo_from', { name: activity.from.name }) : one.name || text('photo_sent'));
    else bubble.appendChild(link(one));
  });
  (activity.entities || []).filter((one) => one.type === 'GeoCoordinates').forEach((place) => {
    const where = node('p', 'spot', place.name || text('location_sent'));
    where.insertBefore(icon('i-pin'), where.firstChild);
    where.appendChild(node('span', 'small', place.latitude.toFixed(5) + ', ' + place.longitude.toFixed(5)));
    bubble.appendChild(where);
  });
}

// On the host as this page knows it: a proxy may have another name for us.
function here(address) {
  const url = new URL(address);
  return url.pathname + url.search;
}

function picture(line, source, name) {
  const image = document.createElement('img');
  image.alt = name;
  image.src = source;
  line.classList.add('pictured');
  if (kiosk) { line.querySelector('.bubble').appendChild(image); return; }
  const whole = document.createElement('a');
  whole.href = source;
  whole.target = '_blank';
  whole.rel = 'noopener';
  whole.appendChild(image);
  line.querySelector('.bubble').appendChild(whole);
}

function link(attachment) {
  const made = node('a', 'file', attachment.name || text('file'));
  if (attachment.contentUrl && !kiosk) made.href = here(attachment.contentUrl);
  return made;
}

function offer(line, activity, act) {
  const actions = activity.suggestedActions ? activity.suggestedActions.actions : [];
  const place = act.place && activity.channelData && activity.channelData.askLocation;
  if (actions.length === 0 && !place) return;
  const group = node('div', 'choices');
  group.setAttribute('role', 'group');
  actions.forEach((action) => group.appendChild(button('choice', action.title, () => act.tap(action))));
  if (place) {
    const send = button('choice located', text('location'), act.place);
    send.insertBefore(icon('i-pin'), send.firstChild);
    group.appendChild(send);
  }
  line.appendChild(group);
}

// Only the last question can be answered by its buttons.
function hideChoices() {
  Array.prototype.forEach.call(lines.querySelectorAll('.choices'), (group) => {
    const held = group.contains(document.activeElement);
    group.parentNode.removeChild(group);
    if (held) document.getElementById('words').focus();
  });
}

function day(at) {
  const label = dayName(at);
  if (label === lastDay) return;
  lastDay = label;
  lastFrom = '';
  lines.insertBefore(node('li', 'day', label), firstPending());
}

function dayName(at) {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const days = Math.ceil((midnight - at) / 86400000);
  if (days <= 0) return text('today');
  if (days === 1) return text('yesterday');
  return currentLanguage() === 'zh' ? (at.getMonth() + 1) + '月' + at.getDate() + '日' : at.toLocaleDateString(locale(), { day: 'numeric', month: 'long' });
}

function grouped(line, from) {
  if (from === lastFrom) line.classList.add('more');
  lastFrom = from;
}

export function clock(at) { return ('0' + at.getHours()).slice(-2) + ':' + ('0' + at.getMinutes()).slice(-2); }

function stamp(line, at) {
  const foot = line.querySelector('.foot');
  let time = foot.querySelector('time');
  if (!time) foot.insertBefore(time = document.createElement('time'), foot.firstChild);
  time.textContent = clock(at);
  time.dateTime = at.toISOString();
}

function mark(line, what) {
  line.dataset.state = what;
  const foot = line.querySelector('.foot');
  let tick = foot.querySelector('.tick');
  if (!tick) foot.appendChild(tick = node('span', 'tick'));
  tick.textContent = text(what);
}

function firstPending() { return lines.querySelector('[data-pending]'); }

function node(tag, kind, words) {
  const made = document.createElement(tag);
  made.className = kind;
  if (words) made.textContent = words;
  return made;
}

function button(kind, words, act) {
  const made = node('button', kind, words);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#' + name);
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(use);
  return svg;
}
