// One talk through the reference client. Usage: node drive.mjs DOMAIN TOKEN ORIGIN polling|socket. Prints a JSON object for each step, "ok" last.
import { check, ConnectionStatus, done, domain, open, origin, sockets, way } from './client.mjs';

const chat = open();
const { activities, line, post, until } = chat;

const greeting = await until('greeting', (one) => one.from.role === 'bot' && one.suggestedActions);
check(greeting.textFormat === 'plain' && /\|\d{7}$/.test(greeting.id), 'the greeting has a plain text, choices and an id by place');

const id = await post({ type: 'message', text: '厨房水管漏水了', channelData: { clientActivityID: 'first-1' } });
const echo = await until('echo', (one) => one.id === id);
check(echo.text === '厨房水管漏水了' && echo.from.role === 'user', 'the own message comes back with the posted id');
check(echo.channelData.clientActivityID === 'first-1', 'and with the client id');
check(echo.from.id === 'dl_anna', 'the sender is who the token says');
check(await post({ type: 'message', text: '厨房水管漏水了', channelData: { clientActivityID: 'first-1' } }) === id, 'posted again it has the same id');

const question = await until('question', (one) => one.from.role === 'bot' && one.suggestedActions && one.id > greeting.id);
await post({ type: 'typing' });
const button = question.suggestedActions.actions[0];
const tapped = await post({ type: 'message', text: button.text, value: button.value, channelData: { messageBack: { displayText: button.displayText } } });
await until('tap', (one) => one.id === tapped);
await until('answer to the tap', (one) => one.from.role === 'bot' && one.id > question.id);

const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const image = { contentType: 'image/png', contentUrl: picture, name: 'tap.png' };
const uploaded = await post({ type: 'message', text: 'two pictures', attachments: [image, image] });
const shown = await until('upload', (one) => one.id === uploaded);
check(shown.text === 'two pictures' && shown.attachments.length === 2 && shown.attachments[0].contentType === 'image/png' && shown.attachments[0].name === 'tap.png', 'uploads come back as attachments');
const stored = await fetch(shown.attachments[0].contentUrl);
check(stored.status === 200 && stored.headers.get('content-type') === 'image/png', 'which a page of another site can fetch by their address');

const before = line.token;
const refreshed = await new Promise((resolve, reject) => line.refreshToken().subscribe(resolve, reject));
check(typeof refreshed === 'string' && refreshed.split('.').length === 3, 'the token is renewed');
line.token = refreshed;
const later = await post({ type: 'message', text: 'with the new token' });
await until('what the new token said', (one) => one.id === later);
check(before.split('.')[1] !== '' && line.conversationId === greeting.conversation.id, 'in the same conversation');

const session = await new Promise((resolve, reject) => line.getSessionId().subscribe(resolve, reject));
check(typeof session === 'string' && session.length > 0, 'it gets a session id, with credentials from its own origin ' + origin);

if (way === 'socket') {
  sockets[0].terminate();
  const missed = await post({ type: 'message', text: 'after the drop' });
  await until('what was missed', (one) => one.id === missed);
  check(sockets.length === 2, 'a dropped socket is opened again');
}
chat.once();
check(activities.filter((one) => one.text === '厨房水管漏水了').length === 1, 'the repeated message stands once');

// Another page of the same person goes on from a watermark, as after a reload.
const last = activities[activities.length - 1];
const half = Math.floor(activities.length / 2);
const second = open({ token: line.token, conversationId: line.conversationId, watermark: String(half) });
await second.until('the rest', (one) => one.id === last.id);
second.once();
check(second.activities.length < activities.length && second.activities.every((one) => activities.some((other) => other.id === one.id)), 'only what stands behind the watermark comes');

// Once the conversation is over, both are told so.
chat.over = second.over = true;
await post({ type: 'endOfConversation' });
if (way === 'polling') await chat.stands(ConnectionStatus.Ended);
const answer = await fetch(`${domain}/conversations/${line.conversationId}`, { headers: { authorization: 'Bearer ' + line.token, origin } });
check(answer.status === 404, 'an ended conversation is gone');
done();
