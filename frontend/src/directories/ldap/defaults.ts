/**
 * What holds where these settings are left empty, with and without
 * ldap.activeDirectory. Go tells only the defaults of what is saved; the form
 * shows those of the switch as it stands. A test compares them with docs/settings.md.
 */
export const ldapDefaults: Readonly<Record<string, { activeDirectory: string; others: string }>> = {
  'ldap.userPath': { activeDirectory: 'CN=Users', others: '' },
  'ldap.groupPath': { activeDirectory: 'CN=Users', others: '' },
  'ldap.userObjectClass': { activeDirectory: 'person', others: 'inetOrgPerson' },
  'ldap.groupObjectClass': {
    activeDirectory: 'group',
    others: 'groupOfNames;groupOfUniqueNames;posixGroup;groupOfMembers;groupOfEntries;groupOfURLs',
  },
  'ldap.groupNameAttribute': { activeDirectory: 'name', others: 'cn' },
  'ldap.memberAttribute': { activeDirectory: 'member', others: 'member;uniqueMember;memberUid' },
  'ldap.emailPrefixAttribute': { activeDirectory: 'sAMAccountName', others: 'uid' },
};
