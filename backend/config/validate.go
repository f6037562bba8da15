package config

// Validate returns everything that is wrong between the settings: what a
// directory needs and lacks, and what excludes each other. It does not touch
// files or the network.
func (s *Settings) Validate() Problems {
	var p Problems
	need := func(key, value, example string) {
		if value == "" {
			p = append(p, lacking(key, "not-set", "is not set", example))
		}
	}
	switch s.Directory {
	case DirectoryLDAP:
		need("ldap.hostname", s.LDAP.Hostname, "dc1.example.com")
		if s.LDAP.UserEmailAttribute == "" && !s.Sync.UseEmailPrefixSuffix {
			p = append(p, lacking("ldap.userEmailAttribute", "no-email-source", "is empty, and sync.useEmailPrefixSuffix is off: nobody would have an email", "mail"))
		}
		p = append(p, s.LDAP.validate()...)
	case DirectoryFile:
		p = append(p, s.File.validate()...)
	case DirectoryEntra:
		need("entra.tenant", s.Entra.Tenant, "company.onmicrosoft.com")
		need("entra.applicationId", s.Entra.ApplicationID, "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d")
	case DirectoryGoogle:
		need("google.clientEmail", s.Google.ClientEmail, "sync@project.iam.gserviceaccount.com")
		need("google.adminUser", s.Google.AdminUser, "admin@example.com")
	case DirectoryOkta:
		need("okta.orgUrl", s.Okta.OrgURL, "https://example.okta.com")
	case DirectoryOneLogin:
		need("onelogin.clientId", s.OneLogin.ClientID, "5f0f8c2e")
	}
	return append(p, s.Sync.validate()...)
}

// wrong is a problem of how settings go together.
func wrong(key, code, text, example string) Problem {
	return Problem{Key: key, Code: code, Text: text, Example: example}
}

// lacking is one that only lacks something as yet.
func lacking(key, code, text, example string) Problem {
	p := wrong(key, code, text, example)
	p.Incomplete = true
	return p
}

func (l *LDAP) validate() Problems {
	var p Problems
	add := func(key, code, text, example string) { p = append(p, wrong(key, code, text, example)) }
	lacks := func(key, code, text, example string) { p = append(p, lacking(key, code, text, example)) }
	if l.Authentication == AuthSimple && l.Username == "" {
		lacks("ldap.username", "username-for-simple", "is not set, and ldap.authentication is simple", "cn=reader,dc=example,dc=com")
	}
	if l.Authentication == AuthExternal && l.CertFile == "" {
		lacks("ldap.certFile", "certificate-for-external", "is not set, and ldap.authentication is external, which logs in with the client certificate", "/etc/bwdc/client.pem")
	}
	if (l.Authentication == AuthExternal || l.Authentication == AuthKerberos) && l.Encryption == EncryptionNone {
		add("ldap.encryption", "tls-for-authentication", "is none, and ldap.authentication is "+string(l.Authentication)+", which needs TLS", "ldaps")
	}
	if l.CertFile != "" && l.KeyFile == "" {
		lacks("ldap.keyFile", "key-for-certificate", "is not set, but ldap.certFile is", "/etc/bwdc/client.key")
	}
	if l.KeyFile != "" && l.CertFile == "" {
		lacks("ldap.certFile", "certificate-for-key", "is not set, but ldap.keyFile is", "/etc/bwdc/client.pem")
	}
	if l.UserObjectClass == "" {
		lacks("ldap.userObjectClass", "empty", "is empty", "person")
	}
	if l.GroupObjectClass == "" {
		lacks("ldap.groupObjectClass", "empty", "is empty", "group")
	}
	if l.MemberAttribute == "" {
		lacks("ldap.memberAttribute", "empty", "is empty", "member")
	}
	return p
}

func (s *Sync) validate() Problems {
	var p Problems
	if !s.Users && !s.Groups {
		p = append(p, wrong("sync.users", "nothing-synced", "is off, and so is sync.groups: there is nothing to sync", "true"))
	}
	if s.OverwriteExisting && !s.Users {
		p = append(p, wrong("sync.overwriteExisting", "overwrite-without-users", "is on, but sync.users is off: it would remove every member", "false"))
	}
	if s.OverwriteExisting && s.Leavers == LeaversRevoke {
		p = append(p, wrong("sync.overwriteExisting", "overwrite-and-revoke", "is on, and sync.leavers is revoke: it removes members and can't revoke them", "false"))
	}
	if s.UseEmailPrefixSuffix && s.EmailSuffix == "" {
		p = append(p, lacking("sync.emailSuffix", "suffix-missing", "is not set, but sync.useEmailPrefixSuffix is on", "@example.com"))
	}
	return p
}
