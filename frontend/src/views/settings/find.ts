import type { Setting } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';

/**
 * find answers the settings in which every word of the search is found: in label,
 * key, help, the variable or the words of a choice. Those with the words in label
 * or key come first.
 */
export function find(settings: readonly Setting[], search: string): Setting[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...settings];
  const within = (text: string) => {
    const low = text.toLowerCase();
    return words.every((word) => low.includes(word));
  };
  const name = (s: Setting) => `${s.label} ${s.key}`;
  const all = (s: Setting) =>
    `${name(s)} ${s.help} ${s.environment} ${s.allowed.map((v) => t.settings.choices[s.key]?.[v] ?? v).join(' ')}`;
  const found = settings.filter((s) => within(all(s)));
  return [...found.filter((s) => within(name(s))), ...found.filter((s) => !within(name(s)))];
}
