import { expect, test } from 'vitest';
import { BackendError } from '../../backend/error';
import { placeOf, shapeOf } from './refusal';

const organization = 'organization.2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d';

test('what is missing is said at once', () => {
  expect(Object.keys(shapeOf('', ''))).toEqual(['clientId', 'clientSecret']);
  expect(Object.keys(shapeOf(organization, ' '))).toEqual(['clientSecret']);
  expect(Object.keys(shapeOf(' ', 'secret'))).toEqual(['clientId']);
  expect(shapeOf(organization, 'secret')).toEqual({});
});

test('a personal key is left to Go, also without a secret', () => {
  expect(shapeOf('user.2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d', '')).toEqual({});
});

test('a key that is none of an organization is wrong in its id', () => {
  const error = new BackendError({
    code: 'settings',
    message: "this API key can't be used: this is the API key of a person, not of an organization",
    hint: 'use the key of the organization',
  });
  expect(placeOf(error)).toEqual({
    clientId: 'This is the API key of a person, not of an organization. Use the key of the organization.',
  });
});

test('a refused key is wrong in its secret', () => {
  expect(placeOf(new BackendError({ code: 'auth', message: 'refused.' }))).toEqual({
    clientSecret: 'Refused.',
  });
});

test.each(['server', 'failed', 'unreachable', 'database-locked'])('%s is about neither', (code) => {
  expect(placeOf(new BackendError({ code, message: 'no' }))).toEqual({});
});

test('what names a setting belongs to that one', () => {
  const fields = [
    { key: 'server.url', message: 'is wrong', example: '', incomplete: false, code: '', args: [] },
  ];
  expect(placeOf(new BackendError({ code: 'settings', message: 'x', fields }))).toEqual({});
});
