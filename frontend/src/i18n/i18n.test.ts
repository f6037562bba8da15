import { afterEach, describe, expect, it } from 'vitest';
import sample from '../backend/fake/settings.json';
import { de } from './de';
import { en } from './en';
import { languages, languageTag, t, useLanguage } from './index.svelte';
import { counter } from './plural';

afterEach(async () => useLanguage(['en']));

describe('words', () => {
  it('count by the rules of the language', async () => {
    expect(t.common.members(1)).toBe('1 member');
    expect(t.common.members(1204)).toBe('1,204 members');
    expect(counter('pl')(3, { few: 'grupy', other: 'grup' })).toBe('3 grupy');
  });
  it('count with the digits of the region', async () => {
    await useLanguage(['de-AT']);
    expect(t.common.members(1204)).toBe('1\u00A0204 Mitglieder');
    await useLanguage(['de']);
    expect(t.common.members(1204)).toBe('1.204 Mitglieder');
  });
  it.each([
    [['de-CH', 'de'], 'de'],
    [['fr', 'de-DE', 'en'], 'de'],
    [['de-DE', 'en'], 'de'],
    [['en-IN'], 'en'],
    [['fr-FR'], 'en'],
    [[], 'en'],
    [['en-XA'], 'en-XA'],
    [['en-XB', 'de'], 'en'],
  ])('of %j are %s', async (wanted, tag) => {
    await useLanguage(wanted);
    expect(languageTag()).toBe(tag);
  });
  it('can be chosen in English and German', () => {
    expect(languages.map(({ tag }) => tag)).toEqual(['en', 'de']);
  });
});

describe('settings', () => {
  it('have a name and a sentence, each of them', () => {
    expect(Object.keys(en.fields).sort()).toEqual(sample.map(({ key }) => key).sort());
  });
  // What stands in a list is chosen by its label: nobody sees the value.
  it.each([
    ['en', en],
    ['de', de as typeof en],
  ])('speak of choices by what the list shows, in %s', (_, words) => {
    const raw = Object.entries(words.settings.choices).flatMap(([key, labels]) =>
      Object.entries(labels ?? {})
        .filter(([value, label]) => label?.toLowerCase() !== value)
        .filter(([value]) => new RegExp(`(^|[\\s(])${value}([,.:; (]|$)`).test(words.fields[key]?.help ?? ''))
        // A word of the language that is a value as well.
        .filter(
          ([value]) => !['none', 'stop', 'keep', 'delete', 'remove', 'each', 'off', 'error'].includes(value),
        )
        .map(([value]) => `${key}: ${value}`),
    );
    expect(raw).toEqual([]);
  });
});

describe('German', () => {
  // Words that both languages have, names, and what is typed as it is.
  const same = [
    /^[A-Z][\w.]*$/, // Server, Filter, Name, Status, Okta …
    /^(organization\.2b1f|https:|Active Directory|Directory Connector|Microsoft|Google)/,
    /^[^a-z]*$/i,
  ];
  const texts = (value: unknown, path = ''): [string, string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
  };
  it('leaves no sentence in English', () => {
    const german = new Map(texts(de));
    const left = texts(en).filter(
      ([path, text]) =>
        german.get(path) === text &&
        !path.endsWith('.filter') &&
        !path.startsWith('.settings.choices.') &&
        // Keys of settings, for the search.
        !path.startsWith('.synonyms.') &&
        !same.some((words) => words.test(text)),
    );
    expect(left).toEqual([]);
  });
  it('quotes as German does', () => {
    const quoted = texts(de).filter(([, text]) => /[”"](?!APP_GROUP|Engineering|$)/.test(text));
    expect(quoted.filter(([path]) => !path.endsWith('.filter'))).toEqual([]);
  });
});

describe('languages of tests', () => {
  it('leave alone what sentences are given', async () => {
    await useLanguage(['en-XA']);
    expect(t.common.title('Ada')).toBe('[Ada · Ðîŕéçţöŕý Çöññéçţöŕ · · · · ·]');
    expect(t.common.confirmExpected('Ada', '')).toMatch(/^\[.*“Ada”.*\]$/);
    expect(t.login.whereSteps[0]).toMatch(/^\[Ö/);
  });
  it('make words at least 40 % longer', async () => {
    await useLanguage(['en-XA']);
    const { text } = t.common.close;
    expect(text.length).toBeGreaterThanOrEqual(en.common.close.text.length * 1.4);
  });
  it('turn the letters around', async () => {
    await useLanguage(['ar-XB']);
    expect(t.common.search.found('3', '5')).toBe('3\u202E of \u202C5');
  });
});
