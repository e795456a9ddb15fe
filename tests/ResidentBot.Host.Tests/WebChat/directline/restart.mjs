// The host is started anew in the middle of a talk: prints "restart", goes on when a line comes in. Usage: node restart.mjs DOMAIN TOKEN ORIGIN socket
import { createInterface } from 'node:readline';
import { check, done, open, say, sockets } from './client.mjs';

const chat = open();
const input = createInterface({ input: process.stdin });

const greeting = await chat.until('greeting', (one) => one.from.role === 'bot');
const first = await chat.post({ type: 'message', text: '厨房水管漏水了', channelData: { clientActivityID: 'a' } });
await chat.until('echo', (one) => one.id === first);
const before = chat.activities.length;

say('restart');
await new Promise((resolve) => input.once('line', resolve));
const second = await chat.post({ type: 'message', text: '人工', channelData: { clientActivityID: 'b' } });
await chat.until('what was said after the restart', (one) => one.id === second);
await chat.until('the answer', (one) => one.from.role === 'bot' && one.id > greeting.id && chat.activities.indexOf(one) > before);
chat.once();
check(sockets.length >= 2, 'the socket was opened again');
check(chat.activities.filter((one) => one.id === greeting.id || one.id === first).length === 2, 'what was there before is not repeated');
done();
