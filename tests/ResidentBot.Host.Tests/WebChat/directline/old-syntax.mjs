// Reads scripts as a browser of 2017 would (ECMAScript 2017, the first with modules and async functions). Usage: node old-syntax.mjs FILE...
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

for (const file of process.argv.slice(2)) {
  try {
    parse(readFileSync(file, 'utf8'), { ecmaVersion: 2017, sourceType: 'module' });
  } catch (fault) {
    console.log(`${file}: ${fault.message}`);
    process.exitCode = 1;
  }
}
if (!process.exitCode) console.log('"ok"');
