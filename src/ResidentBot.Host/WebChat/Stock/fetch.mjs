// Fetches the bundle of Microsoft's Web Chat from its npm package into fetched/, compressed. Of the package's 153 MB nothing else is unpacked, none of
// its dependencies is installed (the bundle holds them) and no script of it runs. Does nothing when it is there already.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const stock = JSON.parse(readFileSync(join(here, 'stock.json'), 'utf8'));
const fetched = join(here, 'fetched');
const version = join(fetched, 'version');
const named = `${stock.name} ${stock.version} ${stock.integrity}`;
if (existsSync(version) && readFileSync(version, 'utf8') === named) process.exit(0);

const folder = mkdtempSync(join(tmpdir(), 'webchat-'));
try {
  const packed = execFileSync('npm', ['pack', `${stock.name}@${stock.version}`, '--silent', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' });
  const archive = join(folder, packed.trim().split('\n').pop());
  const sum = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (sum !== stock.integrity) throw new Error(`${stock.name}@${stock.version} is not the package that was checked: ${sum}`);
  const part = (name) => execFileSync('tar', ['-xzOf', archive, name], { maxBuffer: 64 << 20 });
  mkdirSync(fetched, { recursive: true });
  keep('LICENCE.txt', part(stock.licence));
  keep('webchat.js.gz', gzipSync(part(stock.bundle), { level: 9 }));
  writeFileSync(version, named);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// Whole or not at all: somebody else may be reading.
function keep(name, bytes) {
  const draft = join(fetched, `${name}.${process.pid}`);
  writeFileSync(draft, bytes);
  renameSync(draft, join(fetched, name));
}
