import { languageTag, useLanguage } from '../i18n/index.svelte';
import { store, stored } from './storage';

/** The key under which the choice is kept; what is chosen is a tag. */
const key = 'language';

/** Speech is in which language the pages are: that of the system, or a chosen one. */
export class Speech {
  /** "system", or the tag of a language. */
  choice = $state(stored(key) ?? 'system');

  /** onchange hears of each language that is used, the first as well. */
  constructor(private readonly onchange: (tag: string) => void = () => undefined) {
    onchange(languageTag());
  }

  /** start follows the system; the returned function ends it. */
  start(): () => void {
    const apply = () => void this.#apply();
    window.addEventListener('languagechange', apply);
    return () => window.removeEventListener('languagechange', apply);
  }

  /** choose changes and keeps the choice. */
  async choose(choice: string): Promise<void> {
    this.choice = choice;
    store(key, choice === 'system' ? '' : choice);
    await this.#apply();
  }

  async #apply(): Promise<void> {
    if (await useLanguage(wantedLanguages(this.choice))) this.onchange(languageTag());
  }
}

/**
 * wantedLanguages are the languages to look for, the best first: the one that the
 * address asks for (?lang=, for tests), the chosen one, those of the system.
 */
export function wantedLanguages(choice: string = stored(key) ?? 'system'): string[] {
  const asked = /[?&]lang=([\w-]+)/.exec(location.search)?.[1];
  const chosen = choice === 'system' ? [] : [choice];
  return [...(asked ? [asked] : []), ...chosen, ...navigator.languages];
}
