import type { Page } from '@playwright/test';
import { de } from '../src/i18n/de';
import { speak } from '../src/i18n/de/sentences';
import { en } from '../src/i18n/en';
import { countIn } from '../src/i18n/plural';

// What is still English on a page in German: words of the catalogue that are
// others in German, sentences of the program that could be said in German, and
// whatever has words that no German sentence has. What stays English on purpose
// is marked as such (lang="en") or is code.

countIn(() => 'de');

/** Words of English sentences that are no German ones, nor parts of names here, nor of times as settings have them. */
const telling =
  /(?<![\p{L}\p{N}.@/_-])(The|This|That|There|You|It|Nobody|Nothing|Every|Only|When|If|Which|Who|No|the|is|are|of|and|not|with|from|this|that|would|been|can|can’t|can't|cannot|does|doesn’t|don't|don’t|by|for|to|has|have|its|it|which|who|when|were|isn’t|you|your|or|nobody|nothing|every|each|all|only|more|other|than|then|there|at(?! \d\d:)|on|be|as|if|out|off)(?![\p{L}\p{N}@/_-]|\.\p{L})/u;

/** What is filled into a sentence, whatever it is given. */
const gap = '\uE000';
const count = 70707;

/** anything is a parameter: a number, a text, or an object of them. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, name) => {
    if (name === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? count : gap);
    if (name === 'toString' || name === 'toLowerCase') return () => gap;
    if (name === 'length') return 1;
    if (name === Symbol.iterator) return undefined;
    return anything;
  },
});

/** said is what a function of the catalogue gives; empty where it can't be asked so. */
function said(value: (...args: unknown[]) => unknown): string {
  for (const one of [anything, gap, count]) {
    try {
      const text = value(one, one, one, one);
      if (typeof text === 'string') return text;
    } catch {
      // It wants something else.
    }
  }
  return '';
}

const filled = /\uE000|70[.,]707|70707|NaN/;

/** Where German differs from English, as patterns of whole texts. */
const catalogue = new Map<string, RegExp>();
const german = new Set<string>();

function compare(english: unknown, other: unknown): void {
  if (other === undefined) return; // synonyms are not shown, and each language has its own
  if (typeof english === 'string') differ(english, String(other));
  else if (typeof english === 'function') {
    differ(said(english as () => unknown), said(other as () => unknown));
  } else if (typeof english === 'object' && english !== null) {
    for (const [key, value] of Object.entries(english)) {
      compare(value, (other as Record<string, unknown>)[key]);
    }
  }
}

function differ(english: string, other: string): void {
  german.add(other);
  const parts = english.split(filled);
  if (english === other || !/\p{L}{2}/u.test(parts.join(''))) return;
  const words = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('.+');
  catalogue.set(english, new RegExp(`^${words}$`, 'u'));
}

compare(en, de);
// A word may be English in one place and German in another.
german.forEach((words) => catalogue.delete(words));

/** What names somebody or something, between quotes or in a DN. */
const names = /["„“»«][^"“”»«]*["“”»«]|(?<!\p{L})[A-Za-z]{1,2}=[^,()]+/gu;

const known = new Map<string, string>();

/** why tells what is English in a text; empty where nothing is. */
export function why(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const reason = reasonOf(text);
  known.set(text, reason);
  return reason;
}

function reasonOf(text: string): string {
  for (const [english, pattern] of catalogue) {
    if (pattern.test(text)) return `is of the catalogue: ${english.replaceAll(gap, '…')}`;
  }
  const translated = speak(text);
  if (translated !== text) return `is a sentence: ${translated}`;
  const word = telling.exec(text.replace(names, ''))?.[1];
  return word ? `has “${word}”` : '';
}

/** englishOn are the texts of a page in German that are English, and why; what the directory names is neither. */
export async function englishOn(page: Page, given: readonly string[] = []): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const apart = '[lang=en], code, pre, kbd, samp, script, style, noscript';
    const named = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];
    const found = new Set<string>([document.title]);
    const add = (text: string | null) => found.add((text ?? '').replace(/\s+/g, ' ').trim());
    const shown = (e: Element) => e.checkVisibility() || e.closest('select')?.checkVisibility();
    for (const e of document.querySelectorAll('body, body *')) {
      if (e.closest(apart) || !shown(e)) continue;
      for (const name of named) add(e.getAttribute(name));
      for (const node of e.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.textContent);
    }
    return [...found];
  });
  return texts.flatMap((text) => {
    const reason = why(given.reduce((rest, name) => rest.replaceAll(name, ''), text));
    return reason ? [`${text}\n    ${reason}`] : [];
  });
}
