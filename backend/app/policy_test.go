package app_test

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

// What group policy enforces counts before everything else, and nobody changes it.
func TestGroupPolicyEnforcesSettings(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.setenv("BWDC_SYNC_INTERVAL", "20", "BWDC_LOG_LEVEL", "warn")
	a := f.open("default")
	set(t, a, "sync.interval", "10", "network.proxy", "http://mine.example.com:3128")
	o := f.options("default")
	policies := map[string]string{
		"SYNC.Interval": "30", "sync.removeDisabled": "1", "network.proxy": "", // in any case, as templates write it, and nothing on purpose
		"sync.usrFilter": "(a=b)", "ldap.password": "secret", // no setting, and a secret
	}
	o.Policy = func() map[string]string { return policies }
	a, err := app.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	for key, want := range map[string]app.Setting{
		"sync.interval": {Value: "30", Origin: app.OriginPolicy}, "sync.removeDisabled": {Value: "true", Origin: app.OriginPolicy},
		"network.proxy": {Value: "", Origin: app.OriginPolicy}, "log.level": {Value: "warn", Origin: app.OriginEnvironment},
		"ldap.password": {Origin: app.OriginNone},
	} {
		got, err := a.Config().Get(t.Context(), key)
		if err != nil || got.Value != want.Value || got.Origin != want.Origin {
			t.Errorf("%s is %q from %s (%v), want %q from %s", key, got.Value, got.Origin, err, want.Value, want.Origin)
		}
	}
	said := strings.Join(f.said, "\n")
	for _, name := range []string{"sync.usrFilter", "ldap.password"} {
		if !strings.Contains(said, name+" means nothing") {
			t.Errorf("nobody says that %s is no policy:\n%s", name, said)
		}
	}
	if strings.Contains(said, "secret\n") {
		t.Error("the value of a policy is told")
	}

	_, setErr := a.Config().Set(t.Context(), "sync.interval", "15")
	for _, err := range []error{setErr, a.Config().Unset(t.Context(), "sync.interval")} {
		var p config.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Text, "group policy") || directory.HintOf(err) == "" {
			t.Errorf("changing it: %v", err)
		}
	}
	err = a.Locked(app.Draft{Set: map[string]string{"sync.interval": "15", "log.level": "info"}, Unset: []string{"network.proxy"}})
	var locked config.Problems
	if !errors.As(err, &locked) || len(locked) != 2 || !strings.Contains(err.Error(), "network.proxy") || !strings.Contains(err.Error(), "sync.interval") {
		t.Errorf("a page that saves it: %v", err)
	}
	if err := a.Locked(app.Draft{Set: map[string]string{"log.level": "info", "no.setting": "x"}}); err != nil {
		t.Errorf("what no policy enforces: %v", err)
	}
	notices, err := a.Save(t.Context(), app.Draft{Set: map[string]string{"sync.interval": "15"}}, func(key string) bool { return key == "sync.interval" })
	if err != nil || len(notices) != 1 || !strings.Contains(notices[0], "group policy") {
		t.Errorf("saving a file with it: %q, %v", notices, err)
	}

	// It counts at once where a program runs on, and what was set stays.
	policies = map[string]string{"sync.interval": "3"}
	if err := a.Validate(t.Context()); err == nil || !strings.Contains(err.Error(), "from group policy") {
		t.Errorf("a policy that is wrong: %v", err)
	}
	policies = nil
	if s, err := a.Config().Get(t.Context(), "network.proxy"); err != nil || s.Value != "http://mine.example.com:3128" || s.Origin != app.OriginSet {
		t.Errorf("without policies: %+v, %v", s, err)
	}
}
