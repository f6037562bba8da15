/** Forms of a word by the plural rules of a language; "other" always exists. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

// The specs read the words too, outside a page: nothing here needs Svelte.
let locale = () => 'en';

/** countIn says in which locale digits are written. */
export function countIn(of: () => string): void {
  locale = of;
}

/**
 * counter returns count for a language: count(1204, { one: 'user', other: 'users' })
 * is "1,204 users". The forms go by the language that the words are of, the
 * digits by the region of whoever reads them.
 */
export function counter(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (n, forms) => `${digits(n)} ${forms[rules.select(n)] ?? forms.other}`;
}

/** digits writes a number as the region does: 1204 is "1,204". */
export function digits(n: number): string {
  return new Intl.NumberFormat(locale()).format(n);
}
