package config

// Validate returns everything that is wrong between the settings: what a
// directory needs and lacks, and what excludes each other. It does not touch
// files or the network.
func (s *Settings) Validate() Problems {
	var p Problems
	need := func(key, value, example string) {
		if value == "" {
			p = append(p, Problem{Key: key, Text: "is not set", Example: example, Incomplete: true})
		}
	}
	switch s.Directory {
	case DirectoryLDAP:
		need("ldap.hostname", s.LDAP.Hostname, "dc1.example.com")
		if s.LDAP.UserEmailAttribute == "" && !s.Sync.UseEmailPrefixSuffix {
			p = append(p, Problem{Key: "ldap.userEmailAttribute", Text: "is empty, and sync.useEmailPrefixSuffix is off: nobody would have an email", Example: "mail", Incomplete: true})
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

func (l *LDAP) validate() Problems {
	var p Problems
	add := func(key, text, example string) { p = append(p, Problem{Key: key, Text: text, Example: example}) }
	lacks := func(key, text, example string) {
		p = append(p, Problem{Key: key, Text: text, Example: example, Incomplete: true})
	}
	if l.Authentication == AuthSimple && l.Username == "" {
		lacks("ldap.username", "is not set, and ldap.authentication is simple", "cn=reader,dc=example,dc=com")
	}
	if l.Authentication == AuthExternal && l.CertFile == "" {
		lacks("ldap.certFile", "is not set, and ldap.authentication is external, which logs in with the client certificate", "/etc/bwdc/client.pem")
	}
	if (l.Authentication == AuthExternal || l.Authentication == AuthKerberos) && l.Encryption == EncryptionNone {
		add("ldap.encryption", "is none, and ldap.authentication is "+string(l.Authentication)+", which needs TLS", "ldaps")
	}
	if l.CertFile != "" && l.KeyFile == "" {
		lacks("ldap.keyFile", "is not set, but ldap.certFile is", "/etc/bwdc/client.key")
	}
	if l.KeyFile != "" && l.CertFile == "" {
		lacks("ldap.certFile", "is not set, but ldap.keyFile is", "/etc/bwdc/client.pem")
	}
	if l.UserObjectClass == "" {
		lacks("ldap.userObjectClass", "is empty", "person")
	}
	if l.GroupObjectClass == "" {
		lacks("ldap.groupObjectClass", "is empty", "group")
	}
	if l.MemberAttribute == "" {
		lacks("ldap.memberAttribute", "is empty", "member")
	}
	return p
}

func (s *Sync) validate() Problems {
	var p Problems
	if !s.Users && !s.Groups {
		p = append(p, Problem{Key: "sync.users", Text: "is off, and so is sync.groups: there is nothing to sync", Example: "true"})
	}
	if s.OverwriteExisting && !s.Users {
		p = append(p, Problem{Key: "sync.overwriteExisting", Text: "is on, but sync.users is off: it would remove every member", Example: "false"})
	}
	if s.OverwriteExisting && s.Leavers == LeaversRevoke {
		p = append(p, Problem{Key: "sync.overwriteExisting", Text: "is on, and sync.leavers is revoke: it removes members and can't revoke them", Example: "false"})
	}
	if s.UseEmailPrefixSuffix && s.EmailSuffix == "" {
		p = append(p, Problem{Key: "sync.emailSuffix", Text: "is not set, but sync.useEmailPrefixSuffix is on", Example: "@example.com", Incomplete: true})
	}
	return p
}
