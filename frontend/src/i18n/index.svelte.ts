import { en, type Messages } from './en';

/** The languages there are, by their BCP 47 tag. */
const languages: Record<string, Messages> = { en };

class Language {
  tag = $state('en');
  readonly messages = $derived(languages[this.tag] ?? en);
}

const language = new Language();

/** languageTag returns the language of the texts, for Intl. */
export function languageTag(): string {
  return language.tag;
}

/** useLanguage takes the first wanted language that there is; English where there is none. */
export function useLanguage(wanted: readonly string[]): void {
  const tags = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  language.tag = tags.find((tag) => tag in languages) ?? 'en';
}

/** t holds the texts in the language that is used, by view: t.common.action.save. */
export const t = new Proxy(en, {
  get: (_, view) => language.messages[view as keyof Messages],
});

/** problemTitle is the heading of an error with that code. */
export function problemTitle(code: string): string {
  const titles: Record<string, string> = language.messages.problems;
  return titles[code] ?? language.messages.problems.unknown;
}
