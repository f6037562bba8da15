import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { languageTag, useLanguage } from '../i18n/index.svelte';
import { Speech, wantedLanguages } from './speech.svelte';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('navigator', { languages: ['fr-FR', 'de-CH'] });
  vi.stubGlobal('location', { search: '' });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await useLanguage(['en']);
});

describe('the language of the pages', () => {
  it('is that of the system, until one is chosen', async () => {
    expect(wantedLanguages()).toEqual(['fr-FR', 'de-CH']);
    const speech = new Speech();
    expect(speech.choice).toBe('system');
    await speech.choose('en');
    expect(languageTag()).toBe('en');
    expect(new Speech().choice).toBe('en');
    await speech.choose('system');
    expect(languageTag()).toBe('de');
    expect(kept.size).toBe(0);
  });
  it('is what the address asks for, before all', async () => {
    kept.set('language', 'de');
    vi.stubGlobal('location', { search: '?lang=ar-XB' });
    expect(wantedLanguages()[0]).toBe('ar-XB');
  });
  it('is told to whoever has words of its own', async () => {
    const told: string[] = [];
    const speech = new Speech((tag) => told.push(tag));
    await speech.choose('de');
    expect(told).toEqual(['en', 'de']);
  });
  it('is the one that was chosen last, whichever words come first', async () => {
    const told: string[] = [];
    const speech = new Speech((tag) => told.push(tag));
    // English is there at once, German has to be fetched.
    await Promise.all([speech.choose('de'), speech.choose('en')]);
    expect(languageTag()).toBe('en');
    expect(told.at(-1)).toBe('en');
  });
  it('holds where nothing can be kept', async () => {
    vi.stubGlobal('localStorage', undefined);
    await new Speech().choose('de');
    expect(languageTag()).toBe('de');
  });
});
