package syncer

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/organization"
)

// A slow directory is read while the organization is looked at.
type slow struct {
	independent
	fetch func()
}

func (s slow) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	s.fetch()
	return s.independent.Fetch(ctx, base)
}

// standing is a clock that does not move.
func standing() time.Time { return time.Date(2026, 3, 1, 8, 0, 1, 0, time.UTC) }

// independentWorld is one of an independent directory that was synced once.
func independentWorld(t *testing.T, now func() time.Time, entries ...any) *world {
	t.Helper()
	w := newWorld(t, orgserver.Options{Now: now})
	w.syncer.Source = independent{w.source, t}
	w.has(entries...)
	w.mustSync()
	return w
}

func TestTheOrganizationIsLookedAtWhileTheDirectoryIsRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		takes time.Duration
		looks int
	}{
		"a quick directory":            {takes: freshLook, looks: 1},
		"a look grown old meanwhile":   {takes: freshLook + time.Second, looks: 2},
		"a clock that was turned back": {takes: -time.Hour, looks: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var clock atomic.Int64
			w := independentWorld(t, func() time.Time { return standing().Add(time.Duration(clock.Load())) }, user("a"), user("b"))
			lists := func() int { return len(w.server.CallsTo(orgserver.RouteMembers)) }
			w.server.ResetCalls()
			w.syncer.Source = slow{independent{w.source, t}, func() {
				for lists() == 0 {
					time.Sleep(time.Millisecond)
				}
				time.Sleep(10 * time.Millisecond) // its answer is read meanwhile
				clock.Add(int64(c.takes))
			}}
			w.mustSync()
			if n := lists(); n != c.looks {
				t.Errorf("the member list was read %d times, want %d", n, c.looks)
			}
		})
	}
}

// What is wrong with the directory is what an administrator is told, whatever
// the organization says at the same time; and neither is waited for in vain.
func TestADirectoryThatCannotBeReadEndsTheLook(t *testing.T) {
	t.Parallel()
	w := independentWorld(t, standing, user("a"))
	broken := errors.New("no route to host")
	w.source.err = broken
	w.syncer.Organization = endless{w.syncer.Organization}
	if _, err := w.syncer.Sync(t.Context(), manual()); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if _, err := w.syncer.Test(t.Context(), TestOptions{}); !errors.Is(err, broken) {
		t.Errorf("error of a test: %v", err)
	}
}

// endless lists members until nobody waits any more.
type endless struct{ organization.Organization }

func (endless) Members(ctx context.Context) ([]organization.Member, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A cache of another directory ends a sync before anything else is said.
func TestACacheOfAnotherDirectoryEndsTheRead(t *testing.T) {
	t.Parallel()
	w := independentWorld(t, nil, user("a"))
	w.syncer.Options.Identity.Host = "dc2.test"
	w.syncer.Source = waiting{independent{w.source, t}}
	_, err := w.syncer.Sync(t.Context(), manual())
	if identity := (*IdentityError)(nil); !errors.As(err, &identity) {
		t.Errorf("error %v", err)
	}
}

// waiting is a directory that answers nobody.
type waiting struct{ independent }

func (waiting) Fetch(ctx context.Context, _ *directory.Snapshot) (*directory.Snapshot, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A fault of one profile ends its run, and not the program: whoever runs it
// recovers it, which works in one goroutine only.
func TestAFaultAsideIsOneOfTheRun(t *testing.T) {
	t.Parallel()
	for name, breakIt := range map[string]func(*world){
		"in the directory":    func(w *world) { w.syncer.Source = slow{independent{w.source, t}, func() { panic("a fault") }} },
		"in the organization": func(w *world) { w.syncer.Organization = faulty{w.syncer.Organization} },
		"in the cache": func(w *world) {
			w.store.tick = func(at string) error {
				if at == "before snapshot" {
					panic("a fault")
				}
				return nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := independentWorld(t, standing, user("a"))
			breakIt(w)
			defer func() {
				fault, aside := recover().(*parts.Panic)
				if !aside || fault.Value != "a fault" || !strings.Contains(fault.Error(), "beside_test.go") {
					t.Errorf("recovered %v", fault)
				}
			}()
			_, err := w.syncer.Sync(t.Context(), manual())
			t.Errorf("the sync ends with %v", err)
		})
	}
}

// The snapshot is written while it is compared: one that can't be ends the sync
// before anything is sent.
func TestASnapshotThatIsNotKept(t *testing.T) {
	t.Parallel()
	w := independentWorld(t, standing, user("a"))
	w.has(user("a"), user("b"))
	w.store.tick = func(at string) error {
		if at == "before snapshot" {
			return errCrash
		}
		return nil
	}
	if run, _ := w.syncErr(errCrash); run.Counts.Requests > 0 {
		t.Errorf("%d requests were sent", run.Counts.Requests)
	}
	w.wantMembers("a=a@x.test")
	w.store.tick = func(string) error { return nil }
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

// faulty is an organization whose member list nobody can decode.
type faulty struct{ organization.Organization }

func (faulty) Members(context.Context) ([]organization.Member, error) { panic("a fault") }

// A server that was not there yet when the read began may be there when it ends.
func TestALookThatFailedLongAgoIsTakenAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		takes time.Duration
		fails bool
	}{
		"a quick directory": {takes: time.Second, fails: true},
		"a slow one":        {takes: freshLook + time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var clock atomic.Int64
			w := independentWorld(t, func() time.Time { return standing().Add(time.Duration(clock.Load())) }, user("a"))
			late := &lateServer{Organization: w.syncer.Organization, asked: make(chan struct{})}
			w.syncer.Organization = late
			w.syncer.Source = slow{independent{w.source, t}, func() {
				<-late.asked
				time.Sleep(10 * time.Millisecond) // it is told so meanwhile
				clock.Add(int64(c.takes))
			}}
			_, err := w.syncer.Sync(t.Context(), manual())
			if (err != nil) != c.fails || err != nil && !errors.Is(err, errNotYet) {
				t.Errorf("error %v", err)
			}
		})
	}
}

var errNotYet = errors.New("no such host")

// lateServer is one whose name is not known at first.
type lateServer struct {
	organization.Organization
	once  sync.Once
	asked chan struct{}
}

func (s *lateServer) Server(ctx context.Context) (organization.Server, error) {
	first := false
	s.once.Do(func() { first = true; close(s.asked) })
	if first {
		return organization.Server{}, errNotYet
	}
	return s.Organization.Server(ctx)
}
