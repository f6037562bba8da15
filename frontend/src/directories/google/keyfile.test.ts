import { expect, test } from 'vitest';
import { readKeyFile } from './keyfile';

const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';

test('a key file of a service account gives email and key', () => {
  const text = JSON.stringify({
    type: 'service_account',
    client_email: 'sync@project.iam.gserviceaccount.com',
    private_key: key,
  });
  expect(readKeyFile(text)).toEqual({
    clientEmail: 'sync@project.iam.gserviceaccount.com',
    privateKey: key,
  });
});

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['a list', '[]'],
  ['null', 'null'],
  ['an OAuth client', JSON.stringify({ installed: { client_id: '1' } })],
  ['an email without a key', JSON.stringify({ client_email: 'a@example.com' })],
  ['a key that is none', JSON.stringify({ client_email: 'a@example.com', private_key: 'x' })],
  ['numbers', JSON.stringify({ client_email: 1, private_key: 2 })],
])('%s is no key file', (_, text) => {
  expect(readKeyFile(text)).toBeNull();
});
