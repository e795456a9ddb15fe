// The line to the desk: a token, a socket with polling behind it, and coming back by itself after anything.
import { community, keep, locale, recall, tokens } from './config.js';

const base = '/v3/directline';
const tokenKey = 'chat.token.' + community;
const renewAfter = 15 * 60 * 1000;

export class Refused extends Error {
  constructor(status) { super('refused ' + status); this.status = status; }
}

export class Line {
  // events: received(activities, talk), state('live' | 'down' | 'away'), fresh() when the conversation is another one.
  constructor(events) {
    this.events = events;
    this.token = recall(tokenKey);
    this.conversation = null;
    this.watermark = '';
    this.renewedAt = 0;
    this.begun = false;
    this.socketFaults = 0;
    this.ended = false;
    this.drop = null;
    this.renewing = null;
    this.resting = new Set();
    addEventListener('online', () => this.again());
    ['online', 'focus', 'pageshow'].forEach((name) => addEventListener(name, () => this.hurry()));
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.hurry(); });
  }

  async run() {
    let pause = 500;
    while (!this.ended) {
      try {
        const stream = await this.enter();
        const lived = this.socketFaults < 2 ? await this.listen(stream) : false;
        this.socketFaults = lived ? 0 : this.socketFaults + 1;
        if (this.socketFaults >= 2) await this.poll(60);
        pause = 500;
      } catch (fault) {
        if (fault instanceof Refused && (fault.status === 401 || fault.status === 404)) this.forget();
        else if (fault instanceof Refused && fault.status === 403) this.renewedAt = 0;
        else this.events.state('away');
      }
      await this.rest(pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, 10000);
    }
  }

  // Posts one activity, or a form with a file. Throws Refused, or a TypeError when there is no way to the desk.
  async post(activity, file) {
    await this.renew();
    const path = base + '/conversations/' + this.conversation + (file ? '/upload' : '/activities');
    let body = JSON.stringify(activity);
    if (file) {
      const form = new FormData();
      form.append('activity', new Blob([body], { type: 'application/vnd.microsoft.activity' }));
      form.append('file', file, file.name || 'photo.jpg');
      body = form;
    }
    return this.call('POST', path, body);
  }

  forget() {
    this.token = null;
    this.renewedAt = 0;
    keep(tokenKey, null);
  }

  stale() { this.renewedAt = 0; }

  async enter() {
    await this.renew();
    const path = base + '/conversations';
    const entered = this.conversation;
    const answer = this.begun
      ? await this.call('GET', path + '/' + this.conversation + '?watermark=' + this.watermark)
      : await this.call('POST', path, JSON.stringify({ locale: locale() }));
    // Meanwhile what was written may have found that this one is over, and begun another.
    if (entered !== this.conversation) return this.enter();
    this.begun = true;
    this.hold(answer);
    // The address as this page knows it: a proxy may have another name for us.
    const url = new URL(answer.streamUrl);
    url.searchParams.set('watermark', this.watermark);
    return (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + url.pathname + url.search;
  }

  // One at a time: two at once would begin two conversations, and the page would speak in one and listen to the other.
  renew() {
    if (this.token && this.conversation && Date.now() - this.renewedAt < renewAfter) return Promise.resolve();
    if (!this.renewing) {
      const done = () => { this.renewing = null; };
      this.renewing = this.ask();
      this.renewing.then(done, done);
    }
    return this.renewing;
  }

  async ask() {
    const answer = await this.call('POST', tokens, JSON.stringify({ token: this.token, locale: locale() }));
    const isOther = this.conversation && this.conversation !== answer.conversationId;
    this.conversation = answer.conversationId;
    this.hold(answer);
    if (!isOther) return;
    this.watermark = '';
    this.begun = false;
    this.events.fresh();
    this.again();
  }

  hold(answer) {
    this.token = answer.token;
    this.renewedAt = Date.now();
    keep(tokenKey, answer.token);
  }

  listen(address) {
    return new Promise((resolve) => {
      let lived = false;
      const socket = new WebSocket(address);
      const tooLong = setTimeout(() => socket.close(), 10000);
      const beat = setInterval(() => { if (socket.readyState === 1) socket.send(''); }, 20000);
      this.drop = () => socket.close();
      socket.onopen = () => { lived = true; clearTimeout(tooLong); this.events.state('live'); };
      socket.onmessage = (event) => { if (event.data) this.take(JSON.parse(event.data)); };
      socket.onclose = () => {
        clearTimeout(tooLong);
        clearInterval(beat);
        this.drop = null;
        resolve(lived);
      };
    });
  }

  async poll(seconds) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until && !this.ended) {
      await this.renew();
      const [before, heard] = [this.watermark, this.conversation];
      const set = await this.call('GET', base + '/conversations/' + heard + '/activities?watermark=' + before);
      if (heard === this.conversation) this.take(set);
      if (this.watermark === before) await this.rest(document.hidden ? 15000 : 2000);
    }
    this.socketFaults = 1;
  }

  take(set) {
    this.watermark = set.watermark || this.watermark;
    this.events.state(set.down ? 'down' : 'live');
    this.events.received(set.activities, set.talk);
  }

  async call(method, path, body) {
    const headers = {};
    if (this.token) headers.Authorization = 'Bearer ' + this.token;
    if (typeof body === 'string') headers['Content-Type'] = 'application/json';
    const patience = typeof AbortController === 'undefined' ? null : new AbortController();
    const tooLong = patience ? setTimeout(() => patience.abort(), body instanceof FormData ? 120000 : 15000) : 0;
    try {
      const answer = await fetch(path, { method, headers, body, cache: 'no-store', signal: patience ? patience.signal : undefined });
      if (!answer.ok) throw new Refused(answer.status);
      return await answer.json();
    } finally {
      clearTimeout(tooLong);
    }
  }

  rest(ms) {
    return new Promise((resolve) => {
      const done = () => { this.resting.delete(done); clearTimeout(timer); resolve(); };
      const timer = setTimeout(done, ms);
      this.resting.add(done);
    });
  }

  hurry() { this.resting.forEach((done) => done()); }

  // A socket over a network that is gone may hang for minutes: it is opened afresh, and goes on where the last one stopped.
  again() { if (this.drop) this.drop(); }

  // Ends the conversation for good: its token opens nothing any more. Tried again while there is no way to the desk.
  async end(atMost) {
    this.ended = true;
    const until = Date.now() + atMost;
    while (this.conversation && Date.now() < until) {
      try {
        await this.call('POST', base + '/conversations/' + this.conversation + '/activities', JSON.stringify({ type: 'endOfConversation' }));
        break;
      } catch (fault) {
        if (fault instanceof Refused && fault.status < 500 && fault.status !== 429) break;
      }
      await this.rest(2000);
    }
    this.again();
    this.forget();
    this.conversation = null;
  }
}
