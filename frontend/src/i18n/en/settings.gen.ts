// Made by tools/sentences of the Go sources; not to be edited.

export const settings = {
  'directory': {
    label: 'Directory type',
    help: 'The kind of directory that users and groups are read from.',
  },
  'server.url': {
    label: 'Server URL',
    help: 'The Bitwarden server. Bitwarden’s clouds are https://bitwarden.com (US) and https://bitwarden.eu (EU); a self-hosted server has its own address.',
  },
  'server.webVault': {
    label: 'Web vault URL',
    help: 'Only where the web vault of a self-hosted server has an address of its own.',
  },
  'server.api': {
    label: 'API URL',
    help: 'Only where the API of a self-hosted server has an address of its own.',
  },
  'server.identity': {
    label: 'Identity URL',
    help: 'Only where the identity service of a self-hosted server has an address of its own.',
  },
  'server.organizationName': {
    label: 'Organization name',
    help: 'What the organization is called in pages, notices and on the command line: a log-in tells only its id. A log-in to another organization forgets it.',
  },
  'server.clientSecret': {
    label: 'Client secret',
    help: 'The secret of the organization’s API key. Saved by the log-in; BW_CLIENTSECRET overrides it.',
  },
  'network.proxy': {
    label: 'Proxy',
    help: 'Proxy for HTTPS servers. Empty: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. LDAP connections use no proxy.',
  },
  'network.proxyUsername': {
    label: 'Proxy user name',
    help: 'The name to log in to the proxy with, where it wants one.',
  },
  'network.proxyPassword': {
    label: 'Proxy password',
    help: 'The password that goes with network.proxyUsername.',
  },
  'network.caFile': {
    label: 'Additional CA',
    help: 'PEM file with certificate authorities to trust for HTTPS, beside the system’s.',
  },
  'file.path': {
    label: 'File',
    help: 'The LDIF, CSV or JSON file that holds users and groups. Several, such as one of users and one of groups, are separated by semicolons.',
  },
  'file.command': {
    label: 'Command',
    help: 'A program, by its whole path and with its arguments, that writes users and groups to its standard output; instead of a file. No shell reads it: an argument with spaces stands in quotes. It is set on the command line only, not in the pages, since it runs with the rights of this program.',
  },
  'file.url': {
    label: 'Address',
    help: 'An https address that gives users and groups; instead of a file. network.proxy and network.caFile apply.',
  },
  'file.username': {
    label: 'User name',
    help: 'The name to log in to the address with, and file.token as its password (basic authentication). Empty: the token is sent alone (Bearer).',
  },
  'file.token': {
    label: 'Token',
    help: 'The token or password that the address wants. Empty: none is sent.',
  },
  'file.timeout': {
    label: 'Time limit',
    help: 'How long the command or the address may take for everything.',
  },
  'file.format': {
    label: 'Format',
    help: 'The format of the file. auto goes by the ending of its name.',
  },
  'file.encoding': {
    label: 'Encoding',
    help: 'How the file writes letters. auto knows UTF-8 and UTF-16, and takes a CSV file that is neither for Windows-1252.',
  },
  'file.columns': {
    label: 'Columns',
    help: 'Which column of a CSV file holds what: field=column, separated by semicolons. The fields are type, id, email, name, disabled, enabled, deleted, groups, members and memberGroups; of several columns for one field the first that is not empty counts. ignore=column leaves one unread, ignore=* all others.',
  },
  'file.values': {
    label: 'Values',
    help: 'What the words in the columns disabled, enabled and deleted of a CSV file mean, beside those that are known: yes, no, disabled or enabled=word|word, separated by semicolons.',
  },
  'file.listSeparator': {
    label: 'Separator in lists',
    help: 'What separates several groups or members in one cell of a CSV file. Empty: | does, and a cell that holds a semicolon or comma and is not the name of a group is an error, so that you can say what is meant.',
  },
  'file.openEnd': {
    label: 'Last line may be open',
    help: 'Whether the last line of a CSV file may lack its line end. Off: such a file is refused, since one that was cut off looks the same. On: one that was cut off in its last cell is read as it is.',
  },
  'log.level': {
    label: 'Log level',
    help: 'The least important messages that are written to the log. debug also writes email addresses.',
  },
  'update.check': {
    label: 'Look for updates',
    help: 'Whether this program may ask for the newest release when somebody wants to know.',
  },
  'update.url': {
    label: 'Release address',
    help: 'Where the newest release is described, in the format of GitHub’s ’latest release’ API. Empty: nowhere.',
  },
  'ldap.activeDirectory': {
    label: 'Active Directory',
    help: 'Whether the server is Active Directory (or Samba). Decides defaults and how changes are found.',
  },
  'ldap.hostname': {
    label: 'Server',
    help: 'Host name of the server, as its certificate names it, with or without a port; several, separated by semicolons, are tried in order. A name of SRV records (_ldap._tcp.example.com), and with Active Directory the name of the domain, stand for the servers that DNS tells.',
  },
  'ldap.port': {
    label: 'Port',
    help: '0 means 389, or 636 with ldaps. The global catalog of a forest is at 3268 and 3269.',
  },
  'ldap.encryption': {
    label: 'Encryption',
    help: 'starttls (on port 389), ldaps (on port 636), or none, which sends the password in the clear.',
  },
  'ldap.caFile': {
    label: 'Certificate authority',
    help: 'PEM file with the certificate authorities that may have signed the server’s certificate, beside the system’s.',
  },
  'ldap.certFile': {
    label: 'Client certificate',
    help: 'PEM file with the client certificate, where the server asks for one.',
  },
  'ldap.keyFile': {
    label: 'Client key',
    help: 'PEM file with the private key of the client certificate.',
  },
  'ldap.tlsServerName': {
    label: 'Name in the certificate',
    help: 'The name that the server’s certificate must carry, where it differs from ldap.hostname.',
  },
  'ldap.allowUnauthorized': {
    label: 'Accept any certificate',
    help: 'Accepts certificates that nobody vouches for. Anybody between here and the server can then read the password. Use ldap.caFile instead.',
  },
  'ldap.authentication': {
    label: 'Log-in',
    help: 'simple (user name and password), external (the client certificate, SASL EXTERNAL), kerberos (a ticket, SASL GSSAPI, over TLS) or anonymous.',
  },
  'ldap.username': {
    label: 'User name',
    help: 'A DN, and with Active Directory also user@domain or DOMAIN\\user. With Kerberos name@REALM; empty: the tickets of a credential cache (kinit), and on Windows the account that runs this program.',
  },
  'ldap.keytab': {
    label: 'Key table',
    help: 'With Kerberos: file with the keys of ldap.username, instead of a password. Not on Windows.',
  },
  'ldap.password': {
    label: 'Password',
    help: 'The password of ldap.username.',
  },
  'ldap.timeout': {
    label: 'Time limit',
    help: 'How long one search may take, for the server and for this program.',
  },
  'ldap.rootPath': {
    label: 'Root path',
    help: 'The DN below which everything is. Empty: the server’s default naming context.',
  },
  'ldap.userPath': {
    label: 'User path',
    help: 'Where users are, below the root path or as a whole DN; several separated by semicolons. Set to nothing for the whole root. With Active Directory CN=Users where not set.',
  },
  'ldap.groupPath': {
    label: 'Group path',
    help: 'Where groups are, as ldap.userPath.',
  },
  'ldap.userObjectClass': {
    label: 'User object class',
    help: 'Object class of users; several separated by semicolons. Becomes (objectClass=…), ANDed with sync.userFilter.',
  },
  'ldap.groupObjectClass': {
    label: 'Group object class',
    help: 'Object class of groups; several separated by semicolons.',
  },
  'ldap.userEmailAttribute': {
    label: 'Email attribute',
    help: 'Attribute that holds a user’s email; of several, separated by semicolons, the first that a user has. Of proxyAddresses the one that begins with SMTP: counts. Empty: every email is made, by sync.useEmailPrefixSuffix.',
  },
  'ldap.groupNameAttribute': {
    label: 'Group name attribute',
    help: 'Attribute that holds a group’s name; cn where an entry lacks it.',
  },
  'ldap.memberAttribute': {
    label: 'Member attribute',
    help: 'Attribute that holds a group’s members, as DNs or as user ids; several separated by semicolons.',
  },
  'ldap.emailPrefixAttribute': {
    label: 'Email prefix attribute',
    help: 'With sync.useEmailPrefixSuffix: attribute that stands before sync.emailSuffix where a user has no email.',
  },
  'ldap.externalIdAttribute': {
    label: 'External id attribute',
    help: 'Attribute that identifies users and groups in the organization. Empty: objectGUID where entries have it, else the DN, as Bitwarden’s own connector does. After a change ’bwdc rekey’ gives members and groups their new external ids.',
  },
  'ldap.primaryGroup': {
    label: 'Primary groups',
    help: 'Active Directory: whether users count as members of their primary group (Domain Users), which its member attribute does not list.',
  },
  'ldap.posixPrimaryGroup': {
    label: 'POSIX primary groups',
    help: 'Servers other than Active Directory: whether users count as members of the group that has their gidNumber, which its member attribute does not list.',
  },
  'ldap.peopleOnly': {
    label: 'People only',
    help: 'Active Directory: whether contacts, computers and managed service accounts are left out, which the object class person finds, too.',
  },
  'ldap.disabledFilter': {
    label: 'Filter of disabled users',
    help: 'LDAP filter that finds users who are disabled, for servers that say so in a way of their own. The ways of known servers count in any case.',
  },
  'ldap.accountExpires': {
    label: 'Expired accounts',
    help: 'Whether an account counts as disabled from its expiry date on (accountExpires, krbPrincipalExpiration, pwdEndTime, loginExpirationTime, shadowExpire).',
  },
  'ldap.deletedObjects': {
    label: 'Deleted objects',
    help: 'Active Directory: whether deleted users are looked up in the Deleted Objects container.',
  },
  'ldap.incremental': {
    label: 'Read changes only',
    help: 'Active Directory: whether to leave groups unread that did not change since the last read. Other servers compute members without a sign in the entry, and are read completely each time.',
  },
  'ldap.pagedSearch': {
    label: 'Paged search',
    help: 'Whether answers are asked for in pages. Switch off only for servers that handle pages wrongly.',
  },
  'ldap.pageSize': {
    label: 'Page size',
    help: 'Entries per page.',
  },
  'entra.identityAuthority': {
    label: 'Cloud',
    help: 'The Microsoft cloud of the tenant: worldwide, US Government (L4), US Government DoD (L5) or China.',
  },
  'entra.tenant': {
    label: 'Tenant',
    help: 'Domain name or id of the tenant.',
  },
  'entra.applicationId': {
    label: 'Application id',
    help: 'Client ID of the app registration.',
  },
  'entra.key': {
    label: 'Client secret',
    help: 'Client secret of the app registration: its Value, not its Secret ID.',
  },
  'google.clientEmail': {
    label: 'Client email',
    help: 'Email of the service account.',
  },
  'google.privateKey': {
    label: 'Private key',
    help: 'Key of the service account: the whole JSON key file, or the private key in it as PEM.',
  },
  'google.domain': {
    label: 'Domain',
    help: 'The one domain to read. It counts only where customer is not set; one of the two must be.',
  },
  'google.adminUser': {
    label: 'Admin user',
    help: 'The administrator that the service account acts for.',
  },
  'google.customer': {
    label: 'Customer',
    help: 'The customer id; my_customer reads all domains of the account.',
  },
  'okta.orgUrl': {
    label: 'Organization URL',
    help: 'The address of the Okta organization, without a path, and not that of the Admin Console (-admin).',
  },
  'okta.token': {
    label: 'API token',
    help: 'API token of a read-only administrator.',
  },
  'onelogin.clientId': {
    label: 'Client ID',
    help: 'Client ID of the API credential.',
  },
  'onelogin.clientSecret': {
    label: 'Client secret',
    help: 'Client secret of the API credential.',
  },
  'onelogin.region': {
    label: 'Region',
    help: 'Where the account lives.',
  },
  'sync.users': {
    label: 'Sync users',
    help: 'Whether users become members of the organization.',
  },
  'sync.groups': {
    label: 'Sync groups',
    help: 'Whether groups are synced.',
  },
  'sync.interval': {
    label: 'Interval',
    help: 'Minutes from the end of one automatic sync to the next, where sync.times is empty.',
  },
  'sync.times': {
    label: 'Times',
    help: 'When automatic syncs begin, instead of sync.interval: every so often at a time of day, or at fixed times (at 08:00; weekdays at 02:00, 14:00), on all days or some, with semicolons between. The clock is the machine’s. ’bwdc schedule’ shows the next times.',
  },
  'sync.quiet': {
    label: 'Quiet window',
    help: 'When nothing that removes is sent: no removal, no revocation, no membership that goes. It waits for the first sync after; whatever adds is sent. Times of day, on all days or some, with semicolons between.',
  },
  'sync.userFilter': {
    label: 'User filter',
    help: 'Which users are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and emails; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeGroup: or excludeGroup: and group ids.',
  },
  'sync.groupFilter': {
    label: 'Group filter',
    help: 'Which groups are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and names; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeAdministrativeUnit: or excludeAdministrativeUnit: and ids.',
  },
  'sync.useEmailPrefixSuffix': {
    label: 'Make missing emails',
    help: 'LDAP, OneLogin: whether a user without an email gets one made of ldap.emailPrefixAttribute and sync.emailSuffix.',
  },
  'sync.emailSuffix': {
    label: 'Email suffix',
    help: 'What made emails end with.',
  },
  'sync.removeDisabled': {
    label: 'Remove disabled users',
    help: 'Whether users that are disabled in the directory are removed from the organization.',
  },
  'sync.removeMissing': {
    label: 'Remove missing users',
    help: 'Whether users that an earlier sync added and that the directory or the filter no longer has are removed from the organization.',
  },
  'sync.leavers': {
    label: 'What happens to leavers',
    help: 'Whether a member who goes is removed, or only loses the access and stays a member, so that it can be given back. vaultwarden always revokes the access.',
  },
  'sync.deleteRevokedAfter': {
    label: 'Remove revoked members after',
    help: 'With sync.leavers revoke: after this many days a member whose access this program revoked is removed for good. Days on which no sync ran do not count. 0: never.',
  },
  'sync.removedByHand': {
    label: 'Members removed by hand',
    help: 'What becomes of somebody who is in the directory and was removed from the organization by hand. ask: stays out, and is named in every run, until bwdc sync --reinvite names them. invite: is invited again.',
  },
  'sync.inviteDisabled': {
    label: 'Invite disabled users',
    help: 'Whether users that are disabled in the directory and no members yet are invited. Every invitation takes a seat.',
  },
  'sync.overwriteExisting': {
    label: 'Overwrite existing',
    help: 'Whether every member with an external id that is not in the directory is removed.',
  },
  'sync.largeImport': {
    label: 'Large import',
    help: 'Kept for compatibility: matters only together with sync.overwriteExisting over 2,000 members, and is then used by itself.',
  },
  'sync.inviteUsersAfterProvisioning': {
    label: 'Invite new users',
    help: 'Whether new members get their invitation at once. With false they are staged, on servers that can.',
  },
  'groups.countNested': {
    label: 'Nested groups count for the filter',
    help: 'Whether, with a group filter of names, users in nested groups count as being in the group. Bitwarden’s connector counts direct members only.',
  },
  'groups.resolveOutside': {
    label: 'Follow groups outside the search',
    help: 'Whether a nested group that the group search or filter leaves out is read for its members.',
  },
  'groups.keepFiltered': {
    label: 'Keep filtered members in groups',
    help: 'Whether groups list members whom the user filter leaves out. Bitwarden’s connector does so for cloud directories.',
  },
  'groups.missing': {
    label: 'Groups that left',
    help: 'What happens to a group that the directory or the filter no longer has: keep it as it is, empty it, or delete it with its access to collections.',
  },
  'sync.maxRemovals': {
    label: 'Removals at most',
    help: 'A sync stops before it removes more members than this within 24 hours: a number or a share of the members. Empty: the larger of 5 and 10%.',
  },
  'sync.maxAdditions': {
    label: 'Additions at most',
    help: 'A sync stops before it invites more new members than this: a number or a share of the members. Empty: the larger of 25 and 20%.',
  },
  'sync.maxGroupRemovals': {
    label: 'Deleted groups at most',
    help: 'With groups.missing delete, a sync stops before it deletes more groups than this: a number or a share of the groups. Empty: the larger of 2 and 5%.',
  },
  'sync.maxSeats': {
    label: 'Seats at most',
    help: 'A sync stops before members take more seats of the organization than this. The cloud buys seats by itself, charged at once. 0: no limit of this program’s own.',
  },
  'sync.lookEvery': {
    label: 'Look at the organization at least every',
    help: 'How often the organization’s members and groups are read although nothing changed in the directory, so that what was changed by hand is noticed. A sync that somebody asks for reads them anyway.',
  },
  'sync.fullSyncEvery': {
    label: 'Complete sync at least every',
    help: 'How long changes alone may be read and sent before everything is, so that what was changed by hand heals.',
  },
  'sync.duplicateEmails': {
    label: 'One email twice',
    help: 'What happens when two users have one email: stop the sync, or skip all of them.',
  },
  'notify.on': {
    label: 'Notify about',
    help: 'What somebody is told: failure (syncs fail), stopped (a guard or a conflict stops them), recovery (they succeed again), drift (the organization was changed by hand), credentials (one ends soon). Each once, not with every sync. Empty: nothing.',
  },
  'notify.afterFailures': {
    label: 'Failures in a row',
    help: 'After how many failures one after the other somebody is told. A log-in that is refused is told at once.',
  },
  'notify.changes': {
    label: 'Notify about changes',
    help: 'Whether somebody is told who came, changed and went: off, each (after each sync that changed something), or daily (a summary).',
  },
  'notify.dailyAt': {
    label: 'Daily summary at',
    help: 'The time of day, by the clock of the machine, from which the summary of the last day is sent, with the next sync.',
  },
  'notify.remind': {
    label: 'Credentials about to expire',
    help: 'When credentials end that the program can’t know of, with semicolons between: a date and a name. The end of certificates in the files of other settings is known without.',
  },
  'notify.remindBefore': {
    label: 'Remind before',
    help: 'How many days before credentials end somebody is told first; again a week and a day before, and when they have ended.',
  },
  'notify.heartbeat': {
    label: 'Heartbeat address',
    help: 'An https address that is asked after each sync that succeeded, and with /fail at its end after each that failed: a service such as Healthchecks tells somebody when nothing comes. The address is a secret.',
  },
  'notify.eventLog': {
    label: 'Event log',
    help: 'Whether notices go to the log of the system, with numbers that stay: the Windows event log, or journald.',
  },
  'mail.server': {
    label: 'Mail server',
    help: 'The mail server that takes notices, with its port unless that is 587, or 465 with TLS. Empty: no mail.',
  },
  'mail.encryption': {
    label: 'Encryption',
    help: 'How the connection is protected: starttls, tls (from the start, port 465), or none, for a server on this machine.',
  },
  'mail.caFile': {
    label: 'Certificate authority',
    help: 'PEM file with certificate authorities to trust for the mail server, beside the system’s.',
  },
  'mail.username': {
    label: 'User name',
    help: 'The name to log in to the mail server with. Empty: no log-in.',
  },
  'mail.password': {
    label: 'Password',
    help: 'The password that goes with mail.username.',
  },
  'mail.from': {
    label: 'From',
    help: 'The address that mails come from. Empty: mail.username, where that is an address.',
  },
  'mail.to': {
    label: 'To',
    help: 'The addresses that mails go to, with semicolons between.',
  },
  'webhook.url': {
    label: 'Webhook',
    help: 'The https address that notices are sent to (POST). It is a secret: whoever knows that of Slack or Teams can write there.',
  },
  'webhook.form': {
    label: 'Form',
    help: 'What is sent to the webhook: json (docs/notifications.md), or what Slack, Teams (a workflow) or ntfy (the address of a topic) take.',
  },
  'webhook.secret': {
    label: 'Signing secret',
    help: 'Signs what is sent, as Standard Webhooks do, so that who gets it knows where it is from. For ntfy: the access token.',
  },
};
