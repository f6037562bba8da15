import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Pages run from right to left too: their styles know begin and end, not left and right.
const physical =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)|(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)|float\s*:|text-align\s*:\s*(?:left|right))/;

function styles(path: string): string {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.css') ? text : [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].join('\n');
}

test('styles know no left and right', () => {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|css)$/.test(path))
    .map((path) => join('src', path));
  expect(paths.length).toBeGreaterThan(100);
  const found = paths.flatMap((path) =>
    styles(path)
      .split('\n')
      .filter((line) => physical.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
