// grammY, a bot library that nobody here wrote, calls a Bot API: {"root", "token", "method", "arguments"} per line, answered {"result"} or {"error"}.
import { createInterface } from "node:readline";
import { Api, GrammyError } from "grammy";

for await (const line of createInterface({ input: process.stdin })) {
  const { root, token, method, arguments: given } = JSON.parse(line);
  const api = new Api(token, { apiRoot: root.replace(/\/$/, "") });
  try {
    console.log(JSON.stringify({ result: await (given ? api.raw[method](given) : api.raw[method]()) }));
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    console.log(JSON.stringify({ error: { code: error.error_code, description: error.description, ...error.parameters } }));
  }
}
