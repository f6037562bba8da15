package config

import "slices"

// generalDefinitions are the settings that do not belong to one directory, and
// those of a directory in a file.
func generalDefinitions() []*Definition {
	return slices.Concat(serverDefinitions(), networkDefinitions(), fileDefinitions(), programDefinitions())
}

// serverDefinitions say from where to where: the directory's kind and the
// organization's server.
func serverDefinitions() []*Definition {
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
		},
		{
			Key: "server.url", Aliases: []string{"server"}, Kind: KindText, Label: "Server URL",
			Help:    "The Bitwarden server. Bitwarden's clouds are https://bitwarden.com (US) and https://bitwarden.eu (EU); a self-hosted server has its own address.",
			Example: "https://vault.example.com", Default: "https://bitwarden.com",
			check: checkURL,
		},
		{
			Key: "server.webVault", Kind: KindText, Label: "Web vault URL",
			Help:    "Only where the web vault of a self-hosted server has an address of its own.",
			Example: "https://vault.example.com",
			check:   checkURL,
		},
		{
			Key: "server.api", Kind: KindText, Label: "API URL",
			Help:    "Only where the API of a self-hosted server has an address of its own.",
			Example: "https://api.example.com",
			check:   checkURL,
		},
		{
			Key: "server.identity", Kind: KindText, Label: "Identity URL",
			Help:    "Only where the identity service of a self-hosted server has an address of its own.",
			Example: "https://identity.example.com",
			check:   checkURL,
		},
		{
			Key: "server.organizationName", Kind: KindText, Label: "Organization name",
			Help:    "What the organization is called in pages, notices and on the command line: a log-in tells only its id. A log-in to another organization forgets it.",
			Example: "Example Ltd",
		},
		{
			Key: "server.clientSecret", Kind: KindSecret, Label: "Client secret",
			Help:    "The secret of the organization's API key. Saved by the log-in; BW_CLIENTSECRET overrides it.",
			Example: "--secretenv BW_CLIENTSECRET",
		},
	}
}

// networkDefinitions say how HTTPS servers are reached.
func networkDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "network.proxy", Kind: KindText, Label: "Proxy",
			Help:    "Proxy for HTTPS servers. Empty: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. LDAP connections use no proxy.",
			Example: "http://proxy.example.com:3128",
			check:   checkProxy,
		},
		{
			Key: "network.proxyUsername", Kind: KindText, Label: "Proxy user name",
			Help: "The name to log in to the proxy with, where it wants one.", Example: "bwdc",
		},
		{
			Key: "network.proxyPassword", Kind: KindSecret, Label: "Proxy password",
			Help: "The password that goes with network.proxyUsername.", Example: "--secretenv PROXY_PASSWORD",
		},
		{
			Key: "network.caFile", Kind: KindFile, Label: "Additional CA",
			Help:    "PEM file with certificate authorities to trust for HTTPS, beside the system's.",
			Example: "/etc/ssl/company-ca.pem",
		},
	}
}

// programDefinitions are about the program itself.
func programDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "log.level", Kind: KindChoice, Label: "Log level",
			Help:    "The least important messages that are written to the log. debug also writes email addresses.",
			Example: "debug", Default: "info", Allowed: []string{"debug", "info", "warn", "error"},
		},
		{
			Key: "update.check", Kind: KindBool, Default: "true", Label: "Look for updates",
			Help: "Whether this program may ask for the newest release when somebody wants to know.",
		},
		{
			Key: "update.url", Kind: KindText, Label: "Release address",
			Help:    "Where the newest release is described, in the format of GitHub's 'latest release' API. Empty: nowhere.",
			Example: "https://updates.example.com/latest.json",
			check:   checkURL,
		},
	}
}
