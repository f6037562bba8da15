// Fails where the pages got heavier than 200 kB gzipped: that is what a browser
// has to fetch before it can show anything. A language beside English comes on
// top, for those who read it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 200 * 1000;
const languageLimit = 40 * 1000;
// What the program may say, in such a language.
const sentencesLimit = 80 * 1000;
const docsLimit = 140 * 1000;

// dist/assets/de-Chc1t0LA.js, and those that only tests ask for.
const language = /^([a-z]{2}|pseudo)-[\w-]+\.js$/;

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const sizes = files('dist').map((path) => [path, gzipSync(readFileSync(path)).length]);
const languages = sizes.filter(([path]) => language.test(basename(path)));
const sentences = sizes.filter(([path]) => /^sentences-/.test(basename(path)));
// What is fetched when somebody reads it.
const docs = sizes.filter(([path]) => /^_virtual_docs|^docs-/.test(basename(path)));
const pages = sizes.filter((size) => ![languages, sentences, docs].some((list) => list.includes(size)));
const total = pages.reduce((sum, [, size]) => sum + size, 0);

console.log(`pages: ${kB(total)} gzipped of at most ${kB(limit)}`);
for (const [path, size] of languages) {
  console.log(`  ${basename(path).split('-')[0]}: ${kB(size)} of at most ${kB(languageLimit)}`);
}
for (const [, size] of sentences) console.log(`  sentences: ${kB(size)} of at most ${kB(sentencesLimit)}`);
for (const [, size] of docs) console.log(`  documentation: ${kB(size)} of at most ${kB(docsLimit)}`);
if (
  docs.some(([, size]) => size > docsLimit) ||
  sentences.some(([, size]) => size > sentencesLimit) ||
  total > limit ||
  languages.some(([, size]) => size > languageLimit)
) {
  for (const [path, size] of sizes.sort((a, b) => b[1] - a[1])) console.error(`${size}\t${path}`);
  process.exit(1);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
