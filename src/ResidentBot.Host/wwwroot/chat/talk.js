// One talk on a page: what is said goes into the outbox, what the line brings is drawn, and the head tells how things stand.
import { text } from './config.js';
import { Line } from './line.js';
import { Outbox } from './outbox.js';
import * as view from './view.js';

const status = document.getElementById('status');
const banner = document.getElementById('banner');
const words = document.getElementById('words');
const form = document.getElementById('write');
const overdue = 10000;

export class Talk {
  // page: live() when the line stands, drawn(count) when something new stands on the page, place() or nothing where no place is asked for.
  constructor(page) {
    this.page = page;
    this.talk = null;
    this.way = 'opening';
    this.limited = false;
    this.waiting = 0;
    this.closed = false;
    this.line = new Line({ received: (activities, talk) => this.received(activities, talk), state: (now) => this.stands(now), fresh: view.clear });
    this.outbox = new Outbox(this.line, (message, what) => this.posted(message, what));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.submit(); });
    words.addEventListener('input', grow);
    words.addEventListener('keydown', (event) => this.key(event));
    ['offline', 'online'].forEach((name) => addEventListener(name, () => this.tell()));
  }

  // Begins: what was left unsent is shown and sent before anything new.
  run() {
    this.tell();
    this.outbox.messages.forEach(view.drawPending);
    this.line.run();
    this.outbox.send();
  }

  // Takes every word off the page. What waits to be sent is still sent; nothing is drawn any more.
  close() {
    this.closed = true;
    clearTimeout(this.waiting);
    view.wipe();
    write('');
  }

  say(message) {
    view.drawPending(this.outbox.add(message));
  }

  submit() {
    const written = words.value.trim();
    if (!written) return;
    write('');
    this.say({ text: written });
    words.focus();
  }

  received(activities, talk) {
    if (this.closed) return;
    const settled = view.nearEnd();
    const act = { tap: (action) => this.say({ text: action.text, tap: action.value && action.value.tap }), place: this.page.place };
    const drawn = activities.filter((activity) => view.draw(activity, act)).length;
    // What is answered at once comes together with the message it answers.
    if (activities.length > 0) this.expect(true);
    if (activities.some((activity) => activity.type === 'typing')) this.written();
    if (talk) this.talk = talk;
    if (drawn > 0) view.toEnd(settled);
    if (drawn > 0) this.page.drawn(drawn);
    this.tell();
  }

  stands(now) {
    if (now !== this.way) { this.way = now; this.tell(); }
    if (now === 'live') this.page.live();
  }

  posted(message, what) {
    this.limited = what === 'limited';
    if (what === 'pending') this.way = 'away';
    else if (what === 'sent' && this.way === 'away') this.way = 'live';
    const open = view.state(message, what === 'limited' ? 'pending' : what, () => this.outbox.again(message));
    if (open && what === 'sent') {
      this.expect(false);
      // A socket that died without a word brings nothing: a message that does not come back tells so.
      setTimeout(() => { if (!view.arrived(message)) this.line.again(); }, overdue);
    }
    this.tell();
  }

  // The bot answers within moments; where a person has the talk nobody is promised to be typing.
  expect(answered) {
    clearTimeout(this.waiting);
    view.showTyping(!answered && (!this.talk || this.talk.with === 'bot'));
    if (!answered) this.waiting = setTimeout(() => view.showTyping(false), 8000);
  }

  // A person is writing; the desk says so again every few seconds.
  written() {
    clearTimeout(this.waiting);
    view.showTyping(true);
    this.waiting = setTimeout(() => view.showTyping(false), 7000);
  }

  tell() {
    const away = this.way === 'away' || this.way === 'down';
    if (this.limited) show(text('too_many'));
    else if (navigator.onLine === false) show(text('offline'));
    else if (away) show(text('away'));
    else show('');
    document.body.dataset.way = this.way;
    const now = this.standing(away || navigator.onLine === false);
    if (status.textContent !== now) status.textContent = now;
    status.dataset.with = this.talk ? this.talk.with : '';
  }

  standing(away) {
    if (away) return text('cut');
    if (!this.talk) return text('opening');
    if (this.talk.with === 'person') return text('with_person', { name: this.talk.name || '' });
    return this.talk.with === 'queue' ? text('with_queue', { time: view.clock(new Date(this.talk.since)), number: this.talk.number }) : text('with_bot');
  }

  flash(what) {
    show(what);
    setTimeout(() => this.tell(), 6000);
  }

  key(event) {
    // While an input method is composing, Enter chooses a word and must not send.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }
}

// Puts words into the field as if they had been typed.
export function write(value) {
  words.value = value;
  words.dispatchEvent(new Event('input'));
}

function grow() {
  words.style.height = 'auto';
  words.style.height = Math.min(words.scrollHeight + 2, 180) + 'px';
  form.classList.toggle('written', words.value.trim() !== '');
}

function show(what) {
  if (banner.textContent === what) return;
  banner.textContent = what;
  banner.hidden = !what;
}
