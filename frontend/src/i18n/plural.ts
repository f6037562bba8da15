/** Forms of a word by the plural rules of a language; "other" always exists. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * counter returns count for a language: count(1204, { one: 'user', other: 'users' })
 * is "1,204 users".
 */
export function counter(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (n, forms) => `${numbers.format(n)} ${forms[rules.select(n)] ?? forms.other}`;
}
