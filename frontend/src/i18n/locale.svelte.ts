import { countIn } from './plural';

/** What Intl formats with: the language of the words, in the person's own region where it has one. */
class Locale {
  tag = $state('en');
}

const locale = new Locale();

/** intlLocale returns the locale for Intl. Whoever formats with it follows a change of the language. */
export function intlLocale(): string {
  return locale.tag;
}

/** useLocale sets the locale: the first that the person wants which is of the language. */
export function useLocale(language: string, wanted: readonly string[]): void {
  locale.tag = wanted.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

countIn(intlLocale);
