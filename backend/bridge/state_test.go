package bridge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/sources"
)

func TestDamagedDatabase(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ok(f.pages.CreateProfile("berlin"))
	f.ready()
	path := filepath.Join(f.data, "profiles", "berlin", "bwdc.db")
	f.ok(os.WriteFile(path, make([]byte, 4096), 0o600))
	_, err := f.pages.State()
	f.fails(err, "database", path)
	f.ok(f.pages.UseProfile("default")) // the others go on
	if state := f.state(); len(state.Profiles) != 2 || !state.Configured {
		t.Errorf("state: %+v", state)
	}
}

// State is asked at every event: 20 ms at the most.
func BenchmarkState(b *testing.B) {
	data := b.TempDir()
	dir := filepath.Join(data, "profiles", "default")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	s := store.New(filepath.Join(dir, "bwdc.db"), store.Options{})
	change := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	run := organization.Run{ID: "20260101T000000.000000000Z", Result: organization.ResultStopped, Error: "stopped", ErrorCode: "guard"}
	stop := plan.Finding{Guard: plan.GuardFirstSync}
	for i := range 50_000 {
		email := fmt.Sprintf("first.last%d@example.com", i)
		change.SetMembers[fmt.Sprintf("%08x-0000-4000-8000-000000000000", i)] = organization.AckedMember{Email: email}
		stop.Entries = append(stop.Entries, email)
	}
	run.Stops = []plan.Finding{stop}
	for _, err := range []error{s.Commit(b.Context(), change), s.AppendRun(b.Context(), run)} {
		if err != nil {
			b.Fatal(err)
		}
	}
	manager, err := bridge.New(bridge.Options{App: app.Options{DataDir: data, Sources: sources.Open, Version: "1", Getenv: func(string) string { return "" }}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = manager.Close() }()
	for b.Loop() {
		got, err := manager.Pages().State()
		if err != nil || got.Members != 50_000 || got.LastRun.Error.Findings[0].Count != 50_000 {
			b.Fatal(got, err)
		}
	}
}

// TestStateTellsWhyNobodyGetsMail: a server for mails without an address to send
// to keeps no sync from going on, so something else has to tell of it.
func TestStateTellsWhyNobodyGetsMail(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	if state := f.state(); len(state.Untold) > 0 {
		t.Errorf("without a server: %+v", state.Untold)
	}
	f.saves(map[string]string{"mail.server": "smtp.example.com"})
	state := f.state()
	keys := make([]string, len(state.Untold))
	for i, field := range state.Untold {
		keys[i] = field.Key
	}
	if !slices.Equal(keys, []string{"mail.to", "mail.from"}) || !state.Configured {
		t.Errorf("told of %q, configured: %v", keys, state.Configured)
	}
	f.saves(map[string]string{"mail.to": "it@example.com", "mail.from": "bwdc@example.com"})
	if state := f.state(); len(state.Untold) > 0 {
		t.Errorf("with all: %+v", state.Untold)
	}
}

// TestANoticeIsAboutTheServerThatIsUsed: a log-in that failed at another one
// leaves nothing behind.
func TestANoticeIsAboutTheServerThatIsUsed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	err := f.pages.Login(bridge.LoginRequest{
		ClientID: "organization.00000000-0000-4000-8000-000000000000", ClientSecret: "secret",
		Server: bridge.Draft{Set: map[string]string{"server.url": "http://vault.example.com", "network.proxy": "http://127.0.0.1:1"}},
	})
	if err == nil {
		t.Fatal("logged in")
	}
	inClear := func() []string {
		return slices.DeleteFunc(f.state().Notices, func(text string) bool { return !strings.Contains(text, "encrypted:") })
	}
	if notices := inClear(); len(notices) > 0 {
		t.Errorf("after a log-in that failed elsewhere: %q", notices)
	}
	f.saves(map[string]string{"server.url": "http://vault.example.com"})
	if notices := inClear(); len(notices) != 1 || !strings.Contains(notices[0], "vault.example.com is not encrypted") {
		t.Errorf("of the server that is used: %q", notices)
	}
}
