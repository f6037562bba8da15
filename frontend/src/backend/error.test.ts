import { describe, expect, it } from 'vitest';
import { BackendError, toBackendError } from './error';

const problem = {
  code: 'settings',
  message: 'the port is wrong',
  hint: 'Set ldap.port.',
  hintCode: '',
  field: 'ldap.port',
  fields: [
    { key: 'ldap.port', message: 'is no number', example: '636', incomplete: false, code: '', args: [] },
  ],
  findings: [],
};

describe('toBackendError', () => {
  const cases: [string, unknown, Partial<BackendError>][] = [
    ['an object as Wails and HTTP reject with', problem, problem],
    ['the JSON of one', JSON.stringify(problem), problem],
    ['the Error that Wails makes of it', new Error(JSON.stringify(problem)), problem],
    ['an object with nil lists', { ...problem, fields: null, findings: null }, { fields: [], findings: [] }],
    ['a plain string', 'method not found', { code: 'unknown', message: 'method not found' }],
    ['a string that only looks like JSON', '{broken', { code: 'unknown', message: '{broken' }],
    ['an Error', new TypeError('x is not a function'), { code: 'unknown', message: 'x is not a function' }],
    ['nothing', undefined, { code: 'unknown', message: 'undefined' }],
  ];
  it.each(cases)('understands %s', (_, reason, want) => {
    const error = toBackendError(reason);
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject(want);
  });

  it('hands its own on as it is', () => {
    const error = new BackendError(problem);
    expect(toBackendError(error)).toBe(error);
  });
});
