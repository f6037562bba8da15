package syncer

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestLostAnswer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		noList bool
		fault  orgserver.Fault
		sent   []string
		wait   time.Duration
	}{
		{
			name: "cut before anything was done", fault: orgserver.Fault{Drop: true},
			sent: []string{"a=a@x.test b=b@x.test", "a=a@x.test b=b@x.test", "G[g]{a b}"}, wait: 70 * time.Second,
		},
		{
			name: "cut after all was done", fault: orgserver.Fault{Drop: true, Apply: orgserver.ApplyFirst},
			sent: []string{"a=a@x.test b=b@x.test", "G[g]{a b}"}, wait: 70 * time.Second,
		},
		{
			name: "a gateway that did not wait", fault: orgserver.Fault{Status: 504, Apply: orgserver.ApplyLate, Delay: 90 * time.Second},
			sent: []string{"a=a@x.test b=b@x.test", "a=a@x.test b=b@x.test", "G[g]{a b}"}, wait: 70 * time.Second,
		},
		{
			name: "still at work when it is read", fault: orgserver.Fault{Status: 504, Apply: orgserver.ApplyLate, Delay: 65 * time.Second},
			sent: []string{"a=a@x.test b=b@x.test", "G[g]{a b}"}, wait: 80 * time.Second,
		},
		{
			name: "without a member list", noList: true, fault: orgserver.Fault{Status: 502, Apply: orgserver.ApplyFirst},
			sent: []string{"a=a@x.test b=b@x.test", "a=a@x.test b=b@x.test", "G[g]{a b}"}, wait: 120 * time.Second,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, orgserver.Options{NoMemberList: test.noList, Now: time.Now})
				w.has(user("a"), user("b"), group("g", "a", "b"))
				w.server.Fail(orgserver.RouteImport, 1, test.fault)
				start := time.Now()
				w.mustSync()
				if got := time.Since(start); got != test.wait {
					t.Errorf("waited %s, want %s", got, test.wait)
				}
				w.wantSent(test.sent...)
				w.server.Wait()
				if test.name != "a gateway that did not wait" { // that one makes twins, which the next run shows
					w.wantMembers("a=a@x.test", "b=b@x.test")
					w.wantGroups("G{a b}")
				}
				if test.noList { // where nobody can look, everything is sent once more
					w.mustSync()
					w.wantSent("a=a@x.test b=b@x.test", "G[g]{a b}")
				}
				if len(w.store.state.InFlight) > 0 {
					t.Errorf("in flight %v", w.store.state.InFlight)
				}
			})
		})
	}
}

func TestLostAnswerGoesOnWithWhatIsMissing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, orgserver.Options{Now: time.Now})
		w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"))
		org := &partly{Organization: w.syncer.Organization, server: w.server}
		w.syncer.Organization = org
		run := w.mustSync()
		w.wantSent("b=b@x.test c=c@x.test", "G[g]{a b c}")
		w.wantGroups("G{a b c}")
		if run.Counts.UsersAdded != 3 {
			t.Errorf("counts %+v", run.Counts)
		}
	})
}

// partly does the first member of the first request only, and loses the answer.
type partly struct {
	organization.Organization
	server *orgserver.Server
	done   bool
}

func (p *partly) Import(ctx context.Context, r organization.Request) error {
	if p.done {
		return p.Organization.Import(ctx, r)
	}
	p.done = true
	p.server.AddUser(r.Members[0].Email, r.Members[0].ExternalID)
	return &organization.UnknownOutcomeError{Err: errors.New("timeout")}
}

func TestAnswerLostTwice(t *testing.T) {
	t.Parallel()
	for _, second := range []string{"the same request", "a later one"} {
		t.Run(second, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, orgserver.Options{Now: time.Now})
				w.has(user("a"), user("b"), group("g", "a", "b"))
				w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true})
				if second == "a later one" {
					w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
				}
				w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true, Apply: orgserver.ApplyFirst})
				run, err := w.sync()
				var unknown *organization.UnknownOutcomeError
				if !errors.As(err, &unknown) || run.Result != organization.ResultFailed {
					t.Fatalf("%s, %v", run.Result, err)
				}
				if len(w.store.state.InFlight) == 0 {
					t.Error("nothing is in flight")
				}
				w.sent()
				w.mustSync()
				w.wantSent("a=a@x.test b=b@x.test", "G[g]{a b}")
				w.wantMembers("a=a@x.test", "b=b@x.test")
				w.wantGroups("G{a b}")
				if len(w.store.state.InFlight) > 0 {
					t.Errorf("in flight %v", w.store.state.InFlight)
				}
			})
		})
	}
}

func TestLostAnswerOfEachKind(t *testing.T) {
	t.Parallel()
	for n := range 3 {
		for _, apply := range []orgserver.Apply{orgserver.ApplyNothing, orgserver.ApplyFirst, orgserver.ApplyMembers} {
			for _, overwrite := range []bool{false, true} {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, orgserver.Options{Now: time.Now})
					w.syncer.Options.Sync.OverwriteExisting = overwrite
					w.server.AddUser("a@x.test", "a")
					w.server.AddUser("b@x.test", "b")
					w.has(user("a"), user("b"), group("g", "a", "b"))
					w.mustSync()
					if overwrite {
						w.server.AddUser("stray@x.test", "stray")
					}
					w.has(user("a"), user("c"), group("g", "a", "c"))
					for range n {
						w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
					}
					w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 500, Apply: apply})
					w.mustSync()
					w.wantMembers("a=a@x.test", "c=c@x.test")
					w.wantGroups("G{a c}")
					if len(w.store.state.Members) != 2 {
						t.Errorf("acknowledged %v", w.store.state.Members)
					}
				})
			}
		}
	}
}

func TestCancelWhileWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, orgserver.Options{Now: time.Now})
		w.has(user("a"))
		w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		run, err := w.syncer.Sync(ctx, manual())
		if !errors.Is(err, context.DeadlineExceeded) || run.Result != organization.ResultCancelled || run.End.Sub(run.Start) != 5*time.Second {
			t.Errorf("%s after %s: %v", run.Result, run.End.Sub(run.Start), err)
		}
	})
}
