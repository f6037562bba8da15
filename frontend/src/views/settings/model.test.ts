import { describe, expect, test } from 'vitest';
import type { Setting } from '../../backend/contract';
import * as model from './model';

function setting(more: Partial<Setting> = {}): Setting {
  return {
    key: 'ldap.hostname',
    label: 'Server',
    help: '',
    example: '',
    kind: 'text',
    directory: 'ldap',
    allowed: [],
    min: 0,
    max: 0,
    value: '',
    default: '',
    origin: 'default',
    local: false,
    mark: '',
    environment: 'BWDC_LDAP_HOSTNAME',
    ...more,
  };
}

const path = setting({ value: 'CN=Users', default: 'CN=Users' });
const setPath = setting({ value: 'OU=People', default: 'CN=Users', origin: 'set' });
const setToNothing = setting({ value: '', default: 'CN=Users', origin: 'set' });
const flag = setting({ kind: 'boolean', value: 'true', default: 'true' });

describe('what was typed means', () => {
  test.each([
    ['a first value', path, 'OU=People', { do: 'set', value: 'OU=People' }],
    ['the default, typed', path, 'CN=Users', { do: 'set', value: 'CN=Users' }],
    ['nothing where nothing was set', path, '', null],
    ['spaces where nothing was set', path, '  ', null],
    ['what is saved', setPath, 'OU=People', null],
    ['nothing where something was set', setPath, '', { do: 'unset' }],
    ['nothing where nothing is set on purpose', setToNothing, '', null],
    ['something where nothing is set on purpose', setToNothing, 'x', { do: 'set', value: 'x' }],
    ['a switch as it is', flag, 'true', null],
    ['a switch that is turned', flag, 'false', { do: 'set', value: 'false' }],
    [
      'a switch put to its default, having been set',
      { ...flag, value: 'false', origin: 'set' },
      'true',
      { do: 'set', value: 'true' },
    ],
  ] as const)('%s', (_, of, text, edit) => {
    expect(model.typed(of, text)).toEqual(edit);
  });
});

test('the box is empty where the default holds, and the default is its value', () => {
  expect(model.text(path, undefined)).toBe('');
  expect(model.value(path, undefined)).toBe('CN=Users');
  expect(model.text(setPath, undefined)).toBe('OU=People');
  expect(model.text(setPath, { do: 'unset' })).toBe('');
  expect(model.value(setPath, { do: 'unset' })).toBe('CN=Users');
  expect(model.text(setPath, { do: 'set', value: 'x' })).toBe('x');
});

test('a switch always shows where it stands', () => {
  expect(model.text(flag, undefined)).toBe('true');
  expect(model.text({ ...flag, value: 'false', origin: 'set' }, { do: 'unset' })).toBe('true');
});

test.each(['environment', 'policy'])('what comes from the %s holds, whatever is typed', (origin) => {
  const given = setting({ value: 'dc1', origin });
  expect(model.value(given, { do: 'set', value: 'dc2' })).toBe('dc1');
  expect(model.stillEdits({ 'ldap.hostname': { do: 'set', value: 'dc2' } }, [given])).toEqual({});
});

test('only what is set can be put back', () => {
  expect(model.reset(path)).toBeNull();
  expect(model.reset(setPath)).toEqual({ do: 'unset' });
  expect(model.isSet(path, undefined)).toBe(false);
  expect(model.isSet(setPath, { do: 'unset' })).toBe(false);
});

test('a draft holds each change in its place, and no empty secret', () => {
  const draft = model.draftOf(
    { a: { do: 'set', value: '1' }, b: { do: 'unset' } },
    {
      c: { do: 'replace', value: 's' },
      d: { do: 'remove' },
      e: { do: 'keep' },
      f: { do: 'replace', value: ' ' },
    },
  );
  expect(draft).toEqual({ set: { a: '1' }, unset: ['b'], secrets: { c: 's' }, forget: ['d'], seen: null });
});

test('a change that somebody else has saved meanwhile is none any more', () => {
  const saved = [setting({ value: 'dc1', origin: 'set' }), setting({ key: 'x', origin: 'default' })];
  const edits: model.Edits = {
    'ldap.hostname': { do: 'set', value: 'dc1' },
    x: { do: 'unset' },
    y: { do: 'unset' },
  };
  expect(model.stillEdits(edits, saved)).toEqual({});
  expect(model.stillEdits({ 'ldap.hostname': { do: 'unset' } }, saved)).toHaveProperty(['ldap.hostname']);
});

test('a change of what somebody else has changed meanwhile is known', () => {
  const [now, gone] = [setting({ value: 'dc9', origin: 'set' }), setting({ key: 'x', origin: 'default' })];
  const edits: model.Edits = { 'ldap.hostname': { do: 'set', value: 'dc1' }, x: { do: 'set', value: '2' } };
  expect(model.changedElsewhere(edits, {}, { 'ldap.hostname': 'dc9', x: '' }, [now, gone])).toEqual([]);
  expect(model.changedElsewhere({}, {}, { 'ldap.hostname': '' }, [now])).toEqual([]);
  expect(model.changedElsewhere(edits, {}, { 'ldap.hostname': '', x: '1' }, [now, gone])).toEqual([
    { key: 'ldap.hostname', before: '', now: 'dc9', mine: 'dc1', secret: false },
    { key: 'x', before: '1', now: '', mine: '2', secret: false },
  ]);
});

test('a secret that somebody else has changed meanwhile is known by its mark', () => {
  const secret = (mark: string) => [setting({ key: 'mail.password', kind: 'secret', origin: 'file', mark })];
  const edits: model.SecretEdits = { 'mail.password': { do: 'replace', value: 'mine' } };
  const seen = model.seenSecrets({}, edits, secret('m1'));
  expect(seen).toEqual({ 'mail.password': 'm1' });
  // What comes later is not what the change was begun on.
  expect(model.seenSecrets(seen, edits, secret('m2'))).toEqual(seen);
  expect(model.changedElsewhere({}, edits, seen, secret('m1'))).toEqual([]);
  expect(model.changedElsewhere({}, edits, seen, secret('m2'))).toEqual([
    { key: 'mail.password', before: 'm1', now: 'm2', mine: '', secret: true },
  ]);
  expect(model.seenSecrets(seen, { 'mail.password': { do: 'keep' } }, secret('m2'))).toEqual({});
  expect(model.changedElsewhere({}, { 'mail.password': { do: 'keep' } }, seen, secret('m2'))).toEqual([]);
});
