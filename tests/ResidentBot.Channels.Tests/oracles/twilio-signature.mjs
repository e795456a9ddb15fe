// Reads {token, url, params} a line, with params null for JSON bodies, and answers with Twilio's own signature.
import readline from "node:readline";
import twilio from "twilio";

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { token, url, params } = JSON.parse(line);
  console.log(JSON.stringify({ signature: twilio.getExpectedTwilioSignature(token, url, params ?? {}) }));
}
