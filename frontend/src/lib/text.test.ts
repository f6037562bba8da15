import { describe, expect, it } from 'vitest';
import { capital, shortId } from './text';

describe('capital', () => {
  it.each([
    ['this is the first sync', 'This is the first sync'],
    ['bitwarden: log in at example.com', 'Bitwarden: log in at example.com'],
    ['293 members would lose access', '293 members would lose access'],
    ['bwdc serve does not answer', 'bwdc serve does not answer'],
    ['ldap.hostname is not set', 'ldap.hostname is not set'],
    ['ada@example.com is used twice', 'ada@example.com is used twice'],
    ['überprüfen Sie die Adresse', 'Überprüfen Sie die Adresse'],
    ['', ''],
  ])('makes of %j %j', (text, want) => expect(capital(text)).toBe(want));
});

describe('an id', () => {
  it.each([
    ['4c1f1e0a-2d6b-4a53-9f54-b0a3e5d2c7f1', '4c1f1e0a…'],
    ['Example Ltd', 'Example Ltd'],
    ['', ''],
  ])('%s is shown as %s', (text, want) => {
    expect(shortId(text)).toBe(want);
  });
});
