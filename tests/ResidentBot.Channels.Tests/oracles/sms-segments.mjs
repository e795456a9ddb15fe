// Reads {text} a line and answers how Twilio's own calculator cuts it.
import readline from "node:readline";
import calculator from "sms-segments-calculator";

for await (const line of readline.createInterface({ input: process.stdin })) {
  const counted = new calculator.SegmentedMessage(JSON.parse(line).text);
  console.log(JSON.stringify({ encoding: counted.encodingName, parts: counted.segmentsCount, first: counted.getNonGsmCharacters()[0] ?? null }));
}
