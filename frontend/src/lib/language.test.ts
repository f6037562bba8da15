import { describe, expect, it } from 'vitest';
import { mendLanguage } from './language';

describe('mendLanguage', () => {
  it.each([
    ['en-US', 'en-US'],
    ['de', 'de'],
    ['pt-br', 'pt-br'],
    ['C', 'en'],
    ['', 'en'],
    ['not a language', 'en'],
  ])('leaves or replaces %s', (language, want) => {
    const of = { language, languages: [language] } as unknown as Navigator;
    mendLanguage(of);
    expect(of.language).toBe(want);
    expect(of.languages).toEqual([want]);
    expect(() => new Intl.NumberFormat(of.language)).not.toThrow();
  });
});
