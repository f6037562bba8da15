package syncer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/send"
)

func TestRemovals(t *testing.T) {
	t.Parallel()
	includes := func(emails ...string) func(string) bool {
		return func(email string) bool {
			return slices.Contains(emails, email)
		}
	}
	for _, test := range []struct {
		name    string
		set     func(*Options)
		then    []any
		members []string
		warning directory.WarningCode
	}{
		{
			name: "deleted, the tombstone lost its mail", set: func(o *Options) { o.Sync.RemoveMissing = false },
			then: []any{tombstone("a"), user("b")}, members: []string{"b=b@x.test"},
		},
		{
			name: "disabled with removeDisabled", set: func(o *Options) { o.Sync.RemoveDisabled = true },
			then: []any{disabled(user("a")), user("b")}, members: []string{"b=b@x.test"},
		},
		{
			name: "expired with removeDisabled", set: func(o *Options) { o.Sync.RemoveDisabled = true },
			then:    []any{directory.User{ReferenceID: "cn=a", ExternalID: "a", Email: "a@x.test", ExpiresAt: time.Date(2026, 3, 1, 8, 0, 30, 0, time.UTC)}, user("b")},
			members: []string{"b=b@x.test"},
		},
		{
			name: "disabled without removeDisabled", set: func(*Options) {},
			then: []any{disabled(user("a")), user("b")}, members: []string{"a=a@x.test", "b=b@x.test"},
		},
		{
			name: "missing with removeMissing", set: func(*Options) {},
			then: []any{user("b")}, members: []string{"b=b@x.test"},
		},
		{
			name: "missing without removeMissing", set: func(o *Options) { o.Sync.RemoveMissing = false },
			then: []any{user("b")}, members: []string{"a=a@x.test", "b=b@x.test"}, warning: compare.WarnMissing,
		},
		{
			name: "filtered with removeMissing", set: func(o *Options) { o.UserFilter = includes("b@x.test") },
			then: []any{user("a"), user("b")}, members: []string{"b=b@x.test"},
		},
		{
			name: "filtered without removeMissing",
			set:  func(o *Options) { o.Sync.RemoveMissing, o.UserFilter = false, includes("b@x.test") },
			then: []any{user("a"), user("b")}, members: []string{"a=a@x.test", "b=b@x.test"}, warning: compare.WarnMissing,
		},
		{
			name: "deleted and acknowledged is never filtered",
			set:  func(o *Options) { o.Sync.RemoveMissing, o.UserFilter = false, includes("b@x.test") },
			then: []any{tombstone("a"), user("b")}, members: []string{"b=b@x.test"},
		},
		{
			name: "with sync.users off nobody is removed",
			set:  func(o *Options) { o.Sync.Users, o.Sync.RemoveDisabled = false, true },
			then: []any{tombstone("a"), user("b"), group("g", "b")}, members: []string{"a=a@x.test", "b=b@x.test"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), user("b"))
			w.mustSync()
			test.set(&w.syncer.Options)
			w.has(test.then...)
			for range 2 {
				run := w.mustSync()
				w.wantMembers(test.members...)
				if test.warning != "" {
					wantWarning(t, run, test.warning, "1 member is")
				} else {
					noWarnings(t, run)
				}
			}
			w.sent()
			w.mustSync()
			w.wantSent()
		})
	}
}

func TestDeletedIsJudgedByItsLastKnownEmail(t *testing.T) {
	t.Parallel()
	// Never acknowledged and outside the filter: not this sync's business.
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("z@x.test", "z")
	w.syncer.Options.UserFilter = func(email string) bool { return strings.HasPrefix(email, "a") || strings.HasPrefix(email, "y") }
	w.server.AddUser("y@x.test", "y")
	w.has(user("a"), withEmail(tombstone("z"), "z@x.test"), withEmail(tombstone("y"), "Y@x.test"))
	w.mustSync()
	w.wantMembers("a=a@x.test", "z=z@x.test")
}

func TestTombstonesAreSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	w.has(user("a"), user("z"))
	w.mustSync()
	w.sent()
	w.has(user("a"), tombstone("z"), tombstone("never seen"))
	w.mustSync()
	w.wantSent("-z")
	w.mustSync()
	w.wantSent()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test") // nobody knows of z any more
	if _, ok := w.store.state.Removed["z"]; !ok {
		t.Error("z is not remembered as removed")
	}
	w.has(user("a"))
	w.mustSync()
	if len(w.store.state.Removed) > 0 {
		t.Errorf("still remembered: %v", w.store.state.Removed)
	}
}

func TestTombstoneThatTheServerWouldRefuse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("y@x.test", "y")
	long := withEmail(tombstone(strings.Repeat("z", 301)), "z@x.test")
	w.has(user("a"), long, withEmail(tombstone("y"), strings.Repeat("y", 300)+"@x.test"), withEmail(tombstone(" "), ""))
	w.mustSync()
	w.wantSent("-y", "a=a@x.test")
}

func TestTombstoneStaysUntilItsRemovalIsAccepted(t *testing.T) {
	t.Parallel()
	t.Run("read with the last snapshot", func(t *testing.T) {
		t.Parallel()
		tombstoneStays(newWorld(t, orgserver.Options{}))
	})
	t.Run("read without it", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, orgserver.Options{})
		w.syncer.Source = independent{w.source, t}
		tombstoneStays(w)
	})
}

// An independent directory never sees the last snapshot.
type independent struct {
	directory.Source
	t *testing.T
}

func (independent) IgnoresBase() bool { return true }

func (s independent) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	if base != nil {
		s.t.Errorf("it gets a snapshot of %d users", len(base.Users))
	}
	return s.Source.Fetch(ctx, base)
}

// tombstoneStays is the story of a directory that forgets tombstones after some
// days.
func tombstoneStays(w *world) {
	t := w.t
	w.syncer.Options.Sync.RemoveMissing = false
	all := many(0, 20)
	w.has(all...)
	w.mustSync()
	dead := make([]any, 20)
	copy(dead, all)
	for i := range 6 {
		dead[i] = tombstone(all[i].(directory.User).ExternalID)
	}
	w.has(dead...)
	w.stopped(manual(), plan.GuardRemovals)
	w.has(dead[6:]...)
	w.now = w.now.Add(48 * time.Hour)
	six := 6
	w.stopped(manual(), plan.GuardRemovals)
	w.mustSyncWith(allowing(Allowance{Removals: &six}))
	if n := len(w.server.Members()); n != 14 {
		t.Errorf("%d members", n)
	}
	w.now = w.now.Add(48 * time.Hour)
	w.mustSync()
	if n := len(w.store.snapshot.Users); n != 14 {
		t.Errorf("%d users in the snapshot", n)
	}
}

func TestEnabledAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveDisabled = true
	for range 2 {
		w.has(user("a"), user("b"), group("g", "a"))
		w.mustSync()
		w.wantMembers("a=a@x.test", "b=b@x.test")
		w.wantGroups("G{a}")
		w.has(disabled(user("a")), user("b"), group("g", "a"))
		w.mustSync()
		w.wantMembers("b=b@x.test")
		w.wantGroups("G{}")
	}
}

func TestRemovalThatStillShowsIsTriedAgain(t *testing.T) {
	t.Parallel()
	// Nobody ever sent z, so that nothing but the tombstone speaks of it.
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("z@x.test", "z")
	w.has(user("a"), withEmail(tombstone("z"), "z@x.test"))
	w.syncer.Organization = &hooked{Organization: &client{w.server}, after: func(r organization.Request) error {
		if r.Members[0].Deleted {
			w.server.AddUser("z@x.test", "z")
		}
		return nil
	}}
	run := w.mustSync()
	w.wantSent("-z", "a=a@x.test")
	wantWarning(t, run, send.WarnNotShown, "z@x.test", "still shows")
	if run.Counts.UsersRemoved != 0 || run.Counts.NotShown != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.syncer.Organization = &client{w.server}
	w.now = w.now.Add(time.Hour) // somebody looks
	w.mustSync()
	w.wantSent("-z")
	w.wantMembers("a=a@x.test")
}

func TestRemovalsAreSentInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
	all := many(0, 12)
	w.has(all...)
	w.mustSync()
	w.sent()
	w.has(append(all[8:], tombstone("u00003"))...)
	w.mustSync()
	w.wantSent("-u00000 -u00001 -u00002 -u00003 -u00004 -u00005 -u00006 -u00007")
}

func TestRemovalsOfLostInvitationsAreGuarded(t *testing.T) {
	t.Parallel()
	// They were accepted as far as anybody can tell, and six would go.
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	w.has(many(0, 6)...)
	w.mustLose()
	w.has(user("a"))
	w.syncer.Options.Sync.MaxAdditions = config.Limit{Set: true, Count: 100}
	_, err := w.syncErr(ErrStopped)
	var stop *GuardError
	if !errors.As(err, &stop) || !slices.ContainsFunc(stop.Findings, func(f plan.Finding) bool { return f.Guard == plan.GuardRemovals && f.Count == 6 }) {
		t.Fatal(err)
	}
}
