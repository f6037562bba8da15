package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
)

const otherOrganization = "11111111-2222-4333-8444-555555555555"

func TestLogInThatIsRefusedKeepsNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	for _, c := range []struct {
		id, secret string
		code       app.Code
		want       string
	}{
		{f.server.ClientID(), "wrong-secret", app.CodeAuth, "log-in refused by the server"},
		{"organization." + otherOrganization, f.server.ClientSecret(), app.CodeAuth, "log-in refused by the server"},
		{"user." + otherOrganization, "wrong-secret", app.CodeSettings, "API key of a person"},
		{"organization.1234", "wrong-secret", app.CodeSettings, "copy the whole client id"},
		{"", "wrong-secret", app.CodeSettings, "the client id is empty"},
		{f.server.ClientID(), "", app.CodeSettings, "the client secret is empty"},
	} {
		_, err := a.Login(t.Context(), c.id, config.NewSecret(c.secret))
		fails(t, err, c.code, c.want)
		if _, err := a.Account(t.Context()); !errors.Is(err, app.ErrNotLoggedIn) {
			t.Errorf("%s: logged in: %v", c.id, err)
		}
		if got := value(t, a, "server.clientSecret"); got != " (none)" {
			t.Errorf("the secret is kept: %q", got)
		}
	}
	if where := holds(t, f.data, "wrong-secret"); where != nil {
		t.Errorf("the secret is in %v", where)
	}

	// One that was good before stays.
	f.login(a)
	_, err := a.Login(t.Context(), f.server.ClientID(), config.NewSecret("wrong-secret"))
	fails(t, err, app.CodeAuth)
	syncs(t, a)
}

func TestLogInThatCannotBeKeptLeavesTheOneBefore(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	before := everything(t, a)
	f.server.RotateSecret("rotated-secret")
	ctx, free := f.readOnly("default")
	_, err := a.Login(ctx, f.server.ClientID(), config.NewSecret("rotated-secret"))
	free()
	if err == nil {
		t.Fatal("the database could be written")
	}
	if diff := cmp.Diff(before, everything(t, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLogOutAndBeforeLogIn(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	before := lastRun(t, a)
	if err := a.Logout(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := value(t, a, "server.clientSecret"); got != " (none)" {
		t.Errorf("the secret is kept: %q", got)
	}
	if got := value(t, a, "file.path"); got != f.people+" (set)" {
		t.Errorf("settings are lost: %q", got)
	}
	s, err := a.Status(t.Context())
	if err != nil || s.LoggedIn || s.Members != 3 || s.Last == nil || s.Last.ID != before.ID {
		t.Errorf("got %+v, %v", s, err)
	}
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeNotLoggedIn, "bwdc login")
	if run := lastRun(t, a); run.Result != "failed" || run.ErrorCode != "not-logged-in" || run.Hint == "" {
		t.Errorf("the history says %+v", run)
	}
	// A test works, compares with what this organization has accepted, and
	// says that it could not look at it.
	f.staff("ada", "grace", "barbara", "joan")
	v, err := a.Test(t.Context(), app.TestRequest{TestOptions: app.TestOptions{SinceLast: true}})
	if err != nil || len(v.Enabled) != 1 || len(v.Plan.Warnings) != 1 || !strings.Contains(v.Plan.Warnings[0].Text, "nobody is logged in") {
		t.Errorf("got %+v, %v", v, err)
	}
	if err := a.Logout(t.Context()); err != nil {
		t.Errorf("a second time: %v", err)
	}
	f.login(a)
	syncs(t, a)
}

func TestServerThatChangedAfterLogIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "server.url", "https://vault.example.com")
	_, err := a.Sync(t.Context(), yes())
	fails(t, err, app.CodeNotLoggedIn, "at https://vault.example.com/api", "the last log-in was at "+f.url, "Log in again")
	if _, err := a.Test(t.Context(), app.TestRequest{}); err != nil {
		t.Errorf("a test does not work: %v", err)
	}
	set(t, a, "server.url", f.url+"/")
	syncs(t, a)
}

func TestLogInSaysThatTheEnvironmentNamesAnother(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.setenv("BW_CLIENTID", "organization."+otherOrganization)
	f.ready("default")
	if !strings.Contains(f.notices(), "BW_CLIENTID names another organization") {
		t.Errorf("notices: %s", f.notices())
	}
}

func TestCheckTellsEachStep(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	check := func() (lines string, err error) {
		var list []string
		err = a.Check(t.Context(), func(s app.CheckStep) { list = append(list, s.Part+" "+s.Name+": "+string(s.Status)) })
		return strings.Join(list, "\n"), err
	}
	_, err := check()
	fails(t, err, app.CodeSettings, "ldap.hostname: is not set")

	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	lines, err := check()
	if err != nil || !strings.HasSuffix(lines, "organization log in: warning") {
		t.Errorf("before log-in: %s, %v", lines, err)
	}
	f.login(a)
	lines, err = check()
	if err != nil || !strings.HasSuffix(lines, "organization log in: ok\norganization server: ok\norganization members: ok") && !strings.HasSuffix(lines, "organization log in: ok\norganization members: ok") {
		t.Errorf("got %s, %v", lines, err)
	}
	// A part that fails does not keep the other from being tried.
	set(t, a, "file.path", f.people+".gone")
	lines, err = check()
	fails(t, err, app.CodeDirectory, ".gone")
	if !strings.Contains(lines, "directory") || !strings.Contains(lines, "organization members: ok") {
		t.Errorf("got %s", lines)
	}
	// A directory whose settings are not complete.
	set(t, a, "directory", "okta", "okta.orgUrl", "https://example.okta.com")
	lines, err = check()
	fails(t, err, app.CodeDirectory, "okta.token is not set")
	if !strings.Contains(lines, "directory settings: failed") {
		t.Errorf("got %s", lines)
	}
	// Another server is not logged in to, which is a warning.
	nobody := fmt.Sprintf("http://127.0.0.1:%d", needs.FreePorts(t, 1)[0])
	set(t, a, "directory", "file", "file.path", f.people, "server.url", nobody)
	if _, err := check(); err != nil {
		t.Error(err)
	}
	// A log-in says that nobody listens there, and that it is the server.
	_, err = a.Login(t.Context(), f.server.ClientID(), config.NewSecret("any"))
	fails(t, err, app.CodeServer, "server unreachable", "nothing listens at this address")
}

// TestSecretsInTheClearAreSaid: before the secret goes over a network without
// encryption, and by a check.
func TestSecretsInTheClearAreSaid(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	said := func() string {
		t.Helper()
		text, err := a.Try(app.Draft{}).Unencrypted(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if text := said(); text != "" {
		t.Errorf("on loopback, too: %s", text)
	}
	// The fake stands in as the proxy, so that nothing leaves this machine.
	set(t, a, "server.url", "http://vault.example.com", "network.proxy", f.url)
	if text := said(); !strings.Contains(text, "The connection to vault.example.com is not encrypted") {
		t.Errorf("%q", text)
	}
	set(t, a, "server.url", f.url, "network.proxy", "")
	f.login(a)
	set(t, a, "server.identity", "http://vault.example.com", "network.proxy", f.url)
	var steps []app.CheckStep
	_ = a.Check(t.Context(), func(s app.CheckStep) { steps = append(steps, s) }) // may fail: nobody is there
	if !strings.Contains(fmt.Sprint(steps), "The connection to vault.example.com is not encrypted") {
		t.Errorf("steps: %v", steps)
	}
}

func TestLogInAtAnotherServerIsOneStep(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", f.people, "server.url", "https://before.example.com")
	server := func(key string) bool { return strings.HasPrefix(key, "server.") }
	at := func(url string) app.Draft { return app.Draft{Set: map[string]string{"server.url": url}} }
	before := everything(t, a)
	key := config.NewSecret(f.server.ClientSecret())
	for name, c := range map[string]struct {
		secret config.Secret
		draft  app.Draft
		code   app.Code
		want   string
	}{
		"a wrong secret":          {config.NewSecret("wrong-secret"), at(f.url), app.CodeAuth, "log-in refused"},
		"no server there":         {key, at("http://127.0.0.1:1"), app.CodeServer, "server unreachable"},
		"an address that is none": {key, at("ftp://example.com"), app.CodeSettings, "server.url"},
		"a setting that is not":   {key, app.Draft{Set: map[string]string{"server.nonsense": "1"}}, app.CodeSettings, "server.nonsense"},
		"no secret":               {config.Secret{}, at(f.url), app.CodeSettings, "the client secret is empty"},
	} {
		_, err := a.LoginWith(t.Context(), f.server.ClientID(), c.secret, c.draft, server)
		fails(t, err, c.code, c.want)
		if diff := cmp.Diff(before, everything(t, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	good := at(f.url)
	good.Forget = []string{"server.clientSecret"} // the one before, at most
	account, err := a.LoginWith(t.Context(), f.server.ClientID(), key, good, server)
	if err != nil || value(t, a, "server.url") != f.url+" (set)" {
		t.Fatalf("got %+v, %v, %s", account, err, value(t, a, "server.url"))
	}
	syncs(t, a)

	// Where it can't be kept, neither half is.
	before = everything(t, a)
	f.server.RotateSecret("rotated-secret")
	ctx, free := f.readOnly("default")
	_, err = a.LoginWith(ctx, f.server.ClientID(), config.NewSecret("rotated-secret"), at(f.url+"/"), server)
	free()
	if err == nil {
		t.Fatal("the database could be written")
	}
	if diff := cmp.Diff(before, everything(t, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
