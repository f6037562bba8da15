package app_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

// A form is tried before it is saved, in a profile that has nothing yet.
func TestADraftIsTriedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.setenv("BW_CLIENTID", f.server.ClientID())
	a, err := app.Open(f.options(""))
	if err != nil {
		t.Fatal(err)
	}
	draft := app.Draft{
		Set:     map[string]string{"directory": "File", "file.path": f.people, "SERVER.URL": f.url, "sync.userFilter": "exclude:grace@example.com"},
		Secrets: map[string]config.Secret{"server.clientSecret": config.NewSecret(f.server.ClientSecret())},
	}
	ctx := t.Context()
	if err := a.Try(draft).Validate(ctx); err != nil {
		t.Error(err)
	}
	var steps []string
	if err := a.Try(draft).Check(ctx, func(s app.CheckStep) { steps = append(steps, s.Part+" "+s.Name+" "+string(s.Status)) }); err != nil {
		t.Error(err)
	}
	if got := strings.Join(steps, ", "); !strings.Contains(got, "directory ") || !strings.Contains(got, "organization log in ok") || strings.Contains(got, "failed") {
		t.Errorf("steps: %s", got)
	}
	v, err := a.Try(draft).Test(ctx, app.TestRequest{})
	if err != nil || len(v.Enabled) != 2 || len(v.Plan.Changes) != 3 || len(v.Groups) != 1 {
		t.Errorf("got %+v, %v", v, err)
	}
	if _, err := a.Try(draft).Filter(ctx, nil); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(f.data); !os.IsNotExist(err) {
		t.Errorf("there is something now: %v", files(t, f.data))
	}
	if f.members() != "" {
		t.Errorf("members: %s", f.members())
	}
}

// What a draft does not name is as saved, what it unsets is as by default, and
// the environment has the last word.
func TestADraftIsAChangeOfWhatIsSaved(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "sync.userFilter", "include:ada@example.com")
	enabled := func(d app.Draft) int {
		t.Helper()
		v, err := a.Try(d).Test(t.Context(), app.TestRequest{})
		if err != nil {
			t.Fatal(err)
		}
		return len(v.Enabled)
	}
	filter := func(text string) app.Draft {
		return app.Draft{Set: map[string]string{"sync.userFilter": text}}
	}
	if got := []int{enabled(app.Draft{}), enabled(filter("exclude:ada@example.com")), enabled(app.Draft{Unset: []string{"sync.userfilter"}})}; !cmp.Equal(got, []int{1, 2, 3}) {
		t.Errorf("enabled: %v", got)
	}
	f.setenv("BWDC_SYNC_USER_FILTER", "include:grace@example.com,barbara@example.com")
	if got := enabled(filter("include:ada@example.com")); got != 2 {
		t.Errorf("the draft overrides the environment: %d", got)
	}
	if got := value(t, a, "sync.userFilter"); !strings.HasSuffix(got, "(environment)") {
		t.Errorf("got %s", got)
	}
	if lastMembers := f.members(); lastMembers != "" {
		t.Errorf("members: %s", lastMembers)
	}
	if s, err := a.Status(t.Context()); err != nil || !s.Times.Users.IsZero() || s.Last != nil {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestADraftMayForgetASecret(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	steps := func(d app.Draft) string {
		var list []string
		_ = a.Try(d).Check(t.Context(), func(s app.CheckStep) {
			if s.Part == "organization" {
				list = append(list, s.Name+" "+string(s.Status)+" "+s.Detail)
			}
		})
		return strings.Join(list, "; ")
	}
	forgotten := app.Draft{Forget: []string{"server.clientSecret"}}
	if got := steps(forgotten); !strings.Contains(got, "log in warning") || !strings.Contains(got, "client secret is not known") {
		t.Errorf("got %s", got)
	}
	wrong := app.Draft{Secrets: map[string]config.Secret{"server.clientSecret": config.NewSecret("another-secret")}}
	if got := steps(wrong); !strings.Contains(got, "log in failed") {
		t.Errorf("got %s", got)
	}
	f.setenv("BW_CLIENTSECRET", f.server.ClientSecret())
	if got := steps(forgotten) + steps(wrong); strings.Contains(got, "log in warning") || strings.Contains(got, "log in failed") {
		t.Errorf("the draft overrides the environment: %s", got)
	}
	f.setenv("BW_CLIENTSECRET", "")
	if got := steps(app.Draft{}); !strings.Contains(got, "log in ok") {
		t.Errorf("it is forgotten for good: %s", got)
	}
	elsewhere := app.Draft{Set: map[string]string{"server.url": "http://127.0.0.1:9"}}
	if got := steps(elsewhere); !strings.Contains(got, "the last log-in was at") {
		t.Errorf("got %s", got)
	}
}

// A secret that is only tried is written nowhere: not to the database, not to
// the secrets, and not to the log, even where a server repeats it.
func TestATriedSecretIsWrittenNowhere(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	const typed = "correct-horse-battery"
	opts := f.options("")
	var console strings.Builder
	opts.Console, opts.LogLevel = &console, "debug"
	var got string
	opts.Sources = func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
		password, err := c.Secret(ctx, "ldap.password")
		got = password.Reveal()
		c.Logger.Warn("the server said", "answer", "invalid password: "+got)
		return &stubSource{}, err
	}
	a, err := app.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	set(t, a, "ldap.hostname", "dc1", "ldap.username", "reader", "ldap.password", "saved-password")
	draft := app.Draft{Secrets: map[string]config.Secret{"LDAP.Password": config.NewSecret(typed)}}
	if _, err := a.Try(draft).Test(t.Context(), app.TestRequest{}); err != nil || got != typed {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := a.Try(app.Draft{Forget: []string{"ldap.password"}}).Test(t.Context(), app.TestRequest{}); err != nil || got != "" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := a.Test(t.Context(), app.TestRequest{}); err != nil || got != "saved-password" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if where := holds(t, f.data, typed); where != nil || strings.Contains(console.String(), typed) {
		t.Errorf("it is in %v and on the console:\n%s", where, console.String())
	}
	if where := holds(t, f.data, "the server said"); where == nil {
		t.Error("there is no such line in the log: this test proves nothing")
	}
	if secrets, err := a.Config().Export(t.Context(), app.YAML, true); err != nil || strings.Contains(string(secrets), typed) || !strings.Contains(string(secrets), "saved-password") {
		t.Errorf("got %s, %v", secrets, err)
	}
}

// A form asks what would be wrong while a password is being typed: its halves
// are no secrets, and texts that hold them stay as they are. What is said to be
// wrong never holds one.
func TestAHalfTypedSecretIsNoSecretYet(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	opts := f.options("")
	opts.Sources = func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
		_, err := c.Secret(ctx, "ldap.password")
		return &stubSource{}, err
	}
	a, err := app.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	const typed = "treeTopper"
	for half := 4; half <= len(typed); half++ {
		password := typed[:half]
		for _, d := range []app.Draft{
			{Secrets: map[string]config.Secret{"ldap.password": config.NewSecret(password)}},
			{Set: map[string]string{"LDAP.Password": password}},
			{Secrets: map[string]config.Secret{"ldap.hostname": config.NewSecret(password), "ldap.pasword": config.NewSecret(password)}},
		} {
			if err := a.Try(d).Validate(t.Context()); err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, app.Describe(err)), password) {
				t.Errorf("%q: got %v", password, err)
			}
		}
	}
	const text = "connected to treeline.com as treeTopper"
	if got := a.Redacted(text); got != text {
		t.Errorf("got %q", got)
	}
	// What is used becomes known.
	set(t, a, "ldap.hostname", "dc1", "ldap.username", "reader")
	if _, err := a.Try(app.Draft{Secrets: map[string]config.Secret{"ldap.password": config.NewSecret(typed)}}).Test(t.Context(), app.TestRequest{}); err != nil {
		t.Error(err)
	}
	const clean = "connected to treeline.com as **redacted**"
	if got := a.Redacted(text); got != clean {
		t.Errorf("got %q", got)
	}
	// What replaces it makes it forgotten; what is saved stays known.
	for _, next := range []app.Draft{
		{Secrets: map[string]config.Secret{"ldap.password": config.NewSecret("another one")}}, {Forget: []string{"ldap.password"}},
	} {
		_, _ = a.Try(app.Draft{Secrets: map[string]config.Secret{"ldap.password": config.NewSecret(typed)}}).Test(t.Context(), app.TestRequest{})
		if got := a.Redacted(text); got != clean {
			t.Errorf("got %q", got)
		}
		_, _ = a.Try(next).Test(t.Context(), app.TestRequest{}) // without a password it fails
		if got := a.Redacted(text); got != text {
			t.Errorf("got %q", got)
		}
	}
	for _, d := range []app.Draft{{Secrets: map[string]config.Secret{"ldap.password": config.NewSecret(typed)}}, {Forget: []string{"ldap.password"}}} {
		if _, err := a.Save(t.Context(), d, nil); err != nil && d.Forget == nil {
			t.Error(err)
		}
		if got := a.Redacted(text); got != clean {
			t.Errorf("got %q", got)
		}
	}
}

// Everything that is wrong with a form is told at once, each with its field.
func TestADraftIsToldAllThatIsWrong(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	d := app.Draft{
		Set:     map[string]string{"sync.interval": "often", "ldap.port": "99999", "ldap.hostnam": "dc1", "azure.key": "x", "log.level": "warn"},
		Unset:   []string{"LOG.LEVEL"},
		Secrets: map[string]config.Secret{"entra.key": config.NewSecret("y"), "okta.token": {}, "ldap.hostname": config.NewSecret("z")},
	}
	for name, err := range map[string]error{
		"validate": a.Try(d).Validate(t.Context()),
		"save":     func() error { _, err := a.Save(t.Context(), d, func(string) bool { return false }); return err }(),
	} {
		var keys []string
		for _, f := range app.Describe(err).Fields {
			keys = append(keys, f.Key)
		}
		got := strings.Join(keys, " ")
		for _, want := range []string{"sync.interval", "ldap.port", "ldap.hostnam", "ldap.hostname", "entra.key", "okta.token", "log.level"} {
			if !strings.Contains(" "+got+" ", " "+want+" ") {
				t.Errorf("%s: %s is not in: %s", name, want, got)
			}
		}
		if more := strings.Contains(got, "ldap.username"); more != (name == "validate") {
			t.Errorf("%s: %s", name, got)
		}
		fails(t, err, app.CodeSettings, "did you mean ldap.hostname", "twice", "not a secret", "is empty", "not a whole number")
	}
}

// A person tests with other settings while a sync is stuck.
func TestATestRunsWhileASyncWaits(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan")
	t.Cleanup(f.server.Hold(orgserver.RouteImport))
	n := len(f.server.Imports())
	if err := a.Automatic().Start(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	eventually(t, "an import", func() bool { return len(f.server.Imports()) > n })
	v, err := a.Test(t.Context(), app.TestRequest{})
	if err != nil || len(v.Enabled) != 4 {
		t.Errorf("got %+v, %v", v, err)
	}
	if _, err := a.Try(app.Draft{Set: map[string]string{"sync.userFilter": "include:ada@example.com"}}).Filter(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if _, err := a.Save(t.Context(), app.Draft{Set: map[string]string{"sync.interval": "20"}}, nil); err != nil {
		t.Error(err)
	}
	if s, err := a.Status(t.Context()); err != nil || s.Holder == nil {
		t.Errorf("the sync is over, this test proves nothing: %+v, %v", s, err)
	}
	if err := a.Automatic().Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(f.data, "profiles", "default", app.DatabaseName)); err != nil {
		t.Error(err)
	}
}
