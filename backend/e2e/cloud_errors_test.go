package e2e

import (
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/onelogintest"
)

// A mistake is what an administrator got wrong, and what bwdc says to it.
type mistake struct {
	// settings are wrong, secret replaces the true one where it is not empty,
	// and vendor changes the other side.
	settings settings
	secret   string
	vendor   func(t *testing.T, c cloud)
	// says is what went wrong, and what to change.
	says []string
}

// renew registers the app again, with fewer permissions.
func renew(permissions ...string) func(*testing.T, cloud) {
	return func(t *testing.T, c cloud) {
		t.Helper()
		c.server.(*graphtest.Server).AddApp(c.settings["entra.applicationId"], c.secret[1], permissions...)
	}
}

func entraMistakes(*testing.T) map[string]mistake {
	return map[string]mistake{
		"wrong tenant": {settings: settings{"entra.tenant": "contosso.com"}, says: []string{
			"there is no such tenant in this cloud", "AADSTS90002", "Set entra.tenant to the Tenant ID", "entra.identityAuthority",
		}},
		"another app registration": {settings: settings{"entra.applicationId": "2b1f3c4d-0000-4000-8000-000000000001"}, says: []string{
			"the tenant has no such app registration", "AADSTS700016", "Set entra.applicationId to the Application (client) ID",
		}},
		"wrong secret": {secret: "another~value", says: []string{
			"the client secret is wrong", "AADSTS7000215", "Set entra.key to the Value of the client secret",
		}},
		"the secret's id": {secret: "11111111-2222-4333-8444-555555555555", says: []string{
			"entra.key looks like the Secret ID", "Set entra.key to the Value",
		}},
		"expired secret": {
			vendor: func(_ *testing.T, c cloud) {
				c.server.(*graphtest.Server).ExpireSecret(c.settings["entra.applicationId"])
			},
			says: []string{"the client secret has expired", "AADSTS7000222", "Create a new client secret"},
		},
		// Users and groups are asked for at once: either may be refused first.
		"missing consent": {vendor: renew(), says: []string{"the app registration may not read", ".Read.All is missing", "Grant admin consent"}},
		"consent to half of it": {vendor: renew("User.Read.All"), says: []string{
			"the permission Group.Read.All is missing", "add Group.Read.All, and choose Grant admin consent",
		}},
	}
}

func googleMistakes(t *testing.T) map[string]mistake {
	const newKey = "Create a key of type JSON for the service account"
	key := googletest.GoodKey()
	return map[string]mistake{
		"disabled API": {
			vendor: func(_ *testing.T, c cloud) { c.server.(*googletest.Server).DisableAPI() },
			says:   []string{"Admin SDK API has not been used in project 123456", "APIs & Services > Library > Admin SDK API > Enable"},
		},
		"missing delegation": {
			vendor: func(_ *testing.T, c cloud) { c.server.(*googletest.Server).Delegate() },
			says:   []string{"unauthorized_client", "Manage domain-wide delegation", "the three scopes"},
		},
		"somebody who is not there": {settings: settings{"google.adminUser": "nobody@example.com"}, says: []string{
			"Invalid email or User ID", "Set google.adminUser",
		}},
		"key of another service account": {secret: googletest.OtherKey().PEM(t), says: []string{
			"Invalid JWT Signature", "The key does not belong to the service account, or was deleted",
		}},
		"key file of another service account": {
			secret: strings.Replace(key.File(t), googletest.ClientEmail, "other@project.iam.gserviceaccount.com", 1),
			says:   []string{"is the key file of other@project.iam.gserviceaccount.com", "Set google.clientEmail to"},
		},
		"file of an OAuth client": {secret: `{"installed":{"client_id":"1.apps.googleusercontent.com","client_secret":"GOCSPX-very-secret"}}`, says: []string{
			"is the file of an OAuth client", newKey,
		}},
		"half a key":    {secret: key.PEM(t)[:400], says: []string{"google.privateKey is cut off", newKey}},
		"a certificate": {secret: "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n", says: []string{"holds a certificate, not a private key", newKey}},
		"neither customer nor domain": {settings: settings{"google.customer": ""}, says: []string{
			"neither google.customer nor google.domain is set", "Set google.customer to my_customer",
		}},
	}
}

func oktaMistakes(*testing.T) map[string]mistake {
	return map[string]mistake{
		"a path": {settings: settings{"okta.orgUrl": "https://example.okta.com/app/UserHome"}, says: []string{
			"goes on after the host (/app/UserHome)", "Set okta.orgUrl to https://example.okta.com, without a path",
		}},
		"the Admin Console": {settings: settings{"okta.orgUrl": "https://example-admin.okta.com"}, says: []string{
			"is the address of the Admin Console", "Set okta.orgUrl to https://example.okta.com (without -admin)",
		}},
		"in the clear": {settings: settings{"okta.orgUrl": "http://example.okta.com"}, says: []string{
			"starts with http://", "Set okta.orgUrl to https://example.okta.com",
		}},
		"wrong token": {secret: "00another-token", says: []string{"Invalid token provided", "E0000011", "set okta.token"}},
		"token that may not read groups": {
			vendor: func(_ *testing.T, c cloud) {
				c.server.(*oktatest.Server).AddToken(c.secret[1], oktatest.Rights{Users: true})
			},
			says: []string{"You do not have permission", "Read-only Administrator"},
		},
	}
}

func oneLoginMistakes(*testing.T) map[string]mistake {
	return map[string]mistake{
		"wrong secret":    {secret: "another-secret", says: []string{"Authentication Failure", "Client id or secret is wrong", "onelogin.region"}},
		"wrong client id": {settings: settings{"onelogin.clientId": "nobody"}, says: []string{"Authentication Failure", "set onelogin.clientId"}},
		"too small a scope": {
			vendor: func(_ *testing.T, c cloud) {
				c.server.(*onelogintest.Server).AddCredential(c.settings["onelogin.clientId"], c.secret[1], onelogintest.ScopeAuthentication)
			},
			says: []string{"Insufficient permissions", "the scope Read Users"},
		},
	}
}

// TestCloudMistakesAreToldInWords: what is wrong, and what to change, by the
// check and by every command that reads; never the secret.
func TestCloudMistakesAreToldInWords(t *testing.T) {
	t.Parallel()
	for kind, list := range map[string]func(*testing.T) map[string]mistake{
		"entra": entraMistakes, "google": googleMistakes, "okta": oktaMistakes, "onelogin": oneLoginMistakes,
	} {
		for name, m := range list(t) {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				c := clouds[kind](t)
				if m.secret != "" {
					c.secret[1] = m.secret
				}
				if m.vendor != nil {
					m.vendor(t, c)
				}
				p := newProfile(t)
				p.replaceSettings(c.settings.with(m.settings))
				p.reach(t, c)
				for _, command := range [][]string{{"check"}, {"test"}, {"test", "--log-level", "debug"}} {
					p.exits(1, command...).says(m.says...).saysNot(secretLines(c.secret[1])...)
				}
				nothingInTheClear(t, p.dir, secretLines(c.secret[1])...)
			})
		}
	}
}

// secretLines are the lines of a secret that would tell something of it.
func secretLines(secret string) (lines []string) {
	for line := range strings.Lines(secret) {
		line = strings.TrimSpace(line)
		if len(line) >= 12 && !strings.HasPrefix(line, "-----") && !strings.HasPrefix(line, "\"") {
			lines = append(lines, line)
		}
	}
	return lines
}

// TestGoogleKeysAsAdministratorsHaveThem: the key file as it was downloaded,
// its private key alone, and that with \n in place of line breaks.
func TestGoogleKeysAsAdministratorsHaveThem(t *testing.T) {
	t.Parallel()
	pem := googletest.GoodKey().PEM(t)
	for name, secret := range map[string]string{
		"the file": googletest.GoodKey().File(t), "the key": pem,
		"with escaped line breaks": strings.ReplaceAll(pem, "\n", `\n`),
		"the same in quotes":       `"` + strings.ReplaceAll(pem, "\n", `\n`) + `"`,
		"with those of Windows":    strings.ReplaceAll(pem, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newGoogle(t)
			c.secret[1] = secret
			p := newProfile(t)
			p.replaceSettings(c.settings)
			p.reach(t, c)
			p.ok("check").says("may act for " + googletest.AdminUser)
		})
	}
}
