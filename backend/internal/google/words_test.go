package google_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestKeysAsAdministratorsHaveThem(t *testing.T) {
	t.Parallel()
	key := googletest.GoodKey()
	good, file := key.PEM(t), key.File(t)
	escaped := strings.ReplaceAll(good, "\n", `\n`)
	pkcs1 := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key.Private)}))
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	inner := strings.Split(good, "\n")[5]
	for name, test := range map[string]struct {
		email, key string
		want       string // part of the error; "" for a good one
	}{
		"a PEM file":                {googletest.ClientEmail, good, ""},
		"PKCS #1":                   {googletest.ClientEmail, pkcs1, ""},
		"line breaks as \\n":        {googletest.ClientEmail, escaped, ""},
		"a line of the key file":    {googletest.ClientEmail, `"private_key": "` + escaped + `",`, ""},
		"line breaks as spaces":     {googletest.ClientEmail, strings.ReplaceAll(good, "\n", " "), ""},
		"no line breaks":            {googletest.ClientEmail, strings.ReplaceAll(good, "\n", ""), ""},
		"line breaks of Windows":    {googletest.ClientEmail, "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"), ""},
		"the JSON key file":         {googletest.ClientEmail, file, ""},
		"the file without email":    {"", file, ""},
		"nothing":                   {googletest.ClientEmail, "", "google.privateKey is not set"},
		"something else":            {googletest.ClientEmail, inner, "there is no -----BEGIN PRIVATE KEY-----"},
		"half a JSON file":          {googletest.ClientEmail, file[:len(file)/2], "begins like a JSON key file, but is not a whole one"},
		"an OAuth client":           {"", `{"installed":{"client_id":"x","client_secret":"` + inner + `"}}`, "is the file of an OAuth client"},
		"a user's file":             {"", `{"type":"authorized_user","refresh_token":"` + inner + `"}`, `is a file of type "authorized_user"`},
		"a file without key":        {googletest.ClientEmail, `{"type":"service_account"}`, "without private_key"},
		"another account's file":    {"other@project.iam.gserviceaccount.com", file, "is the key file of " + googletest.ClientEmail},
		"cut off":                   {googletest.ClientEmail, good[:len(good)/2], "is cut off: there is no -----END PRIVATE KEY-----"},
		"damaged":                   {googletest.ClientEmail, strings.Replace(good, "M", "*", 1), "is damaged"},
		"a line is missing":         {googletest.ClientEmail, strings.Replace(good, inner+"\n", "", 1), "is damaged or incomplete"},
		"a certificate":             {googletest.ClientEmail, "-----BEGIN CERTIFICATE-----\n" + inner + "\n-----END CERTIFICATE-----", "holds a certificate, not a private key"},
		"with a password":           {googletest.ClientEmail, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + inner, "is encrypted with a password"},
		"an elliptic curve":         {googletest.ClientEmail, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "is not an RSA key"},
		"no client email":           {"", good, "google.clientEmail is not set"},
		"the administrator's email": {googletest.AdminUser, good, "is not the address of a service account"},
	} {
		_, err := google.New(google.Config{
			Settings:   config.Google{ClientEmail: test.email, AdminUser: googletest.AdminUser, Customer: "my_customer"},
			PrivateKey: config.NewSecret(test.key),
		})
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want == "":
		case !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), test.want) || directory.HintOf(err) == "":
			t.Errorf("%s: error %v, hint %q", name, err, directory.HintOf(err))
		case strings.Contains(fmt.Sprintf("%v %+v %s", err, err, directory.HintOf(err)), inner[:20]):
			t.Errorf("%s: the key is shown: %v", name, err)
		}
	}
}

func TestSettingsThatCanNotBe(t *testing.T) {
	t.Parallel()
	for want, set := range map[string]config.Google{
		"google.adminUser is not set":                         {Customer: "my_customer"},
		"google.adminUser is a service account":               {Customer: "my_customer", AdminUser: googletest.ClientEmail},
		`google.adminUser "admin" is not an email address`:    {Customer: "my_customer", AdminUser: "admin"},
		"neither google.customer nor google.domain is set":    {AdminUser: googletest.AdminUser},
		`google.domain "https://example.com" is not a domain`: {AdminUser: googletest.AdminUser, Domain: "https://example.com"},
	} {
		set.ClientEmail = googletest.ClientEmail
		_, err := google.New(google.Config{Settings: set, PrivateKey: config.NewSecret(googletest.GoodKey().PEM(t))})
		if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), want) || directory.HintOf(err) == "" {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestErrorsInWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*company)
		change  func(*google.Config)
		want    error
		text    string
		hint    string
	}{
		"missing delegation": {func(c *company) { c.Delegate() }, nil, directory.ErrPermission, "unauthorized_client", "Manage domain-wide delegation"},
		"a wrong admin user": {nil, func(c *google.Config) { c.Settings.AdminUser = "nobody@example.com" }, directory.ErrAuth, "Invalid email or User ID", "google.adminUser"},
		"a user who is no administrator": {func(c *company) { c.SetAdmin("user@example.com", false) }, func(c *google.Config) { c.Settings.AdminUser = "user@example.com" },
			directory.ErrPermission, "Not Authorized to access this resource/api", "Users > Read"},
		"a wrong key": {nil, func(c *google.Config) { c.PrivateKey = config.NewSecret(googletest.OtherKey().PEM(t)) }, directory.ErrAuth, "Invalid JWT Signature", "create a new one"},
		"another account": {nil, func(c *google.Config) { c.Settings.ClientEmail = "x@project.iam.gserviceaccount.com" },
			directory.ErrAuth, "account not found", "google.clientEmail"},
		"a wrong clock": {nil, func(c *google.Config) { c.Now = func() time.Time { return time.Now().Add(-3 * time.Hour) } },
			directory.ErrAuth, "short-lived token", "clock"},
		"a disabled API":   {func(c *company) { c.DisableAPI() }, nil, directory.ErrPermission, "has not been used in project", "Enable the Admin SDK API"},
		"another domain":   {nil, func(c *google.Config) { c.Settings.Customer, c.Settings.Domain = "", "example.org" }, directory.ErrConfig, "Domain not found", "google.domain"},
		"another customer": {nil, func(c *google.Config) { c.Settings.Customer = "C0000" }, directory.ErrConfig, "Invalid Input: customer", "my_customer"},
		"a wrong query":    {nil, func(c *google.Config) { c.UserQuery = "orgunit is x" }, directory.ErrConfig, "Invalid Input: query", "sync.userFilter"},
		"a lost scope": {func(c *company) {
			f := refusal(403, "insufficientPermissions", "Request had insufficient authentication scopes")
			f.Match = to("/users")
			c.Fail(99, f)
		}, nil, directory.ErrPermission, "insufficient authentication scopes", "three scopes"},
		"quota for good": {func(c *company) {
			f := refusal(403, "userRateLimitExceeded", "User Rate Limit Exceeded")
			f.Match = to("/users")
			c.Fail(99, f)
		}, nil, directory.ErrIncomplete, "userRateLimitExceeded", "Quotas"},
		"half a token": {func(c *company) { c.Fail(99, cloudtest.Fault{Status: 200, Body: `{"access_token":"hunter2`}) }, nil, directory.ErrIncomplete, "the answer holds no token", "network.caFile"},
		"half a letter": {func(c *company) {
			c.Fail(99, cloudtest.Fault{Status: 200, Body: `{"kind":"admin#directory#groups","groups":[{"id":"07","name":"Staff \ude00"}]}`, Match: to("/groups")})
		}, nil, directory.ErrIncomplete, `\ude00 at byte 69 is half of a character, near the id "07"`, "look near the id"},
		"another server": {func(c *company) { c.Fail(99, cloudtest.Fault{Status: 404, Body: "<html>hunter2"}) }, nil, directory.ErrConfig, "not an answer of the Google API", "proxy"},
		"a proxy":        {func(c *company) { c.Fail(99, cloudtest.Fault{Status: 407, Body: "<html>hunter2"}) }, nil, directory.ErrUnreachable, "HTTP 407", "network.proxyUsername"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 2, 1, googletest.Options{})
			if test.prepare != nil {
				test.prepare(c)
			}
			_, err := open(t, c.Server, func(g *google.Config) {
				g.Transport.Retry.Tries = 2
				if test.change != nil {
					test.change(g)
				}
			}).Fetch(t.Context(), nil)
			sourcetest.WantError(t, err, test.want, test.text, test.hint, "hunter2", "assertion")
		})
	}
}

func TestLogInAnswers(t *testing.T) {
	t.Parallel()
	sourcetest.LogIns(t, []sourcetest.LogInAnswer{
		{Status: 401, Body: `{"error":"invalid_client","error_description":"The OAuth client was not found."}`, Want: directory.ErrAuth, Text: "was not found", Hint: "create a new one"},
		{Status: 400, Body: `{"error":"invalid_grant","error_description":"Invalid JWT Signature."}`, Want: directory.ErrAuth, Text: "Invalid JWT", Hint: "create a new one"},
		{Status: 401, Body: `{"error":"disabled_client"}`, Want: directory.ErrAuth, Text: "disabled_client", Hint: "create a new one"},
		{Status: 401, Body: `{"error":"unauthorized_client"}`, Want: directory.ErrPermission, Text: "unauthorized_client", Hint: "domain-wide delegation"},
		{Status: 400, Body: `{"error":"access_denied"}`, Want: directory.ErrPermission, Text: "access_denied", Hint: "domain-wide delegation"},
		{Status: 400, Body: `{"error":"invalid_scope"}`, Want: directory.ErrPermission, Text: "invalid_scope", Hint: "domain-wide delegation"},
		{Status: 400, Body: `{"error":"internal_failure"}`, Want: directory.ErrIncomplete, Text: "internal_failure", Hint: "nothing about the key"},
	}, func(t *testing.T, status int, body string) error {
		c := newCompany(t, 1, 0, googletest.Options{})
		c.Fail(1000, cloudtest.Fault{Status: status, Body: body, Match: to("token")})
		_, err := open(t, c.Server, func(g *google.Config) { g.Transport.Retry.Tries = 2 }).Fetch(t.Context(), nil)
		return err
	})
}

func TestCheckSteps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*company)
		change  func(*google.Config)
		want    []string // name status: part of the detail
		wantErr error
	}{
		"all is well": {nil, nil, []string{
			"address ok: ", "token ok: may act for admin@example.com", "users ok: 3 users found in customer my_customer, suspended or archived: 1",
			"groups ok: 2 groups found", `members ok: 3 members found in group "Group 0000"`,
		}, nil},
		"without groups": {nil, func(c *google.Config) { c.SyncGroups = false }, []string{"address ok: ", "token ok: ", "users ok: "}, nil},
		"another server": {func(c *company) { c.Fail(9, cloudtest.Fault{Status: 404, Body: "x"}) }, nil, []string{"address failed: not an answer of the Google API"}, directory.ErrConfig},
		"no delegation":  {func(c *company) { c.Delegate() }, nil, []string{"address ok: ", "token failed: unauthorized_client"}, directory.ErrPermission},
		"a disabled API": {func(c *company) { c.DisableAPI() }, nil, []string{"address ok: ", "token ok: ", "users failed: accessNotConfigured"}, directory.ErrPermission},
		"members can't be read": {func(c *company) {
			f := refusal(403, "forbidden", "Not Authorized to access this resource/api")
			f.Match = to("/groups/{id}/members")
			c.Fail(9, f)
		}, nil, []string{"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members failed: Not Authorized"}, directory.ErrPermission},
		"nobody is found": {nil, func(c *google.Config) { c.UserQuery, c.GroupQuery = "email:x", "email:y" },
			[]string{"address ok: ", "token ok: ", "users warning: with the query email:x", "groups warning: with the query email:y"}, nil},
		"no group is chosen":  {nil, func(c *google.Config) { c.GroupNames = sourcetest.NotPrefix("Group") }, []string{"address ok: ", "token ok: ", "users ok: ", "groups warning: chooses none"}, nil},
		"one group is chosen": {nil, func(c *google.Config) { c.GroupNames = sourcetest.NotPrefix("Group 0000") }, []string{"address ok: ", "token ok: ", "users ok: ", "groups ok: chooses 1 of the first 2", "members ok: "}, nil},
		"empty groups": {func(c *company) { c.SetMembers(c.groups[0]); c.SetMembers(c.groups[1]) }, nil,
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members warning: no member found in the first 2 groups"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 3, 2, googletest.Options{})
			c.ChangeUser(c.users[0], func(u *googletest.User) { u.Suspended = true })
			if test.prepare != nil {
				test.prepare(c)
			}
			sourcetest.CheckSteps(t, open(t, c.Server, test.change), test.want, test.wantErr)
		})
	}
}
