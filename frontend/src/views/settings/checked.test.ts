import { expect, test } from 'vitest';
import { fakeBackend } from '../../backend/fake';
import { aboutNow, differs, wayTo } from './checked';
import { Form } from './form.svelte';

async function loaded() {
  const backend = fakeBackend({ values: { 'ldap.hostname': 'dc1.example.com' } });
  const form = new Form(backend);
  await form.load();
  const account = (await backend.state()).account;
  return { backend, form, account };
}

test('a check is about the values, wherever they come from', async () => {
  const { backend, form, account } = await loaded();
  form.type('ldap.hostname', 'dc2.example.com');
  // The form has not been told of its change yet, as after "Trust this certificate".
  const checked = aboutNow(form, account);
  form.changed();
  expect(differs(checked, aboutNow(form, account))).toBe(false);
  await form.save();
  expect(differs(checked, aboutNow(form, account))).toBe(false);
  await backend.saveSettings({
    set: { 'ldap.hostname': 'dc3.example.com' },
    unset: [],
    secrets: {},
    forget: [],
    seen: {},
  });
  await form.load();
  expect(differs(checked, aboutNow(form, account))).toBe(true);
});

test('logging in makes a check one of other settings', async () => {
  const { form, account } = await loaded();
  const checked = aboutNow(form, { ...account, loggedIn: false });
  expect(differs(checked, aboutNow(form, { ...account, loggedIn: true }))).toBe(true);
});

test('another secret is another setting, and a saved one is not', async () => {
  const { form, account } = await loaded();
  form.secrets['ldap.password'] = { do: 'replace', value: 'wrong' };
  form.changed();
  const checked = aboutNow(form, account);
  form.secrets['ldap.password'] = { do: 'replace', value: 'right' };
  form.changed();
  const again = aboutNow(form, account);
  expect(differs(checked, again)).toBe(true);
  await form.save();
  expect(differs(again, aboutNow(form, account))).toBe(false);
});

test('the way to a server is what is set of it and of the network, without secrets', async () => {
  const { form } = await loaded();
  form.type('directory', 'ldap');
  const ways = () => [wayTo('directory', form), wayTo('organization', form)];
  const changes = (key: string, value: string) => {
    const [directory, organization] = ways();
    form.type(key, value);
    return [wayTo('directory', form) !== directory, wayTo('organization', form) !== organization];
  };
  expect(changes('ldap.hostname', 'dc2.example.com')).toEqual([true, false]);
  expect(changes('ldap.caFile', 'ca.pem')).toEqual([true, false]);
  expect(changes('server.url', 'https://other.example.com')).toEqual([false, true]);
  expect(changes('network.proxy', 'http://proxy.example.com')).toEqual([true, true]);
  expect(changes('sync.interval', '15')).toEqual([false, false]);
  expect(changes('ldap.rootPath', 'dc=other')).toEqual([false, false]);
  expect(changes('ldap.username', 'cn=other')).toEqual([false, false]);
  expect(changes('directory', 'okta')).toEqual([true, false]);
  const before = ways();
  form.secrets['ldap.password'] = { do: 'replace', value: 'half of it' };
  expect(ways()).toEqual(before);
});
