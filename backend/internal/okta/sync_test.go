package okta_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/syncer"
)

// organizationOf is who is in the organization, and in which of its groups, by
// external id.
func organizationOf(s *orgserver.Server) map[string][]string {
	held := map[string][]string{}
	for _, m := range s.Members() {
		held["members"] = append(held["members"], m.ExternalID+" "+m.Email)
	}
	for _, g := range s.Groups() {
		held[g.Name] = append([]string{}, g.MemberExternalIDs...)
	}
	for _, list := range held {
		slices.Sort(list)
	}
	return held
}

// wantedOf is the same as Okta holds it.
func wantedOf(truth *directory.Snapshot) map[string][]string {
	want := map[string][]string{}
	for _, u := range truth.Users {
		if !u.Deleted {
			want["members"] = append(want["members"], u.ExternalID+" "+u.Email)
		}
	}
	for _, g := range truth.Groups {
		want[g.Name] = append([]string{}, g.UserMembers...)
	}
	slices.Sort(want["members"])
	return want
}

// A sync brings an organization to what Okta holds, also when one request in
// twenty goes wrong, and so does the next one with what changed.
func TestASyncBringsTheOrganizationToTheTruth(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 40, 15, oktatest.Options{PageCap: 9, Concurrent: 15})
	c.FailRandomly(5)
	server := orgserver.New(orgserver.Options{SelfHosted: true})
	url, stop := server.Start()
	t.Cleanup(stop)
	a, err := app.Open(app.Options{
		DataDir: filepath.Join(t.TempDir(), "data"), Version: "1.0.0",
		Getenv: func(name string) string { return map[string]string{"BWDC_NO_KEYRING": "1"}[name] },
		Sources: func(_ context.Context, sc app.SourceConfig) (directory.Source, error) {
			cfg := configOf(c.Server)
			cfg.Logger = sc.Logger
			return okta.New(cfg)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	for key, value := range map[string]string{
		"directory": "okta", "okta.orgUrl": c.URL(), "server.url": url, "sync.maxRemovals": "1000", "sync.maxAdditions": "1000",
	} {
		if _, err := a.Config().Set(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	if _, err := a.Login(t.Context(), server.ClientID(), config.NewSecret(server.ClientSecret())); err != nil {
		t.Fatal(err)
	}
	yes := app.SyncRequest{Request: syncer.Request{Confirm: func(context.Context, syncer.Question) (bool, error) { return true, nil }}}
	for round := range 3 {
		c.clock.skip(10 * time.Minute)
		run, err := a.Sync(t.Context(), yes)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wantedOf(c.Truth()), organizationOf(server)); diff != "" {
			t.Errorf("round %d: the organization is not what Okta holds (-want +got):\n%s", round, diff)
		}
		if run.CompleteRead != (round == 0) {
			t.Errorf("round %d: everything was read: %v", round, run.CompleteRead)
		}
		c.SetStatus(c.users[round], oktatest.Deprovisioned)
		c.SetMembers(c.group[round], c.users[10:20]...)
		c.SetMember(c.group[7], c.AddUser(oktatest.User{Email: strings.Repeat("n", round+1) + "ew@example.test"}), true)
	}
}
