import { expect, test } from 'vitest';
import { choiceOf, inClear } from './server';

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

test.each([
  ['http://vault.example.com', 'vault.example.com'],
  ['HTTP://10.0.0.7:8080/base', '10.0.0.7:8080'],
  ['http://localhost.example.com', 'localhost.example.com'],
  ['http://127.0.0.1.example.com', '127.0.0.1.example.com'],
  ['https://vault.example.com', ''],
  ['vault.example.com', ''],
  ['http://localhost:8080', ''],
  ['http://127.0.0.1:8080/api', ''],
  ['http://[::1]', ''],
  ['', ''],
])('%s is asked without encryption at "%s"', (address, host) => {
  expect(inClear(address)).toBe(host);
});
