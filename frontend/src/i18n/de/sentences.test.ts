import { beforeAll, describe, expect, it } from 'vitest';
import { countIn } from '../plural';
import { all, speak } from './sentences';

beforeAll(() => countIn(() => 'de'));

const verb = /(?<!%)%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z])/g;
const said = Object.entries(all).flatMap(([pattern, words]) =>
  words === null ? [] : [[pattern, words] as const],
);

/** used are the places of the verbs in a text, in order. */
function used(text: string): number[] {
  let at = 0;
  return [...text.matchAll(verb)]
    .map(([, place]) => (at = place ? Number(place) : at + 1))
    .sort((a, b) => a - b);
}

/** given are names for the verbs of a pattern. */
function given(pattern: string): string[] {
  return [...pattern.matchAll(verb)].map(([, , kind], i) =>
    kind === 'd' ? `${i + 1}` : kind === 'q' ? `"Q${i + 1}"` : `X${i + 1}`,
  );
}

function filled(text: string, names: string[]): string {
  let at = 0;
  return text
    .replace(verb, (_, place?: string) => names[(at = place ? Number(place) : at + 1) - 1] ?? '')
    .replaceAll('%%', '%');
}

describe('the sentences in German', () => {
  it('speak of nothing that the English ones have not', () => {
    const more = said.filter(([pattern, words]) =>
      used(words).some((place) => !used(pattern).includes(place)),
    );
    expect(more).toEqual([]);
  });

  it('are found by theirs, and by no other', () => {
    const wrong = said
      .filter(([pattern]) => !/%s%s|\w%s|%s\w/.test(pattern))
      .flatMap(([pattern, words]) => {
        const names = given(pattern);
        const text = filled(pattern, names);
        const want = filled(words, names);
        const got = speak(text);
        return got === want ? [] : [`${text}\n  ${got}\n  ${want}`];
      });
    expect(wrong.join('\n')).toBe('');
  });

  it.each([
    ['x509: certificate signed by unknown authority', 'x509: Zertifikat einer unbekannten Stelle'],
    [
      'read the directory: open /data/users.csv: no such file or directory',
      'das Verzeichnis lesen: /data/users.csv öffnen: Datei oder Ordner gibt es nicht',
    ],
  ])('%s', (text, words) => {
    expect(speak(text)).toBe(words);
  });
});
