import { expect, test } from 'vitest';
import { fakeBackend } from '../../backend/fake';
import { aboutNow, differs } from './checked';
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
