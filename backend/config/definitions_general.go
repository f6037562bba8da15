package config

// generalDefinitions are the settings of the server, the network, the log and
// the choice of directory.
func generalDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "directory", Kind: KindChoice, Label: "Directory type",
			Help:    "The kind of directory that users and groups are read from.",
			Example: "ldap", Default: "ldap",
			Allowed: []string{"ldap", "entra", "google", "okta", "onelogin", "file"},
			Synonyms: map[string]string{
				"0": "ldap", "1": "entra", "2": "google", "3": "okta", "4": "onelogin",
				"ad": "ldap", "azure": "entra", "gsuite": "google",
			},
			at: func(s *Settings) any { return &s.Directory },
		},
		{
			Key: "server.url", Aliases: []string{"server"}, Kind: KindText, Label: "Server URL",
			Help:    "The Bitwarden server. Bitwarden's clouds are https://bitwarden.com (US) and https://bitwarden.eu (EU); a self-hosted server has its own address.",
			Example: "https://vault.example.com", Default: "https://bitwarden.com",
			at: func(s *Settings) any { return &s.Server.URL }, check: checkURL,
		},
		{
			Key: "server.webVault", Kind: KindText, Label: "Web vault URL",
			Help:    "Only where the web vault of a self-hosted server has an address of its own.",
			Example: "https://vault.example.com",
			at:      func(s *Settings) any { return &s.Server.WebVault }, check: checkURL,
		},
		{
			Key: "server.api", Kind: KindText, Label: "API URL",
			Help:    "Only where the API of a self-hosted server has an address of its own.",
			Example: "https://api.example.com",
			at:      func(s *Settings) any { return &s.Server.API }, check: checkURL,
		},
		{
			Key: "server.identity", Kind: KindText, Label: "Identity URL",
			Help:    "Only where the identity service of a self-hosted server has an address of its own.",
			Example: "https://identity.example.com",
			at:      func(s *Settings) any { return &s.Server.Identity }, check: checkURL,
		},
		{
			Key: "server.clientSecret", Kind: KindSecret, Label: "Client secret",
			Help:    "The secret of the organization's API key. Saved by 'bwdc login'; BW_CLIENTSECRET overrides it.",
			Example: "--secretenv BW_CLIENTSECRET",
		},
		{
			Key: "network.proxy", Kind: KindText, Label: "Proxy",
			Help:    "Proxy for HTTPS servers. Empty: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. LDAP connections use no proxy.",
			Example: "http://proxy.example.com:3128",
			at:      func(s *Settings) any { return &s.Network.Proxy }, check: checkProxy,
		},
		{
			Key: "network.proxyUsername", Kind: KindText, Label: "Proxy user name",
			Help: "The name to log in to the proxy with, where it wants one.", Example: "bwdc",
			at: func(s *Settings) any { return &s.Network.ProxyUsername },
		},
		{
			Key: "network.proxyPassword", Kind: KindSecret, Label: "Proxy password",
			Help: "The password that goes with network.proxyUsername.", Example: "--secretenv PROXY_PASSWORD",
		},
		{
			Key: "network.caFile", Kind: KindFile, Label: "Additional CA",
			Help:    "PEM file with certificate authorities to trust for HTTPS, beside the system's.",
			Example: "/etc/ssl/company-ca.pem",
			at:      func(s *Settings) any { return &s.Network.CAFile },
		},
		{
			Key: "file.path", Kind: KindFile, Directory: DirectoryFile, Label: "File",
			Help:    "The LDIF, CSV or JSON file that holds users and groups (see docs/directories/file.md).",
			Example: "/srv/hr/export.csv",
			at:      func(s *Settings) any { return &s.File.Path },
		},
		{
			Key: "file.format", Kind: KindChoice, Directory: DirectoryFile, Label: "Format",
			Help:    "The format of the file. auto goes by the ending of its name.",
			Example: "csv", Default: "auto", Allowed: []string{"auto", "ldif", "csv", "json"},
			at: func(s *Settings) any { return &s.File.Format },
		},
		{
			Key: "log.level", Kind: KindChoice, Label: "Log level",
			Help:    "The least important messages that are written to the log. debug also writes email addresses.",
			Example: "debug", Default: "info", Allowed: []string{"debug", "info", "warn", "error"},
			at: func(s *Settings) any { return &s.Log.Level },
		},
		{
			Key: "update.check", Kind: KindBool, Label: "Look for updates",
			Help:    "Whether 'bwdc update' and the window may ask for the newest release.",
			Example: "false", Default: "true",
			at: func(s *Settings) any { return &s.Update.Check },
		},
		{
			Key: "update.url", Kind: KindText, Label: "Release address",
			Help:    "Where the newest release is described, in the format of GitHub's 'latest release' API. Empty: nowhere.",
			Example: "https://updates.example.com/latest.json",
			at:      func(s *Settings) any { return &s.Update.URL }, check: checkURL,
		},
	}
}

// cloudDefinitions are the settings of the cloud directories.
func cloudDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "entra.identityAuthority", Kind: KindChoice, Directory: DirectoryEntra, Label: "Cloud",
			Help:    "The Microsoft cloud of the tenant.",
			Example: "login.microsoftonline.us", Default: "login.microsoftonline.com",
			Allowed: []string{"login.microsoftonline.com", "login.microsoftonline.us", "login.chinacloudapi.cn"},
			at:      func(s *Settings) any { return &s.Entra.IdentityAuthority },
		},
		{
			Key: "entra.tenant", Kind: KindText, Directory: DirectoryEntra, Label: "Tenant",
			Help: "Domain name or id of the tenant.", Example: "company.onmicrosoft.com",
			at: func(s *Settings) any { return &s.Entra.Tenant },
		},
		{
			Key: "entra.applicationId", Kind: KindText, Directory: DirectoryEntra, Label: "Application id",
			Help: "Client id of the app registration.", Example: "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d",
			at: func(s *Settings) any { return &s.Entra.ApplicationID },
		},
		{
			Key: "entra.key", Aliases: []string{"azure.key"}, Kind: KindSecret, Directory: DirectoryEntra, Label: "Client secret",
			Help: "Client secret of the app registration.", Example: "--secretfile /run/secrets/entra",
		},
		{
			Key: "google.clientEmail", Kind: KindText, Directory: DirectoryGoogle, Label: "Client email",
			Help: "Email of the service account.", Example: "sync@project.iam.gserviceaccount.com",
			at: func(s *Settings) any { return &s.Google.ClientEmail },
		},
		{
			Key: "google.privateKey", Aliases: []string{"gsuite.key"}, Kind: KindSecret, Directory: DirectoryGoogle, Label: "Private key",
			Help: "Private key of the service account, PEM.", Example: "--secretfile /run/secrets/google.pem",
		},
		{
			Key: "google.domain", Kind: KindText, Directory: DirectoryGoogle, Label: "Domain",
			Help: "The one domain to read, where customer is not set.", Example: "example.com",
			at: func(s *Settings) any { return &s.Google.Domain },
		},
		{
			Key: "google.adminUser", Kind: KindText, Directory: DirectoryGoogle, Label: "Admin user",
			Help: "The administrator that the service account acts for.", Example: "admin@example.com",
			at: func(s *Settings) any { return &s.Google.AdminUser },
		},
		{
			Key: "google.customer", Kind: KindText, Directory: DirectoryGoogle, Label: "Customer",
			Help: "The customer id; my_customer reads all domains of the account.", Example: "my_customer",
			at: func(s *Settings) any { return &s.Google.Customer },
		},
		{
			Key: "okta.orgUrl", Kind: KindText, Directory: DirectoryOkta, Label: "Organization URL",
			Help: "The address of the Okta organization.", Example: "https://example.okta.com",
			at: func(s *Settings) any { return &s.Okta.OrgURL }, check: checkURL,
		},
		{
			Key: "okta.token", Kind: KindSecret, Directory: DirectoryOkta, Label: "API token",
			Help: "API token of a read-only administrator.", Example: "--secretenv OKTA_TOKEN",
		},
		{
			Key: "onelogin.clientId", Kind: KindText, Directory: DirectoryOneLogin, Label: "Client id",
			Help: "Client id of the API credential.", Example: "5f0f8c2e",
			at: func(s *Settings) any { return &s.OneLogin.ClientID },
		},
		{
			Key: "onelogin.clientSecret", Aliases: []string{"onelogin.secret"}, Kind: KindSecret, Directory: DirectoryOneLogin, Label: "Client secret",
			Help: "Client secret of the API credential.", Example: "--secretenv ONELOGIN_SECRET",
		},
		{
			Key: "onelogin.region", Kind: KindChoice, Directory: DirectoryOneLogin, Label: "Region",
			Help: "Where the account lives.", Example: "eu", Default: "us", Allowed: []string{"us", "eu"},
			at: func(s *Settings) any { return &s.OneLogin.Region },
		},
	}
}
