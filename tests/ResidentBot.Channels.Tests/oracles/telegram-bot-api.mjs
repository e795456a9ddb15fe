// Checks calls and updates against the types that grammY's authors keep of the Bot API: {"type": "sendMessage", "value": {...}} per line.
import { createInterface } from "node:readline";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import schemas from "typescript-json-schema";

const calls = ["sendMessage", "sendPhoto", "sendDocument", "answerCallbackQuery", "leaveChat", "sendChatAction", "getFile", "getUpdates", "setWebhook"];
const folder = mkdtempSync(join(import.meta.dirname, "types-"));
const file = join(folder, "types.ts");
writeFileSync(file, `
import type { ApiMethods, Update } from "@grammyjs/types";
type Arguments<Method extends keyof ApiMethods<never>> = NonNullable<Parameters<ApiMethods<never>[Method]>[0]>;
export interface Calls { ${calls.map(call => `${call}: Arguments<"${call}">;`).join(" ")} }
export interface Told { Update: Update }
`);
const options = { strict: true, module: "nodenext", moduleResolution: "nodenext", skipLibCheck: true, types: [] };
const program = schemas.getProgramFromFiles([file], options);
const ajv = new Ajv({ strict: false });
// A field that the Bot API does not have is a mistake of ours; what Telegram sends may have more than its types say.
ajv.addSchema(schemas.generateSchema(program, "Calls", { required: true, strictNullChecks: true, noExtraProps: true, ignoreErrors: true }), "calls");
ajv.addSchema(schemas.generateSchema(program, "Told", { required: true, strictNullChecks: true, ignoreErrors: true }), "told");
rmSync(folder, { recursive: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { type, value } = JSON.parse(line);
  const check = ajv.getSchema(`${type === "Update" ? "told" : "calls"}#/properties/${type}`);
  console.log(JSON.stringify(check(value) ? { valid: true } : { valid: false, why: ajv.errorsText(check.errors) }));
}
