import { codes } from '../codes';
import { syncFields } from './syncfields';

/**
 * What settings are called and what they are for, by key. Keys in a sentence are
 * shown as the names of their settings.
 */
export const fields = codes({
  ...syncFields,
  directory: { label: 'Directory type', help: 'The kind of directory that users and groups are read from.' },
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
    help: 'What the organization is called here: a log-in tells only its id. A log-in to another organization forgets it.',
  },
  'server.clientSecret': { label: 'Client secret', help: 'The secret of the organization’s API key.' },
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
  'file.format': { label: 'Format', help: 'The format of the file, where its ending does not tell.' },
  'file.encoding': {
    label: 'Encoding',
    help: 'How the file writes letters. By itself UTF-8 and UTF-16 are found out; a CSV file that is neither is taken for Windows-1252.',
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
    help: 'The least important messages that are written to the log. “Debug” also writes email addresses.',
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
    help: 'StartTLS (on port 389), LDAPS (on port 636), or none, which sends the password in the clear.',
  },
  'ldap.caFile': {
    label: 'Certificate authority',
    help: 'PEM file with the certificate authorities that may have signed the server’s certificate, beside the system’s.',
  },
  'ldap.certFile': {
    label: 'Client certificate',
    help: 'PEM file with the client certificate, where the server asks for one.',
  },
  'ldap.keyFile': { label: 'Client key', help: 'PEM file with the private key of the client certificate.' },
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
    help: 'By user name and password, by the client certificate (SASL EXTERNAL), by Kerberos (a ticket, SASL GSSAPI, over TLS), or anonymous.',
  },
  'ldap.username': {
    label: 'User name',
    help: 'A DN, and with Active Directory also user@domain or DOMAIN\\user. With Kerberos name@REALM; empty: the tickets of a credential cache (kinit), and on Windows the account that runs this program.',
  },
  'ldap.keytab': {
    label: 'Key table',
    help: 'With Kerberos: file with the keys of ldap.username, instead of a password. Not on Windows.',
  },
  'ldap.password': { label: 'Password', help: 'The password of ldap.username.' },
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
  'ldap.groupPath': { label: 'Group path', help: 'Where groups are, as ldap.userPath.' },
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
    help: 'Attribute that identifies users and groups in the organization. Empty: objectGUID where entries have it, else the DN, as Bitwarden’s own connector does.',
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
  'ldap.pageSize': { label: 'Page size', help: 'Entries per page.' },
  'entra.identityAuthority': {
    label: 'Cloud',
    help: 'The Microsoft cloud of the tenant: worldwide, US Government (L4), US Government DoD (L5) or China.',
  },
  'entra.tenant': { label: 'Tenant', help: 'Domain name or id of the tenant.' },
  'entra.applicationId': { label: 'Application id', help: 'Client ID of the app registration.' },
  'entra.key': {
    label: 'Client secret',
    help: 'Client secret of the app registration: its Value, not its Secret ID.',
  },
  'google.clientEmail': { label: 'Client email', help: 'Email of the service account.' },
  'google.privateKey': {
    label: 'Private key',
    help: 'Key of the service account: the whole JSON key file, or the private key in it as PEM.',
  },
  'google.domain': {
    label: 'Domain',
    help: 'The one domain to read. It counts only where customer is not set; one of the two must be.',
  },
  'google.adminUser': { label: 'Admin user', help: 'The administrator that the service account acts for.' },
  'google.customer': {
    label: 'Customer',
    help: 'The customer id; my_customer reads all domains of the account.',
  },
  'okta.orgUrl': {
    label: 'Organization URL',
    help: 'The address of the Okta organization, without a path, and not that of the Admin Console (-admin).',
  },
  'okta.token': { label: 'API token', help: 'API token of a read-only administrator.' },
  'onelogin.clientId': { label: 'Client ID', help: 'Client ID of the API credential.' },
  'onelogin.clientSecret': { label: 'Client secret', help: 'Client secret of the API credential.' },
  'onelogin.region': { label: 'Region', help: 'Where the account lives.' },
});
