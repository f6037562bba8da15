import { describe, expect, test } from 'vitest';
import type { Setting } from '../../backend/contract';
import { matters } from './sections';

function asked(key: string, values: Record<string, string>): boolean {
  const directory = /^(ldap|entra|google|okta|onelogin|file)\./.exec(key)?.[1] ?? '';
  return matters({ key, directory } as Setting, (other) => values[other] ?? '');
}

const ldap = {
  directory: 'ldap',
  'ldap.activeDirectory': 'true',
  'ldap.encryption': 'starttls',
  'ldap.authentication': 'simple',
  'ldap.pagedSearch': 'true',
};

describe('a setting is asked for only where it has an effect', () => {
  test.each([
    ['ldap.caFile', {}, true],
    ['ldap.caFile', { 'ldap.encryption': 'none' }, false],
    ['ldap.allowUnauthorized', { 'ldap.encryption': 'none' }, false],
    ['ldap.password', {}, true],
    ['ldap.password', { 'ldap.authentication': 'anonymous' }, false],
    ['ldap.username', { 'ldap.authentication': 'external' }, false],
    ['ldap.username', { 'ldap.authentication': 'kerberos' }, true],
    ['ldap.keytab', { 'ldap.authentication': 'kerberos' }, true],
    ['ldap.keytab', { 'ldap.authentication': 'simple' }, false],
    ['ldap.primaryGroup', {}, true],
    ['ldap.primaryGroup', { 'ldap.activeDirectory': 'false' }, false],
    ['ldap.pageSize', { 'ldap.pagedSearch': 'false' }, false],
    ['ldap.hostname', { directory: 'file' }, false],
    ['file.path', {}, false],
    ['file.path', { directory: 'file' }, true],
    ['google.domain', { directory: 'google' }, true],
    ['google.domain', { directory: 'google', 'google.customer': 'my_customer' }, false],
    ['sync.emailSuffix', {}, false],
    ['sync.emailSuffix', { 'sync.useEmailPrefixSuffix': 'true' }, true],
    ['sync.useEmailPrefixSuffix', { directory: 'okta' }, false],
    ['sync.largeImport', { 'sync.overwriteExisting': 'true' }, true],
    ['sync.deleteRevokedAfter', {}, false],
    ['sync.deleteRevokedAfter', { 'sync.leavers': 'revoke' }, true],
    ['sync.maxGroupRemovals', { 'groups.missing': 'empty' }, false],
    ['sync.maxGroupRemovals', { 'groups.missing': 'delete' }, true],
    ['groups.countNested', {}, false],
    ['groups.countNested', { directory: 'entra' }, true],
    ['groups.resolveOutside', { directory: 'entra' }, false],
    ['network.proxyPassword', { 'network.proxy': 'http://p:1' }, false],
    ['network.proxyPassword', { 'network.proxy': 'http://p:1', 'network.proxyUsername': 'u' }, true],
    ['update.url', { 'update.check': 'false' }, false],
    ['sync.interval', {}, true],
  ] as const)('%s with %o: %s', (key, values, wanted) => {
    expect(asked(key, { ...ldap, ...values })).toBe(wanted);
  });
});
