import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from './de/sentences';
import { countIn } from './plural';
import { speaker } from './sentences';

const say = speaker({
  'the server %s refuses connections': 'der Server %s lehnt Verbindungen ab',
  'read %s': '%s lesen',
  'the directory': 'das Verzeichnis',
  '%q is no id of %s': '%[2]s hat keine id %[1]q',
  'Try again later.': 'Später noch einmal versuchen.',
  'Set %s to %s.': '%s auf %s setzen.',
  '%d users': '%d Benutzer',
  '%s found in %s': '%s in %s gefunden',
  'no user found%s': 'kein Benutzer%s gefunden',
  'in domain %s%s': 'in der Domain %s%s',
  'with %s': 'mit %s',
  'the text is not UTF-8 (%s)': 'der Text ist nicht UTF-8 (%s)',
  'it ended: %d of %d': 'sie endete: %d von %d',
  '%s found.': '%s gefunden.',
  '%s is empty': '%s ist leer',
  'the file is empty': 'die Datei ist leer',
  'others may read it (%s)': 'andere dürfen es lesen (%s)',
  'unknown columns %s': 'unbekannte Spalten %s',
  '%q (did you mean %s?)': '%s (vielleicht %s?)',
  '(the server says: %s)': '(der Server sagt: %s)',
  'the door is open: beware': 'die Tür ist offen: Vorsicht',
  'Wait, or %s': 'Warten, oder %s',
  'read on (a).': 'weiterlesen (a).',
  '(example: %s)': '(Beispiel: %s)',
  'more than 100%%: beware': 'mehr als 100 %%: Vorsicht',
  'not shown at all': null,
});

beforeAll(() => countIn(() => 'de'));

describe('what the program says', () => {
  it.each([
    ['the server a.example refuses connections', 'der Server a.example lehnt Verbindungen ab'],
    ['Read users.csv', 'users.csv lesen'],
    ['The directory', 'Das Verzeichnis'],
    [
      'read the directory: the server a.example refuses connections',
      'das Verzeichnis lesen: der Server a.example lehnt Verbindungen ab',
    ],
    ['"a: b" is no id of Okta', 'Okta hat keine id "a: b"'],
    ['Set ldap.port to 636. Try again later.', 'ldap.port auf 636 setzen. Später noch einmal versuchen.'],
    ['1,204 users found in ou=people', '1.204 Benutzer in ou=people gefunden'],
    ['no user found', 'kein Benutzer gefunden'],
    ['no user found with a=b', 'kein Benutzer mit a=b gefunden'],
    ['no user found in domain a.example', 'kein Benutzer in der Domain a.example gefunden'],
    [
      'no user found in domain a.example with b=c d',
      'kein Benutzer in der Domain a.example mit b=c d gefunden',
    ],
    ['the directory: it ended: 3 of 5', 'das Verzeichnis: sie endete: 3 von 5'],
    ['in other words: it ended: 3 of 5', 'in other words: sie endete: 3 von 5'],
    ['the text is not UTF-8 (a-b)', 'der Text ist nicht UTF-8 (a-b)'],
    ['no user founded', 'no user founded'],
    ['one\n  Try again later.\n', 'one\n  Später noch einmal versuchen.\n'],
    ['2 users found. 3 users found. /a/b found.', '2 Benutzer gefunden. 3 Benutzer gefunden. /a/b gefunden.'],
    ['a b: the directory: others may read it (0644)', 'a b: das Verzeichnis: andere dürfen es lesen (0644)'],
    ['a: the file is empty (example: ldap: 1)', 'a: die Datei ist leer (Beispiel: ldap: 1)'],
    ['the file is empty (example: 2 users)', 'die Datei ist leer (Beispiel: 2 users)'],
    [
      'a.b: the file is empty (example: (&(a=b)(!(c=d))))',
      'a.b: die Datei ist leer (Beispiel: (&(a=b)(!(c=d))))',
    ],
    [
      'a.b: the file is empty (example: c; d: e. F); c.d: the directory (example: (e=f)); e.f: the file is empty',
      'a.b: die Datei ist leer (Beispiel: c; d: e. F); c.d: das Verzeichnis (Beispiel: (e=f)); e.f: die Datei ist leer',
    ],
    ['a.b: the directory\n  example: the directory', 'a.b: das Verzeichnis\n  Beispiel: the directory'],
    [
      'read a: the file is empty (example: b). Try again later.',
      'a lesen: die Datei ist leer (Beispiel: b). Später noch einmal versuchen.',
    ],
    ['more than 100%: beware', 'mehr als 100 %: Vorsicht'],
    ['file: /a b: the file is empty', 'file: /a b: die Datei ist leer'],
    ['the directory; unknown columns "a"', 'das Verzeichnis; unbekannte Spalten "a"'],
    [
      'unknown columns "x, y", "b" (did you mean c?), "d" (did you mean e?)',
      'unbekannte Spalten "x, y", "b" (vielleicht c?), "d" (vielleicht e?)',
    ],
    ['Read users.csv. Try again later.', 'users.csv lesen. Später noch einmal versuchen.'],
    ['Okta says "Try again later. Read on" (E1)', 'Okta says "Try again later. Read on" (E1)'],
    ['Read users.csv:\n  the directory', 'users.csv lesen:\n  das Verzeichnis'],
    [
      'a.example (4), the directory, "the directory"; read b',
      'a.example (4), das Verzeichnis, "the directory"; b lesen',
    ],
    [
      'read a: the directory (the server says: "no": a, b: c)',
      'a lesen: das Verzeichnis (der Server sagt: "no": a, b: c)',
    ],
    ['read a (1); the door is open: beware', 'a (1) lesen; die Tür ist offen: Vorsicht'],
    ['read a.example:636 with b (c)', 'a.example:636 mit b (c) lesen'],
    ['It with b', 'It with b'],
    ['3 users; found in b', '3 Benutzer; in b gefunden'],
    ['Wait, or read on (a). It goes on.', 'Warten, oder weiterlesen (a). It goes on.'],
    ['User already found in list', 'User already found in list'],
    ['not shown at all', 'not shown at all'],
    ['', ''],
  ])('%s', (text, words) => {
    expect(say(text)).toBe(words);
  });
});

const verbs = /(?<!%)%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z])/g;

/** values stand for the verbs of a sentence; one that sticks to a word adds nothing. */
function values(sentence: string): string[] {
  return [...sentence.matchAll(verbs)].map(({ 2: verb, index }, i) => {
    if (verb === 'd') return String(i + 3);
    if (verb === 'q') return `"q${i}"`;
    return /([a-z]|%[a-z])$/i.test(sentence.slice(0, index)) ? '' : `x${i}`;
  });
}

function filled(sentence: string, given: string[]): string {
  let at = 0;
  const words = sentence.replace(verbs, (_, place?: string) => {
    at = place ? Number(place) : at + 1;
    return given[at - 1] ?? 'missing';
  });
  return words.replaceAll('%%', '%');
}

describe('a setting that is wrong, in German', () => {
  it.each([
    [
      'ldap.port: "x" is not a whole number (example: 636); sync.interval: 1 is not between 5 and 44640 (example: 15)',
      'ldap.port: "x" ist keine ganze Zahl (Beispiel: 636); sync.interval: 1 liegt nicht zwischen 5 und 44640 (Beispiel: 15)',
    ],
    [
      'sync.userFilter: ")" is missing (example: (&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest))))',
      'sync.userFilter: ")" fehlt (Beispiel: (&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest))))',
    ],
    [
      'line 4: ldap.port: "many" is not a whole number (example: 636)',
      'Zeile 4: ldap.port: "many" ist keine ganze Zahl (Beispiel: 636)',
    ],
    [
      'sync.maxRemovals: "101%" is more than 100%, from the environment variable A (example: 5%)',
      'sync.maxRemovals: "101%" ist mehr als 100 % (vorgegeben durch die Umgebungsvariable A) (Beispiel: 5%)',
    ],
    [
      'line 3: unknown setting "ldap.hostnam": did you mean ldap.hostname?',
      'Zeile 3: unbekannte Einstellung "ldap.hostnam": meinten Sie ldap.hostname?',
    ],
    [
      'line 2: this is not YAML: yaml: line 2: mapping values are not allowed in this context',
      'Zeile 2: das ist kein YAML: yaml: Zeile 2: hier darf kein "Schlüssel: Wert" stehen',
    ],
  ])('%s', (text, words) => {
    expect(speak(text)).toBe(words);
  });
});

describe('German', () => {
  const files = import.meta.glob<Record<string, Record<string, string | null>>>('./de/sentences/*.ts', {
    eager: true,
  });
  const catalogues = Object.values(files).flatMap((file) => Object.values(file));

  it('has every verb of a sentence, and finds it', () => {
    const wrong = [];
    for (const [sentence, words] of catalogues.flatMap((catalogue) => Object.entries(catalogue))) {
      if (words === null) continue;
      const given = values(sentence);
      const text = filled(sentence, given);
      const want = filled(words, given);
      const said = speak(text);
      if (said.toLowerCase() !== want.toLowerCase()) wrong.push({ text, said, want });
    }
    expect(wrong).toEqual([]);
  });

  it('holds up nobody by what a server says at length', () => {
    const foreign = Array.from({ length: 120 }, (_, at) => `word number ${at}`).join(': ');
    const begin = performance.now();
    expect(speak(foreign)).toBe(foreign);
    expect(performance.now() - begin).toBeLessThan(4000);
  });
});
