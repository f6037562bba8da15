package config

import "slices"

// byKind makes a default that differs between Active Directory and other
// LDAP servers.
func byKind(activeDirectory, other string) func(*Settings) string {
	return func(s *Settings) string {
		if s.LDAP.ActiveDirectory {
			return activeDirectory
		}
		return other
	}
}

// defaultGroupClasses are those of servers other than Active Directory.
const defaultGroupClasses = "groupOfNames;groupOfUniqueNames;posixGroup;groupOfMembers;groupOfEntries;groupOfURLs"

// ldapDefinitions are the settings of an LDAP server or Active Directory.
func ldapDefinitions() []*Definition {
	return slices.Concat(ldapKindDefinitions(), ldapConnectionDefinitions(), ldapSearchDefinitions(), ldapReadDefinitions())
}

func ldapKindDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "ldap.activeDirectory", Kind: KindBool, Default: "true", Label: "Active Directory",
			Help: "Whether the server is Active Directory (or Samba). Decides defaults and how changes are found.",
		},
	}
}

func ldapConnectionDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "ldap.hostname", Kind: KindText, Label: "Server",
			Help:    "Host name of the server, as its certificate names it, with or without a port; several, separated by semicolons, are tried in order. A name of SRV records (_ldap._tcp.example.com), and with Active Directory the name of the domain, stand for the servers that DNS tells.",
			Example: "dc1.example.com;dc2.example.com",
			check:   checkHosts,
		},
		{
			Key: "ldap.port", Kind: KindNumber, Label: "Port",
			Help:    "0 means 389, or 636 with ldaps. The global catalog of a forest is at 3268 and 3269.",
			Example: "636", Default: "0", Max: 65535,
		},
		{
			Key: "ldap.encryption", Kind: KindChoice, Label: "Encryption",
			Help:    "starttls (on port 389), ldaps (on port 636), or none, which sends the password in the clear.",
			Example: "ldaps", Default: string(EncryptionStartTLS),
			Allowed:  []string{"none", "starttls", "ldaps"},
			Synonyms: map[string]string{"ssl": "ldaps", "tls": "ldaps"},
		},
		{
			Key: "ldap.caFile", Kind: KindFile, Label: "Certificate authority",
			Help:    "PEM file with the certificate authorities that may have signed the server's certificate, beside the system's.",
			Example: "/etc/ssl/company-ca.pem",
		},
		{
			Key: "ldap.certFile", Kind: KindFile, Label: "Client certificate",
			Help: "PEM file with the client certificate, where the server asks for one.", Example: "/etc/bwdc/client.pem",
		},
		{
			Key: "ldap.keyFile", Kind: KindFile, Label: "Client key",
			Help: "PEM file with the private key of the client certificate.", Example: "/etc/bwdc/client.key",
		},
		{
			Key: "ldap.tlsServerName", Kind: KindText, Label: "Name in the certificate",
			Help:    "The name that the server's certificate must carry, where it differs from ldap.hostname.",
			Example: "dc1.example.com",
		},
		{
			Key: "ldap.allowUnauthorized", Kind: KindBool, Label: "Accept any certificate",
			Help:    "Accepts certificates that nobody vouches for. Anybody between here and the server can then read the password. Use ldap.caFile instead.",
			Example: "false", Default: "false",
		},
		{
			Key: "ldap.authentication", Kind: KindChoice, Label: "Log-in",
			Help:    "simple (user name and password), external (the client certificate, SASL EXTERNAL), kerberos (a ticket, SASL GSSAPI, over TLS) or anonymous.",
			Example: "external", Default: string(AuthSimple), Allowed: []string{"simple", "external", "kerberos", "anonymous"},
			Synonyms: map[string]string{"gssapi": "kerberos"},
		},
		{
			Key: "ldap.username", Kind: KindText, Label: "User name",
			Help:    `A DN, and with Active Directory also user@domain or DOMAIN\user. With Kerberos name@REALM; empty: the tickets of a credential cache (kinit), and on Windows the account that runs this program.`,
			Example: "cn=reader,ou=services,dc=example,dc=com",
		},
		{
			Key: "ldap.keytab", Kind: KindFile, Label: "Key table",
			Help:    "With Kerberos: file with the keys of ldap.username, instead of a password. Not on Windows.",
			Example: "/etc/bwdc/reader.keytab",
		},
		{
			Key: "ldap.password", Kind: KindSecret, Label: "Password",
			Help: "The password of ldap.username.", Example: "--secretenv LDAP_PASSWORD",
		},
		{
			Key: "ldap.timeout", Kind: KindDuration, Label: "Time limit",
			Help:    "How long one search may take, for the server and for this program.",
			Example: "10m", Default: "5m", Min: 1, Max: 3600,
		},
	}
}

func ldapSearchDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "ldap.rootPath", Kind: KindText, Label: "Root path",
			Help:    "The DN below which everything is. Empty: the server's default naming context.",
			Example: "dc=example,dc=com",
		},
		{
			Key: "ldap.userPath", Kind: KindText, Label: "User path",
			Help:    "Where users are, below the root path or as a whole DN; several separated by semicolons. Set to nothing for the whole root. With Active Directory CN=Users where not set.",
			Example: "ou=people;ou=contractors", byDirectory: byKind("CN=Users", ""),
		},
		{
			Key: "ldap.groupPath", Kind: KindText, Label: "Group path",
			Help:    "Where groups are, as ldap.userPath.",
			Example: "ou=groups", byDirectory: byKind("CN=Users", ""),
		},
		{
			Key: "ldap.userObjectClass", Kind: KindText, Label: "User object class",
			Help:    "Object class of users; several separated by semicolons. Becomes (objectClass=…), ANDed with sync.userFilter.",
			Example: "inetOrgPerson", byDirectory: byKind("person", "inetOrgPerson"),
		},
		{
			Key: "ldap.groupObjectClass", Kind: KindText, Label: "Group object class",
			Help:    "Object class of groups; several separated by semicolons.",
			Example: "groupOfNames", byDirectory: byKind("group", defaultGroupClasses),
		},
		{
			Key: "ldap.userEmailAttribute", Kind: KindText, Label: "Email attribute",
			Help:    "Attribute that holds a user's email; of several, separated by semicolons, the first that a user has. Of proxyAddresses the one that begins with SMTP: counts. Empty: every email is made, by sync.useEmailPrefixSuffix.",
			Example: "mail;mailPrimaryAddress;userPrincipalName", Default: "mail",
			check: checkAttributes,
		},
		{
			Key: "ldap.groupNameAttribute", Kind: KindText, Label: "Group name attribute",
			Help: "Attribute that holds a group's name; cn where an entry lacks it.", Example: "cn", byDirectory: byKind("name", "cn"),
			check: checkAttribute,
		},
		{
			Key: "ldap.memberAttribute", Kind: KindText, Label: "Member attribute",
			Help:    "Attribute that holds a group's members, as DNs or as user ids; several separated by semicolons.",
			Example: "uniqueMember", byDirectory: byKind("member", "member;uniqueMember;memberUid"),
			check: checkAttributes,
		},
		{
			Key: "ldap.emailPrefixAttribute", Kind: KindText, Label: "Email prefix attribute",
			Help:    "With sync.useEmailPrefixSuffix: attribute that stands before sync.emailSuffix where a user has no email.",
			Example: "uid", byDirectory: byKind("sAMAccountName", "uid"),
			check: checkAttribute,
		},
		{
			Key: "ldap.externalIdAttribute", Kind: KindText, Label: "External id attribute",
			Help:    "Attribute that identifies users and groups in the organization. Empty: objectGUID where entries have it, else the DN, as Bitwarden's own connector does. After a change 'bwdc rekey' gives members and groups their new external ids.",
			Example: "entryUUID",
			check:   checkAttribute,
		},
	}
}

func ldapReadDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "ldap.primaryGroup", Kind: KindBool, Default: "true", Label: "Primary groups",
			Help: "Active Directory: whether users count as members of their primary group (Domain Users), which its member attribute does not list.",
		},
		{
			Key: "ldap.posixPrimaryGroup", Kind: KindBool, Default: "true", Label: "POSIX primary groups",
			Help: "Servers other than Active Directory: whether users count as members of the group that has their gidNumber, which its member attribute does not list.",
		},
		{
			Key: "ldap.peopleOnly", Kind: KindBool, Default: "true", Label: "People only",
			Help: "Active Directory: whether contacts, computers and managed service accounts are left out, which the object class person finds, too.",
		},
		{
			Key: "ldap.disabledFilter", Kind: KindText, Label: "Filter of disabled users",
			Help:    "LDAP filter that finds users who are disabled, for servers that say so in a way of their own. The ways of known servers count in any case.",
			Example: "(employeeStatus=suspended)",
		},
		{
			Key: "ldap.accountExpires", Kind: KindBool, Default: "true", Label: "Expired accounts",
			Help: "Whether an account counts as disabled from its expiry date on (accountExpires, krbPrincipalExpiration, pwdEndTime, loginExpirationTime, shadowExpire).",
		},
		{
			Key: "ldap.deletedObjects", Kind: KindBool, Default: "true", Label: "Deleted objects",
			Help: "Active Directory: whether deleted users are looked up in the Deleted Objects container.",
		},
		{
			Key: "ldap.incremental", Kind: KindBool, Default: "true", Label: "Read changes only",
			Help: "Active Directory: whether to leave groups unread that did not change since the last read. Other servers compute members without a sign in the entry, and are read completely each time.",
		},
		{
			Key: "ldap.pagedSearch", Kind: KindBool, Default: "true", Label: "Paged search",
			Help: "Whether answers are asked for in pages. Switch off only for servers that handle pages wrongly.",
		},
		{
			Key: "ldap.pageSize", Kind: KindNumber, Label: "Page size",
			Help: "Entries per page.", Example: "500", Default: "1000", Min: 1, Max: 10000,
		},
	}
}
