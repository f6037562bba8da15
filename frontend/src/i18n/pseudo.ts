// Languages that nobody speaks, made of the English one. Both leave alone what a
// function is given: names, addresses and numbers come from elsewhere.
import type { Messages } from './en';

// What comes from elsewhere stands between these while a sentence is made.
const begin = '\uE000';
const end = '\uE001';

const accents: Record<string, string> = Object.fromEntries(
  [...'aàbƀcçdðeéfƒgĝhĥiîjĵkķlļnñoöpþrŕsštţuûvṽwŵyýzžAÅBƁCÇDÐEÉGĜHĤIÎJĴKĶLĻNÑOÖPÞRŔSŠTŢUÛWŴYÝZŽ']
    .join('')
    .match(/../gu)
    ?.map((pair) => [...pair] as [string, string]) ?? [],
);

/** accented gives words that are 40 % longer, with accents and in brackets. */
export function accented(messages: Messages): Messages {
  return mapped(messages, (text) => {
    const own = ownParts(text, (part) => [...part].map((letter) => accents[letter] ?? letter).join(''));
    const longer = Math.ceil(plain(text).length * 0.4);
    return `[${own}${' ·'.repeat(Math.ceil(longer / 2))}]`;
  });
}

/** mirrored gives words whose letters run from right to left. */
export function mirrored(messages: Messages): Messages {
  return mapped(messages, (text) => ownParts(text, (part) => (part.trim() ? `\u202E${part}\u202C` : part)));
}

function mapped<T>(value: T, say: (text: string) => string): T {
  if (typeof value === 'string') return say(value) as T;
  if (typeof value === 'function') {
    return ((...args: unknown[]) => say(String(value(...args.map(foreign))))) as T;
  }
  if (Array.isArray(value)) return value.map((one) => mapped(one, say)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, say)])) as T;
}

/** foreign marks what is given to a function; empty stays empty, since sentences ask for that. */
function foreign(value: unknown): unknown {
  if (typeof value === 'string') return value && `${begin}${value}${end}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, foreign(one)]));
}

function ownParts(text: string, change: (part: string) => string): string {
  return text
    .split(/(\uE000[^\uE001]*\uE001)/)
    .map((part) => (part.startsWith(begin) ? part.slice(1, -1) : change(part)))
    .join('');
}

function plain(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '');
}
