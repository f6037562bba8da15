import { afterEach, describe, expect, it } from 'vitest';
import type { Setting } from '../../backend/contract';
import settings from '../../backend/fake/settings.json';
import { de } from '../../i18n/de';
import { en } from '../../i18n/en';
import { useLanguage } from '../../i18n/index.svelte';
import { find, places } from './find';
import { named } from './model';
import { matters } from './sections';

afterEach(async () => useLanguage(['en']));

// A company with an LDAP server, and else the defaults.
const value = (key: string) =>
  ({ directory: 'ldap', 'ldap.encryption': 'ldaps' })[key] ??
  settings.find((setting) => setting.key === key)?.default ??
  '';
const used = (setting: Setting) => matters(setting, value);
const keys = (search: string) =>
  find((settings as Setting[]).map(named), search, used).map((setting) => setting.key);

describe('a setting is found', () => {
  it.each([
    ['certif', 'network.caFile'],
    ['base dn', 'ldap.rootPath'],
    ['limit', 'sync.maxAdditions'],
    ['okta', 'okta.token'],
  ])('by "%s": %s', (search, key) => expect(keys(search)).toContain(key));

  it.each([
    ['proxy', ['network.proxy']],
    ['certificate', ['ldap.caFile', 'ldap.certFile', 'ldap.tlsServerName']],
    ['limit', ['ldap.timeout', 'sync.maxRemovals', 'sync.maxAdditions']],
    ['schedule', ['sync.interval', 'sync.times', 'sync.quiet']],
    ['guard', ['sync.maxRemovals', 'sync.maxAdditions', 'sync.maxSeats']],
    ['removals', ['sync.maxRemovals']],
    ['sync.interval', ['sync.interval']],
    ['log', ['log.level', 'ldap.authentication', 'notify.eventLog']],
    ['filter', ['sync.userFilter']],
    ['password', ['ldap.password', 'server.clientSecret']],
    ['name user', ['ldap.username']],
  ])('by "%s", the best first: %j', (search, first) =>
    expect(keys(search).slice(0, first.length)).toEqual(first),
  );

  it.each(['token', 'limit', 'proxy', 'password', 'email', 'name'])(
    'by "%s", and what has no effect now comes last',
    (search) => {
      const found = keys(search).map((key) => used(settings.find((s) => s.key === key) as Setting));
      expect(found).toEqual(found.toSorted((a, b) => Number(b) - Number(a)));
      expect(found).toContain(false);
    },
  );

  it('by none of its words: not at all', () => expect(keys('nothing of this kind')).toEqual([]));
});

describe.each([
  ['en', en],
  ['de', de],
])('synonyms of %s', (language, words) => {
  it('lead to a setting or a place, each of them', async () => {
    await useLanguage([language]);
    const nowhere = Object.keys(words.synonyms).filter(
      (word) => keys(word).length === 0 && places(word).length === 0,
    );
    expect(nowhere).toEqual([]);
  });
  it('lead to places that have words', async () => {
    await useLanguage([language]);
    const meant = Object.values(words.synonyms).flatMap((list) =>
      list.filter((word) => word.startsWith('#')),
    );
    expect(meant.filter((place) => !words.settings.find.places[place])).toEqual([]);
  });
});

it.each(['dry run', 'Dry', 'test', 'preview'])('“%s” is a place, and no setting', (search) =>
  expect(places(search).map((place) => place.address)).toEqual(['#dashboard']),
);
