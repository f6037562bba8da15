package config

// cloudDefinitions are the settings of the cloud directories.
func cloudDefinitions() []*Definition {
	return []*Definition{
		{
			Key: "entra.identityAuthority", Kind: KindChoice, Label: "Cloud",
			Help:    "The Microsoft cloud of the tenant: worldwide, US Government (L4), US Government DoD (L5) or China.",
			Example: "login.microsoftonline.us", Default: "login.microsoftonline.com",
			Allowed: []string{"login.microsoftonline.com", "login.microsoftonline.us", "dod-graph.microsoft.us", "login.chinacloudapi.cn"},
		},
		{
			Key: "entra.tenant", Kind: KindText, Label: "Tenant",
			Help: "Domain name or id of the tenant.", Example: "company.onmicrosoft.com",
		},
		{
			Key: "entra.applicationId", Kind: KindText, Label: "Application id",
			Help: "Client ID of the app registration.", Example: "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d",
		},
		{
			Key: "entra.key", Aliases: []string{"azure.key"}, Kind: KindSecret, Label: "Client secret",
			Help: "Client secret of the app registration: its Value, not its Secret ID.", Example: "--secretfile /run/secrets/entra",
		},
		{
			Key: "google.clientEmail", Kind: KindText, Label: "Client email",
			Help: "Email of the service account.", Example: "sync@project.iam.gserviceaccount.com",
		},
		{
			Key: "google.privateKey", Aliases: []string{"gsuite.key"}, Kind: KindSecret, Label: "Private key",
			Help: "Key of the service account: the whole JSON key file, or the private key in it as PEM.", Example: "--secretfile /run/secrets/google-key.json",
		},
		{
			Key: "google.domain", Kind: KindText, Label: "Domain",
			Help: "The one domain to read. It counts only where customer is not set; one of the two must be.", Example: "example.com",
		},
		{
			Key: "google.adminUser", Kind: KindText, Label: "Admin user",
			Help: "The administrator that the service account acts for.", Example: "admin@example.com",
		},
		{
			Key: "google.customer", Kind: KindText, Label: "Customer",
			Help: "The customer id; my_customer reads all domains of the account.", Example: "my_customer",
		},
		{
			Key: "okta.orgUrl", Kind: KindText, Label: "Organization URL",
			Help: "The address of the Okta organization, without a path, and not that of the Admin Console (-admin).", Example: "https://example.okta.com",
			check: checkURL,
		},
		{
			Key: "okta.token", Kind: KindSecret, Label: "API token",
			Help: "API token of a read-only administrator.", Example: "--secretenv OKTA_TOKEN",
		},
		{
			Key: "onelogin.clientId", Kind: KindText, Label: "Client ID",
			Help: "Client ID of the API credential.", Example: "5f0f8c2e",
		},
		{
			Key: "onelogin.clientSecret", Aliases: []string{"onelogin.secret"}, Kind: KindSecret, Label: "Client secret",
			Help: "Client secret of the API credential.", Example: "--secretenv ONELOGIN_SECRET",
		},
		{
			Key: "onelogin.region", Kind: KindChoice, Label: "Region",
			Help: "Where the account lives.", Example: "eu", Default: "us", Allowed: []string{"us", "eu"},
		},
	}
}
