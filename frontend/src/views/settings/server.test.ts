import { expect, test } from 'vitest';
import { choiceOf } from './server';

const each = { 'server.webVault': '', 'server.api': '', 'server.identity': '' };

test.each([
  ['https://bitwarden.com', {}, 'us'],
  ['', {}, 'us'],
  ['vault.bitwarden.com/', {}, 'us'],
  ['https://bitwarden.eu', {}, 'eu'],
  ['HTTPS://VAULT.bitwarden.EU', {}, 'eu'],
  ['https://vault.example.com', {}, 'own'],
  ['https://bitwarden.com.example.com', {}, 'own'],
  ['http://bitwarden.com', {}, 'own'],
  ['https://bitwarden.com', { 'server.api': 'https://api.example.com' }, 'own'],
])('%s with %o is %s', (url, parts, choice) => {
  const values: Record<string, string> = { ...each, ...parts, 'server.url': url };
  expect(choiceOf((key) => values[key] ?? '')).toBe(choice);
});
