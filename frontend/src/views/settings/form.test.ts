import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noDraft, type FieldProblem, type Saved, type Setting } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { fakeBackend } from '../../backend/fake';
import { Form } from './form.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function loaded() {
  const backend = fakeBackend({ values: { 'ldap.hostname': 'dc1.example.com' } });
  const form = new Form(backend);
  await form.load();
  return { backend, form };
}

test('a change is unsaved until it is saved', async () => {
  const { form } = await loaded();
  form.type('ldap.hostname', 'dc2.example.com');
  expect(form.draft).toEqual({ ...noDraft(), set: { 'ldap.hostname': 'dc2.example.com' } });
  expect(form.unsavedIn('directory')).toBe(1);
  expect(form.unsavedIn('sync')).toBe(0);
  await form.save();
  expect(form.unsaved.length).toBe(0);
  expect(form.value('ldap.hostname')).toBe('dc2.example.com');
});

test('what is typed while it is saved stays unsaved', async () => {
  const { backend, form } = await loaded();
  form.type('ldap.hostname', 'dc2.example.com');
  form.type('ldap.rootPath', 'dc=example');
  let finish: (saved: Saved) => void = () => undefined;
  const save = backend.saveSettings;
  backend.saveSettings = async (draft) => {
    await new Promise<Saved>((resolve) => (finish = resolve));
    return save(draft);
  };
  const saving = form.save();
  form.type('ldap.hostname', 'dc3.example.com');
  finish({ notices: [] });
  await saving;
  expect(form.draft).toEqual({ ...noDraft(), set: { 'ldap.hostname': 'dc3.example.com' } });
});

test('a secret goes out once, and nothing of it is left', async () => {
  const { form } = await loaded();
  form.secrets['ldap.password'] = { do: 'replace', value: 'hush' };
  expect(form.draft.secrets).toEqual({ 'ldap.password': 'hush' });
  await form.save();
  expect(form.secrets['ldap.password']).toEqual({ do: 'keep' });
  expect(form.setting('ldap.password')?.origin).toBe('keyring');
});

test('a field is told to be wrong once it was left, all of them when it is saved', async () => {
  const { form } = await loaded();
  form.type('ldap.port', 'x');
  form.type('ldap.hostname', '');
  form.changed();
  await vi.advanceTimersByTimeAsync(400);
  expect(form.complaints.found.length).toBeGreaterThan(0);
  expect(form.error('ldap.port')).toBe('');
  form.complaints.touch('ldap.port');
  expect(form.error('ldap.port')).not.toBe('');
  expect(form.error('ldap.hostname')).toBe('');
  await expect(form.save()).rejects.toBeInstanceOf(BackendError);
  expect(form.first()?.key).toBe('ldap.port');
});

test('what is only missing is no fault until something needs it', async () => {
  const { form } = await loaded();
  form.type('ldap.hostname', '');
  form.changed();
  await vi.advanceTimersByTimeAsync(400);
  form.complaints.touch('ldap.hostname');
  expect(form.error('ldap.hostname')).toBe('');
  expect(form.complaints.lacking.map((problem) => problem.key)).toEqual(['ldap.hostname']);
  form.complaints.refuse(form.complaints.found);
  expect(form.error('ldap.hostname')).not.toBe('');
  expect(form.complaints.lacking).toEqual([]);
  await form.save();
  expect(form.unsaved).toEqual([]);
});

test('an older answer about what is wrong is dropped', async () => {
  const { backend, form } = await loaded();
  const answers: ((problems: FieldProblem[]) => void)[] = [];
  backend.validate = () => new Promise((resolve) => answers.push(resolve));
  const [first, second] = [form.validate(), form.validate()];
  answers[1]?.([]);
  answers[0]?.([{ key: 'ldap.port', message: 'is old', example: '', incomplete: false, code: '', args: [] }]);
  await Promise.all([first, second]);
  expect(form.complaints.found).toEqual([]);
});

test('what the page itself requires stops a save before Go is asked', async () => {
  const { backend, form } = await loaded();
  backend.saveSettings = vi.fn();
  form.complaints.require('server.url', 'Enter it.');
  await expect(form.save()).rejects.toBeInstanceOf(BackendError);
  expect(form.error('server.url')).toBe('Enter it.');
  expect(backend.saveSettings).not.toHaveBeenCalled();
  form.complaints.require('server.url', '');
  expect(form.error('server.url')).toBe('');
});

test('changes grow the generation, saving them does not', async () => {
  const { form } = await loaded();
  form.type('ldap.hostname', 'dc2.example.com');
  form.changed();
  const before = form.generation;
  await form.save();
  form.changed();
  expect(form.generation).toBe(before);
  form.type('ldap.hostname', 'dc3.example.com');
  form.changed();
  expect(form.generation).toBe(before + 1);
});

test('settings that were changed elsewhere are taken, with the changes made here', async () => {
  const { form } = await loaded();
  form.type('ldap.rootPath', 'dc=here');
  const elsewhere = form.settings.map((s): Setting =>
    s.key === 'ldap.hostname' ? { ...s, value: 'dc9', origin: 'set' } : s,
  );
  form.take(elsewhere);
  expect(form.value('ldap.hostname')).toBe('dc9');
  expect(form.value('ldap.rootPath')).toBe('dc=here');
});

test('what is kept goes on in another form', async () => {
  const { backend, form } = await loaded();
  form.type('ldap.rootPath', 'dc=here');
  form.secrets['ldap.password'] = { do: 'remove' };
  const next = new Form(backend);
  next.restore(form.keep());
  await next.load();
  expect(next.draft).toEqual(form.draft);
});

// Between the answer of a save and the settings as they are stored then.
test.each(['while it is saved', 'before it is read again'])(
  'what is changed once more %s was changed by nobody else',
  async (moment) => {
    const { backend, form } = await loaded();
    const again = (): void => {
      form.type('ldap.hostname', 'dc3.example.com');
      form.secrets['ldap.password'] = { do: 'replace', value: 'second' };
    };
    const { saveSettings, settings } = backend;
    backend.saveSettings = async (draft) => {
      const saved = await saveSettings(draft);
      if (moment === 'while it is saved') again();
      return saved;
    };
    backend.settings = async () => {
      const list = await settings();
      if (moment === 'before it is read again') again();
      return list;
    };
    form.type('ldap.hostname', 'dc2.example.com');
    form.secrets['ldap.password'] = { do: 'replace', value: 'first' };
    await form.save();
    [backend.saveSettings, backend.settings] = [saveSettings, settings];
    expect(form.unsaved).toEqual(['ldap.hostname', 'ldap.password']);
    expect(form.conflicts).toEqual([]);
    await form.save();
    expect(form.unsaved).toEqual([]);
    expect(form.value('ldap.hostname')).toBe('dc3.example.com');
  },
);

test('a save ends once the settings are read, also by a question that came after its own', async () => {
  const { backend, form } = await loaded();
  const { settings } = backend;
  const answers: (() => void)[] = [];
  backend.settings = async () => {
    await new Promise<void>((resolve) => answers.push(resolve));
    return settings();
  };
  form.type('ldap.hostname', 'dc2.example.com');
  const saving = form.save();
  await vi.waitFor(() => expect(answers.length).toBe(1));
  let ended = false;
  void saving.then(() => (ended = true));
  const again = form.load();
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(10);
  expect(ended).toBe(false);
  answers[1]?.();
  await Promise.all([saving, again]);
  expect(form.value('ldap.hostname')).toBe('dc2.example.com');
});

test('what was saved is saved, also where it can not be read again', async () => {
  const { backend, form } = await loaded();
  backend.settings = () => Promise.reject(new Error('the connection is lost'));
  form.type('ldap.hostname', 'dc2.example.com');
  await form.save();
  expect(form.unsaved).toEqual([]);
});
