import { describe, expect, it } from 'vitest';
import { de } from '../i18n/de';
import { en, type Messages } from '../i18n/en';
import { linked } from './linked';

const of = (words: Messages, text: string) =>
  linked(text, {
    label: (key) => words.fields[key]?.label,
    views: words.common.views,
    page: words.common.page,
  });
const links = (words: Messages, text: string) =>
  of(words, text)
    .filter(({ view }) => view !== '')
    .map(({ text: name, view, detail }) => `${name}: ${view} ${detail}`.trim());

describe('a hint', () => {
  it('links settings by their keys, in the names of the page', () => {
    const text = 'Set ldap.password, or ldap.username; not x.example.';
    expect(links(en, text)).toEqual([
      'Password: settings ldap.password',
      'User name: settings ldap.username',
    ]);
    expect(
      of(en, text)
        .map((part) => part.text)
        .join(''),
    ).toBe('Set Password, or User name; not x.example.');
  });
  it.each(['cache-identity', 'not-found', 'rekey-possible', 'directory', 'settings'])(
    'that names a page leads there: %s',
    (code) => {
      const view = { 'not-found': 'history', directory: 'settings', settings: 'settings' }[code] ?? 'more';
      for (const words of [en, de]) {
        const text = words.trouble.hints[code] ?? '';
        expect(links(words, text)).toEqual([`${words.common.views[view as 'more']}: ${view}`]);
        expect(
          of(words, text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }
    },
  );
  it('links pages of the documentation, which open in place', () => {
    const text =
      'Set mail.server or notify.heartbeat; docs/notifications.md shows how, docs/settings.md#mail too.';
    expect(links(en, text).slice(-2)).toEqual([
      'docs/notifications.md: docs notifications',
      'docs/settings.md#mail: docs settings#mail',
    ]);
    expect(
      of(en, text)
        .map((part) => part.text)
        .join(''),
    ).toContain('; docs/notifications.md shows how, docs/settings.md#mail too.');
  });
  it('links nothing that only looks like it', () => {
    expect(links(en, 'Nothing more. www.example.com')).toEqual([]);
    expect(
      links(en, 'Copy it from the web vault: Admin Console, Settings, Organization info, View API key.'),
    ).toEqual([]);
    expect(links(de, 'Administrator-Konsole > Einstellungen > Organisationsinformationen')).toEqual([]);
  });
});
