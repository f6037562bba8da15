import { en, type Messages } from './en';
import { useLocale } from './locale.svelte';
import { english, type Speaker } from './sentences';

/** A language that the pages can be in. */
interface Language {
  /** BCP 47. */
  tag: string;
  /** What it calls itself; none for those that only tests ask for. */
  name?: string;
  dir: 'ltr' | 'rtl';
  /** Fetched when it is wanted: nobody waits for a language that is not read. */
  load(): Promise<Messages>;
  /** Says what the program says; none leaves it in English. */
  speak?(): Promise<Speaker>;
}

const known: readonly Language[] = [
  { tag: 'en', name: 'English', dir: 'ltr', load: async () => en },
  {
    tag: 'de',
    name: 'Deutsch',
    dir: 'ltr',
    load: async () => (await import('./de')).de,
    speak: async () => (await import('./de/sentences')).speak,
  },
  // Longer and accented, and from right to left: they show what does not fit,
  // what is not in the catalogue and what only knows left and right.
  { tag: 'en-XA', dir: 'ltr', load: async () => (await import('./pseudo')).accented(en) },
  { tag: 'ar-XB', dir: 'rtl', load: async () => (await import('./pseudo')).mirrored(en) },
];

class Used {
  language = $state.raw(known[0] as Language);
  messages = $state.raw<Messages>(en);
  speak = $state.raw<Speaker>(english);
}

const used = new Used();

/** languages are those that a person can choose. */
export const languages = known.flatMap(({ tag, name }) => (name ? [{ tag, name }] : []));

/** languageTag returns the language of the words. */
export function languageTag(): string {
  return used.language.tag;
}

/**
 * useLanguage takes the first wanted language that there is, English where there
 * is none. The words change when they are there, all at once. It answers whether
 * they do: of several that are asked for quickly only the last is used.
 */
export async function useLanguage(wanted: readonly string[]): Promise<boolean> {
  const mine = ++asked;
  const language = best(wanted);
  const [messages, speak] = await Promise.all([language.load(), language.speak?.() ?? english]);
  if (mine !== asked) return false;
  used.language = language;
  used.messages = messages;
  used.speak = speak;
  useLocale(language.tag, wanted);
  if (typeof document === 'undefined') return true;
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
  return true;
}

let asked = 0;

function best(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = known.find((l) => l.tag === tag) ?? known.find((l) => l.tag === tag.split('-')[0]);
    if (found) return found;
  }
  return known[0] as Language;
}

/** t holds the words in the language that is used, by view: t.common.action.save. */
export const t = new Proxy({} as Messages, {
  get: (_, view) => used.messages[view as keyof Messages],
});

/** said is a text of the program in the language that is used, as far as it is known. */
export function said(text: string): string {
  return used.speak(text);
}

/** told is said with the names that settings have on the page. */
export function told(text: string): string {
  return withNames(said(text));
}

/** withNames says what settings are called where a sentence has their keys. */
export function withNames(text: string): string {
  return text.replaceAll(/\b[a-z]+\.[a-zA-Z]+\b/g, (key) => {
    const name = t.fields[key]?.label;
    return name ? t.common.quoted(name) : key;
  });
}
