// Reads {token, url, params, signature, body} a line, body null for forms, and answers whether Twilio's own validator takes it.
import readline from "node:readline";
import twilio from "twilio";

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { token, url, params, signature, body } = JSON.parse(line);
  const good = body === null
    ? twilio.validateRequest(token, signature, url, params)
    : twilio.validateRequestWithBody(token, signature, url, body);
  console.log(JSON.stringify({ good }));
}
