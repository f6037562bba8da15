// Fails where the pages got heavier than 200 kB gzipped: that is what a browser
// has to fetch before it can show anything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 200 * 1000;

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const sizes = files('dist').map((path) => [path, gzipSync(readFileSync(path)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
console.log(`pages: ${(total / 1000).toFixed(1)} kB gzipped of at most ${limit / 1000} kB`);
if (total > limit) {
  for (const [path, size] of sizes.sort((a, b) => b[1] - a[1])) console.error(`${size}\t${path}`);
  process.exit(1);
}
