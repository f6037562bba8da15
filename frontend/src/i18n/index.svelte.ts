import { en, type Messages } from './en';
import { useLocale } from './locale.svelte';

/** A language that the pages can be in. */
interface Language {
  /** BCP 47. */
  tag: string;
  /** What it calls itself; none for those that only tests ask for. */
  name?: string;
  dir: 'ltr' | 'rtl';
  /** Fetched when it is wanted: nobody waits for a language that is not read. */
  load(): Promise<Messages>;
}

const known: readonly Language[] = [
  { tag: 'en', name: 'English', dir: 'ltr', load: async () => en },
  { tag: 'de', name: 'Deutsch', dir: 'ltr', load: async () => (await import('./de')).de },
  // Longer and accented, and from right to left: they show what does not fit,
  // what is not in the catalogue and what only knows left and right.
  { tag: 'en-XA', dir: 'ltr', load: async () => (await import('./pseudo')).accented(en) },
  { tag: 'ar-XB', dir: 'rtl', load: async () => (await import('./pseudo')).mirrored(en) },
];

class Used {
  language = $state.raw(known[0] as Language);
  messages = $state.raw<Messages>(en);
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
 * is none. The words change when they are there, all at once.
 */
export async function useLanguage(wanted: readonly string[]): Promise<void> {
  const language = best(wanted);
  const messages = await language.load();
  used.language = language;
  used.messages = messages;
  useLocale(language.tag, wanted);
  if (typeof document === 'undefined') return;
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
}

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

/** withNames says what settings are called where a sentence has their keys. */
export function withNames(text: string): string {
  return text.replaceAll(/\b[a-z]+\.[a-zA-Z]+\b/g, (key) => {
    const name = t.fields[key]?.label;
    return name ? t.common.quoted(name) : key;
  });
}
