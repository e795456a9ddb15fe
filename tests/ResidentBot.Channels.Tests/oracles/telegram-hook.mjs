// A grammY bot behind a webhook: {"root", "token", "secret", "updates"}, answered with the texts it heard when it has heard so many.
import { createServer } from "node:http";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Bot, webhookCallback } from "grammy";

for await (const line of createInterface({ input: process.stdin })) {
  const { root, token, secret, updates } = JSON.parse(line);
  const heard = [];
  const bot = new Bot(token, { client: { apiRoot: root.replace(/\/$/, "") } });
  let done;
  const all = new Promise(resolve => { done = resolve; });
  bot.on(["message:text", "callback_query:data"], async context => {
    if (context.callbackQuery) await context.answerCallbackQuery();
    else await context.reply(`heard ${context.message.text}`);
    heard.push(context.message?.text ?? context.callbackQuery.data);
    if (heard.length === updates) done();
  });
  const server = createServer(webhookCallback(bot, "http", { secretToken: secret })).listen(0, "127.0.0.1");
  await once(server, "listening");
  await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secret });
  await all;
  await bot.api.deleteWebhook();
  console.log(JSON.stringify({ heard }));
  server.close();
  server.closeAllConnections();
}
