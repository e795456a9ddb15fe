// What the resident wrote and the desk does not have yet. It survives a closed page; each message has an id, so that one sent twice counts once.
import { community, keep, locale, recall } from './config.js';
import { Refused } from './line.js';

const key = 'chat.outbox.' + community;

export class Outbox {
  // changed(message, state): 'pending', 'sent', 'failed', 'limited'.
  constructor(line, changed) {
    this.line = line;
    this.changed = changed;
    this.sending = false;
    this.messages = JSON.parse(recall(key) || '[]');
    addEventListener('online', () => this.send());
  }

  add(message) {
    message.id = Date.now().toString(36) + '-' + Math.random().toString(36).slice(2, 12);
    this.messages.push(message);
    this.save();
    this.send();
    return message;
  }

  again(message) {
    if (this.messages.indexOf(message) < 0) this.messages.push(message);
    this.send();
  }

  // When nothing waits any more.
  async settled() {
    while (this.messages.length > 0) await this.line.rest(500);
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    let pause = 1000;
    while (this.messages.length > 0) {
      const message = this.messages[0];
      const fate = await this.post(message);
      if (fate === 'sent' || fate === 'failed') {
        this.messages.splice(this.messages.indexOf(message), 1);
        this.save();
        this.changed(message, fate);
        pause = 1000;
        continue;
      }
      this.changed(message, fate);
      await this.line.rest(fate === 'limited' ? 60000 : pause);
      pause = Math.min(pause * 2, 15000);
    }
    this.sending = false;
  }

  async post(message) {
    try {
      await this.line.post(activity(message), message.file);
      return 'sent';
    } catch (fault) {
      if (!(fault instanceof Refused)) return 'pending';
      if (fault.status === 429) return 'limited';
      if (fault.status === 403) this.line.stale();
      else if (fault.status === 401 || fault.status === 404) this.line.forget();
      else if (fault.status < 500) return 'failed';
      return 'pending';
    }
  }

  // Bytes do not fit into what a page may store: a photo lives as long as the page.
  save() {
    keep(key, JSON.stringify(this.messages.filter((one) => !one.file)));
  }
}

function activity(message) {
  const made = { type: 'message', text: message.text || '', textFormat: 'plain', locale: locale(), channelData: { clientActivityID: message.id } };
  if (message.tap) made.value = { tap: message.tap };
  if (message.place) made.entities = [Object.assign({ type: 'GeoCoordinates' }, message.place)];
  return made;
}
