// botframework-directlinejs in a browser's clothes: jsdom's XMLHttpRequest with its real preflights, and ws. What a driver needs of it.
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import WebSocket from 'ws';

const [domain, token, origin, way] = process.argv.slice(2);
const dom = new JSDOM('', { url: origin + '/' });

export const sockets = [];
class Socket extends WebSocket {
  constructor(url) { super(url, { origin }); sockets.push(this); }
}
Object.assign(globalThis, {
  window: dom.window, document: dom.window.document, XMLHttpRequest: dom.window.XMLHttpRequest,
  FormData: dom.window.FormData, Blob: dom.window.Blob, WebSocket: Socket,
});
dom.window.WebSocket = Socket;

const { ConnectionStatus, DirectLine } = createRequire(import.meta.url)('botframework-directlinejs');

export { ConnectionStatus, domain, origin, token, way };

// A client and what it has received. A socket that was lost is opened again after the shortest pause, 3 s, instead of a random one, and a host that is
// away is asked again after 5 s instead of 20.
export function open(options) {
  const line = new DirectLine(Object.assign({ domain, token, webSocket: way === 'socket', pollingInterval: 250, timeout: 5000, random: () => 0 }, options));
  const activities = [];
  const waiters = [];
  const hear = () => waiters.splice(0).forEach((look) => look());
  line.activity$.subscribe((activity) => { activities.push(activity); hear(); }, (fault) => { if (!chat.over) fail('activities ended: ' + fault); });
  line.connectionStatus$.subscribe((status) => { say({ status: ConnectionStatus[status] }); hear(); });

  async function until(what, test) {
    for (;;) {
      const found = activities.find(test);
      if (found) return found;
      say({ waitingFor: what });
      await new Promise((resolve) => waiters.push(resolve));
    }
  }

  async function stands(status) {
    while (line.connectionStatus$.getValue() !== status) await new Promise((resolve) => waiters.push(resolve));
  }

  const post = (activity) => new Promise((resolve, reject) => line.postActivity(Object.assign({ from: { id: 'whatever', name: 'Anna' } }, activity)).subscribe(resolve, reject));

  function once() {
    const ids = activities.map((one) => one.id);
    check(new Set(ids).size === ids.length, 'nothing came twice');
  }

  // over: that the conversation has ended, so that the client may say so.
  const chat = { line, activities, until, stands, post, once, over: false };
  return chat;
}

export function say(what) { console.log(JSON.stringify(what)); }
export function fail(why) { say({ failed: why }); process.exit(1); }
export function check(holds, what) { if (!holds) fail(what); say({ checked: what }); }
export function done() { say('ok'); process.exit(0); }

setTimeout(() => fail('nothing more came'), 60000).unref();
