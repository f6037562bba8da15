import { t } from '../../i18n/index.svelte';
import { worded, type Value } from '../form';
import { ldapDefaults } from './defaults';

const texts = () => t.settings.ldap;

const ofClient = ['ldap.certFile', 'ldap.keyFile'];

/** The log-in needs the client certificate; else few have one. */
const byCertificate = (value: Value) => value('ldap.authentication') === 'external';

const ofTLS = new Set(['ldap.caFile', 'ldap.tlsServerName', 'ldap.allowUnauthorized', ...ofClient]);
const ofActiveDirectory = new Set([
  'ldap.primaryGroup',
  'ldap.peopleOnly',
  'ldap.deletedObjects',
  'ldap.incremental',
]);

/** LDAP servers, Active Directory among them. */
export const ldap = worded('ldap', texts, {
  groups: (value) => [
    {
      title: texts().groups.server,
      keys: ['ldap.activeDirectory', 'ldap.hostname', 'ldap.encryption', 'ldap.port', 'ldap.caFile'],
    },
    {
      title: texts().groups.login,
      keys: [
        'ldap.authentication',
        'ldap.username',
        'ldap.password',
        'ldap.keytab',
        ...(byCertificate(value) ? ofClient : []),
      ],
    },
    {
      title: texts().groups.places,
      keys: ['ldap.rootPath', 'ldap.userPath', 'ldap.groupPath'],
    },
    {
      title: texts().groups.attributes,
      advanced: true,
      keys: [
        'ldap.userObjectClass',
        'ldap.groupObjectClass',
        'ldap.userEmailAttribute',
        'ldap.emailPrefixAttribute',
        'ldap.groupNameAttribute',
        'ldap.memberAttribute',
        'ldap.externalIdAttribute',
      ],
    },
    {
      title: texts().groups.reading,
      advanced: true,
      keys: [
        'ldap.peopleOnly',
        'ldap.primaryGroup',
        'ldap.posixPrimaryGroup',
        'ldap.accountExpires',
        'ldap.disabledFilter',
        'ldap.deletedObjects',
        'ldap.incremental',
        'ldap.pagedSearch',
        'ldap.pageSize',
        'ldap.timeout',
      ],
    },
    {
      title: texts().groups.certificate,
      advanced: true,
      keys: ['ldap.tlsServerName', 'ldap.allowUnauthorized', ...(byCertificate(value) ? [] : ofClient)],
    },
  ],

  matters: (setting, value) => {
    if (ofTLS.has(setting.key)) return value('ldap.encryption') !== 'none';
    if (ofActiveDirectory.has(setting.key)) return value('ldap.activeDirectory') === 'true';
    switch (setting.key) {
      case 'ldap.posixPrimaryGroup':
        return value('ldap.activeDirectory') !== 'true';
      case 'ldap.username':
      case 'ldap.password':
        return value('ldap.authentication') === 'simple' || value('ldap.authentication') === 'kerberos';
      case 'ldap.keytab':
        return value('ldap.authentication') === 'kerberos';
      case 'ldap.pageSize':
        return value('ldap.pagedSearch') === 'true';
      case 'ldap.emailPrefixAttribute':
        return value('sync.useEmailPrefixSuffix') === 'true';
      default:
        return true;
    }
  },

  placeholder: (key, value) => {
    if (key === 'ldap.port') return value('ldap.encryption') === 'ldaps' ? '636' : '389';
    const standard = ldapDefaults[key];
    if (!standard) return undefined;
    return value('ldap.activeDirectory') === 'true' ? standard.activeDirectory : standard.others;
  },

  nothing: (key) => (key === 'ldap.userPath' || key === 'ldap.groupPath' ? texts().wholeRoot : undefined),
});
