// Talks to our server through botframework-directlinejs in a browser's clothes: jsdom's XMLHttpRequest with its real preflights, and ws.
// Usage: node drive.mjs DOMAIN TOKEN ORIGIN polling|socket. Prints one JSON object per step, "ok" last.
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import WebSocket from 'ws';

const [domain, token, origin, way] = process.argv.slice(2);
const dom = new JSDOM('', { url: origin + '/' });
const opened = [];
class Socket extends WebSocket {
  constructor(url) { super(url, { origin }); opened.push(this); }
}
Object.assign(globalThis, {
  window: dom.window, document: dom.window.document, XMLHttpRequest: dom.window.XMLHttpRequest,
  FormData: dom.window.FormData, Blob: dom.window.Blob, WebSocket: Socket,
});
dom.window.WebSocket = Socket;

const { DirectLine, ConnectionStatus } = createRequire(import.meta.url)('botframework-directlinejs');
const line = new DirectLine({ domain, token, webSocket: way === 'socket', pollingInterval: 250 });
const activities = [];
const waiters = [];
line.activity$.subscribe((activity) => {
  activities.push(activity);
  waiters.splice(0).forEach((look) => look());
}, (fault) => fail('activities ended: ' + fault));
line.connectionStatus$.subscribe((status) => say({ status: ConnectionStatus[status] }));

function say(what) { console.log(JSON.stringify(what)); }
function fail(why) { say({ failed: why }); process.exit(1); }
function check(holds, what) { if (!holds) fail(what); say({ checked: what }); }
setTimeout(() => fail('nothing more came; seen ' + activities.length), 30000).unref();

async function until(what, test) {
  for (;;) {
    const found = activities.find(test);
    if (found) return found;
    await new Promise((resolve) => waiters.push(resolve));
    say({ waitingFor: what });
  }
}

function post(activity) {
  return new Promise((resolve, reject) => line.postActivity(activity).subscribe(resolve, reject));
}

const from = { id: 'whatever', name: 'Anna' };
const greeting = await until('greeting', (one) => one.from.role === 'bot' && one.suggestedActions);
check(greeting.textFormat === 'plain' && /\|\d{7}$/.test(greeting.id), 'the greeting has a plain text, choices and an id by place');

const id = await post({ type: 'message', text: '厨房水管漏水了', from, channelData: { clientActivityID: 'first-1' } });
const echo = await until('echo', (one) => one.id === id);
check(echo.text === '厨房水管漏水了' && echo.from.role === 'user', 'the own message comes back with the posted id');
check(echo.channelData.clientActivityID === 'first-1', 'and with the client id');
check(echo.from.id !== 'whatever', 'the sender is who the token says');

const again = await post({ type: 'message', text: '厨房水管漏水了', from, channelData: { clientActivityID: 'first-1' } });
check(again === id, 'posted again it has the same id');

const question = await until('question', (one) => one.from.role === 'bot' && one.suggestedActions && one.id > greeting.id);
await post({ type: 'typing', from });
const button = question.suggestedActions.actions[0];
const tapped = await post({ type: 'message', text: button.text, value: button.value, from, channelData: { messageBack: { displayText: button.displayText } } });
await until('tap', (one) => one.id === tapped);
await until('answer to the tap', (one) => one.from.role === 'bot' && one.id > question.id);

const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const uploaded = await post({ type: 'message', text: '', from, attachments: [{ contentType: 'image/png', contentUrl: picture, name: 'tap.png' }] });
const shown = await until('upload', (one) => one.id === uploaded);
check(shown.attachments.length === 1 && shown.attachments[0].contentType === 'image/png' && shown.attachments[0].name === 'tap.png', 'an upload comes back as an attachment');

if (way === 'socket') {
  const before = activities.length;
  opened[0].terminate();
  const later = await post({ type: 'message', text: 'after the drop', from });
  await until('what was missed', (one) => one.id === later);
  check(opened.length === 2, 'a dropped socket is opened again');
  const ids = activities.map((one) => one.id);
  check(new Set(ids).size === ids.length && activities.length > before, 'and what was missed comes once');
}
const ids = activities.map((one) => one.id);
check(new Set(ids).size === ids.length, 'nothing came twice');
check(activities.filter((one) => one.text === '厨房水管漏水了').length === 1, 'the repeated message stands once');
say('ok');
process.exit(0);
