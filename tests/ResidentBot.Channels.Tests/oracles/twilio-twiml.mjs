// Reads {inside: [{name, attributes, text, inside}]} a line, builds the document with Twilio's own classes, and answers with it and with what their types do not
// allow: a verb in a place where it has no method, an attribute that is not of its interface, a value outside its list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import readline from "node:readline";
import twilio from "twilio";

const types = readFileSync(createRequire(import.meta.url).resolve("twilio/lib/twiml/VoiceResponse.d.ts"), "utf8");
const lists = new Map([...types.matchAll(/type (\w+) = ([^;]+);/g)].map(([, name, values]) => [name, values.split("|").map(value => value.trim().replaceAll('"', ""))]));

function fieldsOf(verb) {
  const body = types.match(new RegExp(`interface ${verb}Attributes \\{([\\s\\S]*?)\\n    \\}`))?.[1] ?? "";
  return new Map([...body.matchAll(/^\s+"?([\w.:]+)"?\?: ([^;]+);/gm)].map(([, name, type]) => [name, type]));
}

function checkValue(faults, verb, name, value, type) {
  const list = lists.get(type.replace("[]", ""));
  if (type === "number" && !/^\d+$/.test(value)) faults.push(`${verb} ${name}=${value} is no number`);
  if (type === "boolean" && !/^(true|false)$/.test(value)) faults.push(`${verb} ${name}=${value} is neither true nor false`);
  if (!list) return;
  for (const one of type.endsWith("[]") ? value.split(" ") : [value]) if (!list.includes(one)) faults.push(`${verb} ${name}=${one}`);
}

function build(parent, place, verb, faults) {
  const method = verb.name[0].toLowerCase() + verb.name.slice(1);
  if (typeof parent[method] !== "function") {
    faults.push(`${verb.name} within ${place}`);
    return;
  }
  const fields = fieldsOf(verb.name);
  for (const [name, value] of Object.entries(verb.attributes)) {
    if (!fields.has(name)) faults.push(`${verb.name} has no ${name}`);
    else checkValue(faults, verb.name, name, value, fields.get(name));
  }
  const built = verb.text === null ? parent[method](verb.attributes) : parent[method](verb.attributes, verb.text);
  for (const child of verb.inside) build(built, verb.name, child, faults);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const faults = [];
  const response = new twilio.twiml.VoiceResponse();
  for (const verb of JSON.parse(line).inside) build(response, "Response", verb, faults);
  console.log(JSON.stringify({ faults, xml: response.toString() }));
}
