// The screen in the service hall: a language first, one visitor after the other, and nothing of the last one left for the next.
import { chooseLanguage, dress, kiosk, text } from './config.js';
import { Talk } from './talk.js';
import * as view from './view.js';

const asksFor = 30000;
const goodbye = 8000;
const clearsAtMost = 300000;
const stages = ['start', 'talk', 'ask', 'bye'];

let stage = '';
let talk = null;
let touched = 0;
let until = 0;

function enter(next) {
  stage = next;
  document.body.dataset.stage = next;
  stages.forEach((name) => { document.getElementById('stage-' + name).hidden = name !== next; });
}

function begin(language) {
  chooseLanguage(language);
  dress();
  enter('talk');
  touched = Date.now();
  talk = new Talk({ live: () => {}, drawn: () => {} });
  talk.run();
}

function ask(finished) {
  document.getElementById('question').textContent = text(finished ? 'kiosk_finish_question' : 'kiosk_idle_question');
  until = Date.now() + asksFor;
  enter('ask');
  count();
  document.getElementById('stay').focus();
}

function stay() {
  touched = Date.now();
  enter('talk');
  view.toEnd(true);
}

// The words leave the screen at once. What the visitor wrote and the line has not carried yet is still sent, then the conversation is ended, and
// a fresh page forgets the rest.
async function end() {
  const number = talk.talk && talk.talk.number;
  document.getElementById('number').textContent = number ? text('kiosk_number', { number }) : '';
  enter('bye');
  talk.close();
  const begun = Date.now();
  const shown = after(goodbye);
  await Promise.race([talk.outbox.settled(), after(clearsAtMost)]);
  await talk.line.end(clearsAtMost - (Date.now() - begun));
  await shown;
  await renew();
}

// A page that cannot be fetched would leave the hall with the browser's own error: it is asked for until it is there.
async function renew() {
  for (;;) {
    try {
      const answer = await fetch(location.pathname, { cache: 'no-store' });
      if (answer.ok) break;
    } catch (_) { /* the next look will tell */ }
    await after(3000);
  }
  location.replace(location.pathname);
}

function after(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

function count() {
  document.getElementById('left').textContent = String(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
}

// By the clock and not by counting: a screen that slept has been left for as long as it slept.
function look() {
  const now = Date.now();
  if (stage === 'talk' && now - touched >= kiosk.idle * 1000 + asksFor) end();
  else if (stage === 'talk' && now - touched >= kiosk.idle * 1000) ask(false);
  else if (stage === 'ask' && now >= until) end();
  else if (stage === 'ask') count();
}

['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'].forEach((name) =>
  addEventListener(name, () => { touched = Date.now(); }, { capture: true, passive: true }));
addEventListener('contextmenu', (event) => event.preventDefault());
addEventListener('dragstart', (event) => event.preventDefault());
// A page that the browser kept whole for its "back" must not come to life again.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

Array.prototype.forEach.call(document.querySelectorAll('[data-language]'), (button) =>
  button.addEventListener('click', () => begin(button.dataset.language)));
document.getElementById('finish').addEventListener('click', () => ask(true));
document.getElementById('stay').addEventListener('click', stay);
document.getElementById('leave').addEventListener('click', () => end());
setInterval(look, 1000);
dress();
enter('start');
