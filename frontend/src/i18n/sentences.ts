// What the program says in English, in the language of the pages: errors, hints
// and warnings are made of sentences that are known (sentences.gen.ts), and of
// names, numbers and the words of others, which stay as they are.
import { digits } from './plural';
import type { Sentences } from './sentences.gen';

/** Translations are all sentences of some packages; null is one that no page shows. */
export type Translations<Room extends keyof Sentences> = Readonly<Record<Sentences[Room], string | null>>;

/** A Speaker says a text of the program in its language; what it does not know stays. */
export type Speaker = (text: string) => string;

/** english leaves what the program says as it is. */
export const english: Speaker = (text) => text;

interface Pattern {
  /** The longest part that is always there: a text without it is another one. */
  core: string;
  /** It begins with words of its own, not with a verb. */
  begun: boolean;
  /** How many letters are always there. */
  own: number;
  words: string;
  /** What its verbs stand for has no colon in it (strict), or may have. */
  regex(how: How): RegExp;
}

type How = 'strict' | 'loose';

/** A Link is a sentence in the other language, where the text is one that is known: a begun one begins with words of its own. */
type Link = (text: string, how: How, begun?: boolean) => string | undefined;

const captures = { strict: '((?:(?!: ).)+?)', loose: '(.+?)' };

/** A name or the words of others, between quotes: never changed. */
const quoted = /^(?:"(?:[^"\\]|\\.)*"|`[^`]*`)$/s;

/** A verb of Go's fmt: %s, %q, %[2]d; of two percent signs is made one. */
const verbs = /(?<!%)%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z])/g;

/** speaker makes a Speaker of the sentences of a language. */
export function speaker(known: Readonly<Record<string, string | null>>): Speaker {
  const link = linker(known, line);
  // A sentence has no more links than it has colons of its own.
  const mostLinks = Math.max(...Object.keys(known).map((pattern) => pattern.split(': ').length));
  const said = new Map<string, string>();
  const example = exampleIn(known['(example: %s)'] ?? '(example: %s)');

  return function say(text) {
    let words = said.get(text);
    if (words === undefined) {
      words = text.split('\n').map(line).join('\n');
      if (said.size > 2000) said.clear();
      said.set(text, words);
    }
    return words;
  };

  function line(text: string): string {
    const words = text.trim().replace(/[:;]$/, '');
    return example.alone(text) ?? (words ? text.replace(words, () => sentences(words)) : text);
  }

  function sentences(text: string): string {
    return apart(text, /(?<=[.!?]) (?=[\p{Lu}\d'"/])/u)
      .map(sentence)
      .join(' ');
  }

  /** A sentence is a chain: what was done, and behind each colon why it failed. */
  function sentence(text: string): string {
    if (!/\p{L}{2}/u.test(text)) return number(text);
    if (!text.includes(' ')) return text;
    const whole = link(text, 'strict') ?? clauses(text) ?? example.behind(text, sentence);
    if (whole !== undefined) return whole;
    const links = apart(text, ': ');
    for (let n = Math.min(links.length - 1, mostLinks); n > 0; n--) {
      const words = link(links.slice(0, n).join(': '), 'strict');
      if (words !== undefined) return chain(words, links.slice(n));
    }
    const apiece =
      links.length > 1 ? (aside(text) ?? chain(sentence(links[0] ?? ''), links.slice(1))) : list(text);
    // One that begins with a verb would take the links before it for that.
    return link(text, 'loose', apiece !== text) ?? apiece;
  }

  function chain(words: string, others: string[]): string {
    return others.length ? `${words}: ${sentence(others.join(': '))}` : words;
  }

  /** Clauses are each known with all their links, or begin each with the key of a setting. */
  function clauses(text: string): string | undefined {
    const settings = apart(text, /; (?=[a-z]+\.[a-zA-Z]+: )/);
    if (settings.length > 1) return settings.map(sentence).join('; ');
    const parts = apart(text, '; ');
    const words = parts.length > 1 ? parts.map((part) => link(part, 'strict')) : [undefined];
    return words.includes(undefined) ? undefined : words.join('; ');
  }

  /** In parentheses at the end stands an example, which may have a colon. */
  function aside(text: string): string | undefined {
    const [, before, inside = ''] = /^(.+) \(([^()]+: [^()]+)\)$/s.exec(text) ?? [];
    return before && `${sentence(before)} (${line(inside)})`;
  }

  /** What is not known as a whole may be a list of what is. */
  function list(text: string): string {
    const words = added(text, link);
    if (words !== undefined) return words;
    const mark = ['; ', ', '].find((m) => apart(text, m).length > 1);
    return mark ? apart(text, mark).map(sentence).join(mark) : text;
  }
}

/** A name or a sentence that is known, with something behind it. */
function added(text: string, link: Link): string | undefined {
  const bracket = /^(.+) (\(.+\))$/s.exec(text);
  const head = bracket?.[1] && link(bracket[1], 'strict');
  if (head && bracket[2]) return `${head} ${link(bracket[2], 'loose') ?? bracket[2]}`;
  const [, name, more] = /^(\S*[^\p{L}\s'’]\S*) (.+)$/su.exec(text) ?? [];
  const tail = more && link(more, 'strict');
  return tail && `${name} ${tail}`;
}

/**
 * exampleIn says what stands around an example: the words behind what is wrong
 * with a setting, or a line of their own. It is a value to be written so, and stays.
 */
function exampleIn(words: string) {
  const [opening = '', closing = ''] = words.split('%s');
  return {
    behind(text: string, say: Speaker): string | undefined {
      const [, before, value, stop] = /^(.+?) \(example: (.+)\)(\.?)$/s.exec(text) ?? [];
      return before && `${say(before)} ${opening}${value}${closing}${stop}`;
    },
    alone(text: string): string | undefined {
      const value = /^ {2}example: (.+)$/.exec(text)?.[1];
      return value && `  ${opening.slice(1)}${value}`;
    },
  };
}

/** linker finds the sentence that a text is, and says it; what stands for its verbs is said by itself. */
function linker(known: Readonly<Record<string, string | null>>, say: Speaker): Link {
  const patterns = Object.entries(known)
    .flatMap(([pattern, words]) => (words === null ? [] : [compile(pattern, words)]))
    .sort((a, b) => b.own - a.own);
  return link;

  function link(text: string, how: How, begun = false): string | undefined {
    const [pattern, found] = longest(patterns, text, { how, begun, foreign }) ?? [];
    if (!pattern || !found) return undefined;
    const words = filled(pattern.words, found.slice(1)) + (found.groups?.stop ?? '');
    return begunAs(text, pattern.words, words);
  }

  /** Words of others: a short pattern must not say half of them. */
  function foreign(text: string): boolean {
    return /^\p{L}+( \p{L}+)+$/u.test(text) && say(text) === text;
  }

  function filled(words: string, given: string[]): string {
    let at = 0;
    const fill = (_: string, place?: string): string => {
      at = place ? Number(place) : at + 1;
      const text = given[at - 1] ?? '';
      if (quoted.test(text)) return text;
      return text.startsWith('"') ? apart(text, ', ').map(say).join(', ') : say(text);
    };
    return words
      .split('%%')
      .map((part) => part.replace(verbs, fill))
      .join('%');
  }
}

/** A pattern of so few letters is in many sentences of others, too. */
const fewLetters = 14;

interface Wanted {
  how: How;
  /** It begins with words of its own. */
  begun: boolean;
  foreign(text: string): boolean;
}

/** longest is the longest pattern of a text. */
function longest(patterns: Pattern[], text: string, wanted: Wanted): [Pattern, RegExpExecArray] | undefined {
  for (const pattern of patterns) {
    if ((wanted.begun && !pattern.begun) || !text.includes(pattern.core)) continue;
    const found = pattern.regex(wanted.how).exec(text);
    if (found && (pattern.own >= fewLetters || !found.slice(1).some(wanted.foreign))) return [pattern, found];
  }
  return undefined;
}

/** number writes "1,204" as the region does. */
function number(text: string): string {
  return /^\d{1,3}(,\d{3})+$/.test(text) ? digits(Number(text.replaceAll(',', ''))) : text;
}

/** begunAs keeps the capital letter that a sentence began with; a name stays as it is. */
function begunAs(text: string, pattern: string, words: string): string {
  return /^\p{Lu}/u.test(text) && !pattern.startsWith('%')
    ? words.charAt(0).toUpperCase() + words.slice(1)
    : words;
}

/** compile leaves the full stop of a sentence to the text, which may go on instead. */
function compile(sentence: string, translation: string): Pattern {
  const ends = sentence.endsWith('.') && translation.endsWith('.');
  const [pattern, words] = ends ? [sentence.slice(0, -1), translation.slice(0, -1)] : [sentence, translation];
  const kinds = [...pattern.matchAll(verbs)].map(([, , letter = '']) => letter);
  const parts = pattern.replaceAll(verbs, '\0').replaceAll('%%', '%').split('\0');
  const [first = '', ...others] = parts;
  const core = others.reduce(
    (longest, part) => (part.length > longest.length ? part : longest),
    first.slice(1),
  );
  const made: Partial<Record<How, RegExp>> = {};
  function make(how: How): RegExp {
    const source = parts
      .map((part, i) => escape(part) + capture(kinds[i], how, /[a-z]$/i.test(part) || (i > 0 && !part)))
      .join('');
    const begin = /^[a-z]/.test(source) ? `[${source.charAt(0)}${source.charAt(0).toUpperCase()}]` : '';
    // A text of several sentences gives each a full stop.
    const stop = /[.!?]$/.test(pattern) ? '' : '(?<stop>\\.?)';
    return new RegExp(`^${begin}${source.slice(begin ? 1 : 0)}${stop}$`, 'su');
  }
  return {
    core,
    begun: first !== '',
    own: parts.join('').length,
    words,
    regex: (how) => (made[how] ??= make(how)),
  };
}

/**
 * capture is what a verb stands for, in a regular expression. One that sticks to
 * a word or to another verb ("found%s") adds something, or nothing.
 */
function capture(verb: string | undefined, how: How, sticks: boolean): string {
  if (verb === undefined) return '';
  if (verb === 'd') return '(-?\\d[\\d,]*)';
  if (verb === 'q') return '("(?:[^"\\\\]|\\\\.)*"|`[^`]*`)';
  return sticks ? `((?:(?=[ ,;(])${captures[how].slice(1, -1)})?)` : captures[how];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** apart splits a text at a mark, but not between quotes or brackets; brackets between quotes are none. */
function apart(text: string, mark: RegExp | string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(new RegExp(mark, 'gu'))) {
    const part = text.slice(from, found.index);
    const plain = part.replace(/"(?:[^"\\]|\\.)*"/gs, '');
    if (plain.includes('"') || times(plain, /\(/g) > times(plain, /\)/g)) continue;
    parts.push(part);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

function times(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
