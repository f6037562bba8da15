package sources_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/proxytest"
	"directoryconnector/backend/sources"
	"directoryconnector/backend/syncer"
)

// clock is real time and what was skipped.
type clock struct{ skipped atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.skipped.Load())) }
func (c *clock) skip(d time.Duration) { c.skipped.Add(int64(d)) }

const token = "00QCjAl4MlV-WPXM-token"

// oktaApp is a profile that feeds an organization from Okta, which it reaches
// by its own name through a proxy.
func oktaApp(t *testing.T, okta *oktatest.Server, org *orgserver.Server, now func() time.Time) *app.App {
	t.Helper()
	okta.AddToken(token, oktatest.AllRights())
	url, stop := org.Start()
	t.Cleanup(stop)
	env := map[string]string{"BWDC_NO_KEYRING": "1", "BWDC_OKTA_TOKEN": token}
	a, err := app.Open(app.Options{
		DataDir: filepath.Join(t.TempDir(), "data"), Version: "1.0.0", Sources: sources.Open, Now: now,
		Getenv: func(name string) string { return env[name] },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	reach := okta.Transport()
	for key, value := range map[string]string{
		"directory": "okta", "okta.orgUrl": okta.URL(), "server.url": url, "sync.removeMissing": "true", "groups.missing": "empty",
		"network.proxy": proxytest.Start(t, proxytest.Options{Dial: reach.DialContext}).URL, "network.caFile": reach.Network.CAFile,
	} {
		if _, err := a.Config().Set(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	if _, err := a.Login(t.Context(), org.ClientID(), config.NewSecret(org.ClientSecret())); err != nil {
		t.Fatal(err)
	}
	return a
}

// Only its log tells of users that are purged and groups that are deleted in
// Okta: with the next sync. Where the token may not read it, whoever leaves so
// stays in the organization until the lists are looked through, an hour after
// the last time, or with the next complete read.
func TestWhoIsPurgedLosesAccess(t *testing.T) {
	t.Parallel()
	for name, rights := range map[string]oktatest.Rights{"with the log": oktatest.AllRights(), "without it": oktatest.WithoutLog()} {
		for _, missing := range []string{"true", "false"} {
			t.Run(name+", sync.removeMissing "+missing, func(t *testing.T) {
				t.Parallel()
				purgedLoseAccess(t, rights, missing)
			})
		}
	}
}

func purgedLoseAccess(t *testing.T, rights oktatest.Rights, removeMissing string) {
	c := &clock{}
	okta := oktatest.New(t, oktatest.Options{Options: cloudtest.Options{Now: c.now}})
	var people []string
	for i := range 20 {
		people = append(people, okta.AddUser(oktatest.User{Email: fmt.Sprintf("person%02d@example.com", i)}))
	}
	staff := okta.AddGroup(oktatest.Group{Name: "Staff"}, people...)
	gone := okta.AddGroup(oktatest.Group{Name: "Gone"}, people[:5]...)
	org := orgserver.New(orgserver.Options{SelfHosted: true})
	a := oktaApp(t, okta, org, c.now)
	okta.AddToken(token, rights)
	if _, err := a.Config().Set(t.Context(), "sync.removeMissing", removeMissing); err != nil {
		t.Fatal(err)
	}

	run := func(complete bool, members, inStaff, inGone int) {
		t.Helper()
		done, err := a.Sync(t.Context(), app.SyncRequest{Request: syncer.Request{
			Confirm: func(context.Context, syncer.Question) (bool, error) { return true, nil },
		}})
		if err != nil {
			t.Fatal(err)
		}
		sizes := map[string]int{}
		for _, g := range org.Groups() {
			sizes[g.ExternalID] = len(g.MemberExternalIDs)
		}
		if n := len(org.Members()); done.CompleteRead != complete || n != members || sizes[staff] != inStaff || sizes[gone] != inGone {
			t.Fatalf("complete %v, %d members, groups %v; want %v, %d members, %d and %d in the groups",
				done.CompleteRead, n, sizes, complete, members, inStaff, inGone)
		}
	}
	c.skip(time.Hour)
	run(true, 20, 20, 5)
	c.skip(10 * time.Minute)
	okta.SetStatus(people[0], oktatest.Deprovisioned)
	okta.PurgeUser(people[0]) // before anybody asked
	okta.DeleteGroup(gone)
	if !rights.Log {
		run(false, 20, 20, 5)
		c.skip(50 * time.Minute)
	}
	run(false, 19, 19, 0)
	okta.SetStatus(people[1], oktatest.Deprovisioned)
	okta.PurgeUser(people[1])
	c.skip(24 * time.Hour)
	run(true, 18, 18, 0)
	if held := org.Members(); slices.ContainsFunc(held, func(m orgserver.Member) bool { return m.ExternalID == people[0] }) {
		t.Errorf("who was purged is a member still: %v", held)
	}
}
