import { describe, expect, it } from 'vitest';
import { t, problemTitle, useLanguage, languageTag } from './index.svelte';
import { counter } from './plural';

describe('texts', () => {
  it('count by the rules of the language', () => {
    expect(t.common.users(1)).toBe('1 user');
    expect(t.common.users(1204)).toBe('1,204 users');
    expect(counter('pl')(3, { few: 'grupy', other: 'grup' })).toBe('3 grupy');
  });
  it('fall back to English', () => {
    useLanguage(['de-CH', 'de']);
    expect(languageTag()).toBe('en');
  });
  it('have a heading for codes that nobody knows', () => {
    expect(problemTitle('guard')).toBe('Stopped before anything was sent');
    expect(problemTitle('newer-than-this-page')).toBe('Something failed');
  });
});
