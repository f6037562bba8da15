import { store, stored } from './storage';

/** ThemeChoice is what the person wants; "system" follows the system. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** Theme goes on from public/theme.js, which set the colours before the first paint. */
export class Theme {
  choice: ThemeChoice = $state(chosen());
  #system = matchMedia('(prefers-color-scheme: dark)');

  /** start follows the system; the returned function ends it. */
  start(): () => void {
    const apply = () => this.#apply();
    this.#system.addEventListener('change', apply);
    return () => this.#system.removeEventListener('change', apply);
  }

  /** choose changes and keeps the choice. */
  choose(choice: ThemeChoice): void {
    this.choice = choice;
    store('theme', choice === 'system' ? '' : choice);
    this.#apply();
  }

  #apply(): void {
    const dark = this.choice === 'dark' || (this.choice === 'system' && this.#system.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }
}

function chosen(): ThemeChoice {
  const choice = stored('theme');
  return choice === 'light' || choice === 'dark' ? choice : 'system';
}
