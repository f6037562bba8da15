import type { Setting } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';

/**
 * find answers the settings in which every word of the search is found: in label,
 * key, help, the variable or the words of a choice, or which is meant by what
 * people call it. What has an effect comes before what has none now, and then
 * what is called so, what has the words in label or key and is meant, what begins
 * with them or has them, what is only meant, and last what only speaks of it.
 */
export function find(
  settings: readonly Setting[],
  search: string,
  used: (setting: Setting) => boolean = () => true,
): Setting[] {
  const whole = plain(search);
  if (whole === '') return [...settings];
  const meant = meanings(whole);
  return settings
    .map((setting) => ({ setting, rank: rank(setting, whole, meant), idle: used(setting) ? 0 : 1 }))
    .filter(({ rank }) => rank < none)
    .toSorted((a, b) => a.idle - b.idle || a.rank - b.rank)
    .map(({ setting }) => setting);
}

/** Place is where the pages have what is looked for among the settings and is none. */
interface Place {
  address: string;
  text: string;
}

/** places answers what else than a setting a search means. */
export function places(search: string): Place[] {
  return [...new Set(meanings(plain(search)))].flatMap((address) => {
    const text = t.settings.find.places[address];
    return text ? [{ address, text }] : [];
  });
}

const none = 5;

function rank(setting: Setting, whole: string, meant: readonly string[]): number {
  const [label, key] = [setting.label.toLowerCase(), setting.key.toLowerCase()];
  if (label === whole || key === whole) return 0;
  const name = `${label} ${key}`;
  const words = whole.split(' ');
  const at = meant.findIndex((word) => name.includes(word));
  if (at >= 0 && words.every((word) => name.includes(word))) return 1;
  if (label.startsWith(whole)) return 1.5;
  const parts = `${label} ${spaced(setting.key)}`.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 2;
  if (words.every((word) => name.includes(word))) return 2.5;
  // Who wrote them down put the best first.
  if (at >= 0) return 3 + at / meant.length;
  const choices = [...setting.allowed, ...Object.values(t.settings.choices[setting.key] ?? {})];
  const all = `${name} ${setting.help} ${setting.environment} ${choices.join(' ')}`.toLowerCase();
  return words.every((word) => all.includes(word)) ? 4 : none;
}

function plain(search: string): string {
  return search.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

// spaced is a key as words: "ldap.caFile" is "ldap ca file".
function spaced(key: string): string {
  return key.replaceAll(/(?=[A-Z])|\./g, ' ').toLowerCase();
}

// meanings are the words of the pages for what people say: as long as it is typed, its beginning will do.
function meanings(said: string): string[] {
  return Object.entries(t.synonyms)
    .filter(([name]) => name === said || (said.length > 2 && name.startsWith(said)))
    .flatMap(([, words]) => words);
}
