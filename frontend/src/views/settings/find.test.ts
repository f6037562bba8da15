import { describe, expect, it } from 'vitest';
import type { Setting } from '../../backend/contract';
import settings from '../../backend/fake/settings.json';
import { en } from '../../i18n/en';
import { find } from './find';

const all = settings as Setting[];
const keys = (search: string) => find(all, search).map((setting) => setting.key);

describe('a setting is found', () => {
  it.each([
    ['schedule', 'sync.interval'],
    ['guard', 'sync.maxRemovals'],
    ['certificate', 'ldap.caFile'],
    ['certif', 'network.caFile'],
    ['base dn', 'ldap.rootPath'],
    ['limit', 'sync.maxAdditions'],
    ['proxy', 'network.proxy'],
    ['removals', 'sync.maxRemovals'],
  ])('by "%s": %s', (search, key) => expect(keys(search)).toContain(key));

  it('by its own words before those that are only meant', () => {
    expect(keys('password').indexOf('ldap.password')).toBeLessThan(keys('password').indexOf('okta.token'));
    expect(keys('nothing of this kind')).toEqual([]);
  });
  it('by every synonym, unless the sample company has no such setting', () => {
    const without = Object.keys(en.synonyms).filter((word) => keys(word).length === 0);
    expect(without).toEqual([]);
  });
});
