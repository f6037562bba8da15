package bridge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/sources"
)

func TestDamagedDatabase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.ok(o.pages.CreateProfile("berlin"))
	o.ready()
	path := filepath.Join(o.data, "profiles", "berlin", "bwdc.db")
	o.ok(os.WriteFile(path, make([]byte, 4096), 0o600))
	_, err := o.pages.State()
	o.fails(err, "database", path)
	o.ok(o.pages.UseProfile("default")) // the others go on
	if s := o.state(); len(s.Profiles) != 2 || !s.Configured {
		t.Errorf("state: %+v", s)
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
	stop := organization.Stop{Guard: "first-sync", Text: "first", Allow: "--yes"}
	for i := range 50_000 {
		email := fmt.Sprintf("first.last%d@example.com", i)
		change.SetMembers[fmt.Sprintf("%08x-0000-4000-8000-000000000000", i)] = organization.AckedMember{Email: email}
		stop.Entries = append(stop.Entries, email)
	}
	run.Stops = []organization.Stop{stop}
	for _, err := range []error{s.Commit(b.Context(), change), s.AppendRun(b.Context(), run)} {
		if err != nil {
			b.Fatal(err)
		}
	}
	desk, err := bridge.New(bridge.Options{App: app.Options{DataDir: data, Sources: sources.Open, Version: "1", Getenv: func(string) string { return "" }}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = desk.Close() }()
	for b.Loop() {
		got, err := desk.Pages().State()
		if err != nil || got.Members != 50_000 || got.LastRun.Error.Findings[0].Count != 50_000 {
			b.Fatal(got, err)
		}
	}
}
