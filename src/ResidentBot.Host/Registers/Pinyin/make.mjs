// Writes the readings of every character as lines "reading characters", for the index of the register: node make.mjs OUT
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { dict } = require('pinyinlite/src/dict_full.js');
const lines = dict.filter(([reading]) => /^[a-z]+$/.test(reading)).map(([reading, characters]) => `${reading} ${characters}\n`);
if (lines.length < 390) throw new Error(`only ${lines.length} readings: the dictionary has changed its form`);
writeFileSync(process.argv[2], lines.join(''));
