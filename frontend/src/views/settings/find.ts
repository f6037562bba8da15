import type { Setting } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';

/**
 * find answers the settings in which every word of the search is found: in label,
 * key, help, the variable or the words of a choice, or which is meant by what
 * people call it. Those with the words in label or key come first, those that are
 * only meant come last.
 */
export function find(settings: readonly Setting[], search: string): Setting[] {
  const whole = search.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
  if (whole === '') return [...settings];
  const words = whole.split(' ');
  const name = (s: Setting) => `${s.label} ${s.key}`.toLowerCase();
  const all = (s: Setting) =>
    `${name(s)} ${s.help} ${s.environment} ${s.allowed.map((v) => t.settings.choices[s.key]?.[v] ?? v).join(' ')}`.toLowerCase();
  const meant = meanings(whole);
  const rank = (s: Setting) => {
    if (words.every((word) => name(s).includes(word))) return 0;
    if (words.every((word) => all(s).includes(word))) return 1;
    return meant.some((word) => name(s).includes(word)) ? 2 : 3;
  };
  const ranked = settings.map((setting) => ({ setting, rank: rank(setting) }));
  return [0, 1, 2].flatMap((wanted) => ranked.filter((r) => r.rank === wanted).map((r) => r.setting));
}

// meanings are the words of the pages for what people say: as long as it is typed, its beginning will do.
function meanings(said: string): string[] {
  return Object.entries(t.synonyms)
    .filter(([name]) => name === said || (said.length > 3 && name.startsWith(said)))
    .flatMap(([, words]) => words);
}
