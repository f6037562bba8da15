package syncer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// A reporter is a *testing.T or a *rapid.T.
type reporter interface {
	Helper()
	Error(args ...any)
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Context() context.Context
}

// A world is everything around a Syncer: a directory that the test writes, a
// sync cache in memory, a stateful server, and a clock that the test moves.
type world struct {
	t      reporter
	now    time.Time
	source *stubSource
	store  *fakeStore
	server *orgserver.Server
	syncer *Syncer
	seen   int // imports that the test looked at
}

func newWorld(t reporter, o orgserver.Options) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), source: &stubSource{}, store: newFakeStore()}
	clock := func() time.Time { return w.now }
	if o.Now == nil {
		o.Now = clock
	}
	w.source.now = o.Now
	w.server = orgserver.New(o)
	sleep := transport.Pause
	if manual := o.Now().Equal(w.now); manual {
		sleep = func(_ context.Context, d time.Duration) error { w.now = w.now.Add(d); return nil }
	}
	w.syncer = &Syncer{
		Sleep:  sleep,
		Source: w.source, Store: w.store, Organization: &client{w.server},
		Log: slog.New(slog.DiscardHandler), Now: o.Now,
		Options: Options{
			Options: desired.Options{Sync: config.Sync{
				Users: true, Groups: true, RemoveMissing: true, InviteUsersAfterProvisioning: true,
				FullSyncEvery: 24 * time.Hour, DuplicateEmails: config.DuplicatesStop,
				LookEvery: time.Hour, Leavers: config.LeaversRemove, RemovedByHand: config.ByHandInvite, InviteDisabled: true,
			},
				Groups: config.Groups{CountNested: true, ResolveOutside: true, Missing: config.MissingKeep}},
			Identity: organization.Identity{Server: "https://vault.test", Organization: "org", Directory: "ldap", Host: "dc.test"},
		},
	}
	return w
}

func (w *world) sync() (*organization.Run, error) {
	w.t.Helper()
	return w.syncer.Sync(w.t.Context(), manual())
}

// manual is somebody who says yes.
func manual() Request {
	return Request{
		Trigger: organization.TriggerManual,
		Confirm: func(context.Context, Question) (bool, error) { return true, nil },
	}
}

// mustSync syncs, and a minute goes by.
func (w *world) mustSync() *organization.Run {
	w.t.Helper()
	run, err := w.sync()
	if err != nil {
		w.t.Fatalf("sync: %v", err)
	}
	plan.Sort(w.store.done)
	if diff := cmp.Diff(run.Changes, w.store.done, cmpopts.EquateEmpty()); diff != "" {
		w.t.Fatalf("the history of a killed run would differ (-want +got):\n%s", diff)
	}
	if run.Result != organization.ResultDone {
		w.t.Fatalf("result %s", run.Result)
	}
	w.now = w.now.Add(time.Minute)
	return run
}

// syncErr syncs and returns the error that there must be.
func (w *world) syncErr(want error) (*organization.Run, error) {
	w.t.Helper()
	run, err := w.sync()
	if !errors.Is(err, want) {
		w.t.Fatalf("sync: error %v, want %v", err, want)
	}
	return run, err
}

// mustFail syncs and wants an error.
func (w *world) mustFail() {
	w.t.Helper()
	if _, err := w.sync(); err == nil {
		w.t.Fatal("no error")
	}
}

// mustLose syncs and loses the answers to what it sends.
func (w *world) mustLose() {
	w.t.Helper()
	w.syncer.Organization = &hooked{Organization: &client{w.server}, after: func(organization.Request) error { return errCrash }}
	w.mustFail()
	w.syncer.Organization = &client{w.server}
}

// has sets what the directory holds.
func (w *world) has(entries ...any) {
	w.source.users, w.source.groups = nil, nil
	for _, e := range entries {
		switch e := e.(type) {
		case directory.User:
			w.source.users = append(w.source.users, e)
		case directory.Group:
			w.source.groups = append(w.source.groups, e)
		default:
			w.t.Fatalf("no entry: %T", e)
		}
	}
}

// sent returns the requests since it was asked last, in one line each:
// "-id" removes, "id=email" adds, "name[id]{members}" is a group.
func (w *world) sent() []string {
	w.t.Helper()
	lines := []string{}
	imports := w.server.Imports()
	for _, c := range imports[w.seen:] {
		lines = append(lines, describeRequest(w.t, c.Import))
	}
	w.seen = len(imports)
	return lines
}

func (w *world) wantSent(want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), w.sent()); diff != "" {
		w.t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func describeRequest(t reporter, r *organization.Request) string {
	t.Helper()
	if r == nil {
		return "unreadable"
	}
	var parts []string
	for _, m := range r.Members {
		if m.Deleted {
			parts = append(parts, "-"+m.ExternalID)
		} else {
			parts = append(parts, m.ExternalID+"="+m.Email)
		}
	}
	for _, g := range r.Groups {
		parts = append(parts, fmt.Sprintf("%s[%s]{%s}", g.Name, g.ExternalID, strings.Join(g.MemberExternalIDs, " ")))
	}
	if r.OverwriteExisting {
		parts = append(parts, "overwrite")
	}
	if r.LargeImport {
		parts = append(parts, "large")
	}
	return strings.Join(parts, " ")
}

// wantMembers compares the organization's members, as "id=email".
func (w *world) wantMembers(want ...string) {
	w.t.Helper()
	got := []string{}
	for _, m := range w.server.Members() {
		if m.Status != organization.StatusRevoked {
			got = append(got, m.ExternalID+"="+m.Email)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		w.t.Errorf("members (-want +got):\n%s", diff)
	}
}

// wantGroups compares the organization's groups, as "name{ids}".
func (w *world) wantGroups(want ...string) {
	w.t.Helper()
	got := []string{}
	for _, g := range w.server.Groups() {
		got = append(got, g.Name+"{"+strings.Join(g.MemberExternalIDs, " ")+"}")
	}
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		w.t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// wantReads compares how often the member list was read since the last call.
func (w *world) reads() int {
	n := len(w.server.CallsTo(orgserver.RouteMembers))
	return n
}

func user(id string) directory.User {
	return directory.User{ReferenceID: "cn=" + id, ExternalID: id, Email: id + "@x.test"}
}

func withEmail(u directory.User, email string) directory.User { u.Email = email; return u }
func withStable(u directory.User, id string) directory.User   { u.StableID = id; return u }
func disabled(u directory.User) directory.User                { u.Disabled = true; return u }

func tombstone(id string) directory.User {
	return directory.User{ReferenceID: "cn=" + id + ",deleted", ExternalID: id, Deleted: true}
}

func group(id string, users ...string) directory.Group {
	slices.Sort(users)
	return directory.Group{ReferenceID: "cn=" + id, ExternalID: id, Name: strings.ToUpper(id), UserMembers: users}
}

func nesting(g directory.Group, groups ...string) directory.Group {
	for _, id := range groups {
		g.NestedGroups = append(g.NestedGroups, "cn="+id)
	}
	slices.Sort(g.NestedGroups)
	return g
}

func entryNamed(g directory.Group, name string) directory.Group { g.Name = name; return g }

// wantWarning finds a warning of that code about that entry with all texts.
func wantWarning(t *testing.T, run *organization.Run, code directory.WarningCode, texts ...string) {
	t.Helper()
	for _, warning := range run.Warnings {
		if warning.Code == code && !slices.ContainsFunc(texts, func(s string) bool { return !strings.Contains(warning.Text+warning.Entry, s) }) {
			return
		}
	}
	t.Errorf("no warning %s with %q among %v", code, texts, run.Warnings)
}

func noWarnings(t *testing.T, run *organization.Run) {
	t.Helper()
	if len(run.Warnings) > 0 {
		t.Errorf("warnings: %v", run.Warnings)
	}
}
