package syncer

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// lose syncs, loses the answer to the n-th import and is stopped while it
// waits; the server carries the import out after a while.
func (w *world) lose(t *testing.T, n int, after time.Duration) {
	t.Helper()
	for range n - 1 {
		w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
	}
	w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 504, Apply: orgserver.ApplyLate, Delay: after})
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if run, err := w.syncer.Sync(ctx, manual()); !errors.Is(err, context.DeadlineExceeded) || run.Result != organization.ResultCancelled {
		t.Fatalf("%s, %v", run.Result, err)
	}
	if len(w.store.state.InFlight) == 0 {
		t.Fatal("nothing is in flight")
	}
}

// A request of a run that died is carried out while the next one waits, after
// that one, or not at all. Whatever it does is mended by the run after.
func TestARequestOfAnEarlierRunComesLate(t *testing.T) {
	t.Parallel()
	all := []any{user("a"), user("b"), group("g", "a", "b")}
	for name, changed := range map[string][]any{
		"a removal":    {user("a"), group("g", "a")},
		"a membership": {user("a"), user("b"), group("g", "a")},
		"an addition":  {user("a"), user("b"), user("c"), group("g", "a", "b", "c")},
	} {
		for _, after := range []time.Duration{30 * time.Second, 70 * time.Second, 75 * time.Second, 20 * time.Minute} {
			t.Run(name+", "+after.String(), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, orgserver.Options{Now: time.Now})
					w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
					w.has(all...)
					w.mustSync()
					w.has(changed...)
					w.lose(t, 1, after)
					w.has(all...)
					start := time.Now()
					w.mustSync()
					if waited := time.Since(start); waited < 55*time.Second {
						t.Errorf("waited %s only", waited)
					}
					time.Sleep(30 * time.Minute) // the next run
					w.server.Wait()
					w.mustSync()
					w.wantMembers("a=a@x.test", "b=b@x.test")
					w.wantGroups("G{a b}")
					time.Sleep(time.Minute)
					w.mustSync()
					if left := w.store.state.InFlight; len(left) > 0 {
						t.Errorf("still in flight: %v", left)
					}
				})
			})
		}
	}
}

func TestARecordThatIsOldNeedsNoWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, orgserver.Options{Now: time.Now})
		w.has(user("a"))
		w.lose(t, 1, time.Second)
		time.Sleep(5 * time.Minute)
		start := time.Now()
		w.mustSync()
		if waited := time.Since(start); waited != betweenLooks { // between two looks
			t.Errorf("waited %s", waited)
		}
	})
}

func TestAnOrganizationThatIsNeverQuiet(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, orgserver.Options{Now: time.Now})
		w.has(user("a"))
		w.lose(t, 1, time.Second)
		w.sent()
		w.syncer.Organization = &restless{client: &client{w.server}}
		if _, err := w.sync(); err == nil || !errors.Is(err, errNeverQuiet) {
			t.Errorf("error %v", err)
		}
		w.wantSent()
	})
}

// restless has another member each time.
type restless struct {
	*client
	n int
}

func (r *restless) Members(ctx context.Context) ([]organization.Member, error) {
	r.n++
	r.server.AddUser(time.Duration(r.n).String()+"@x.test", "")
	return r.client.Members(ctx)
}

// What certainly was not processed leaves the record at once: the next run
// neither waits nor sends everything.
func TestCertainlyNotProcessed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		left int
	}{
		"not connected or throttled": {organization.ErrNotSent, 0},
		"key refused":                {organization.ErrAuth, 0},
		"organization unknown":       {organization.ErrNotFound, 0},
		"refused before work":        {&organization.RejectedError{Status: 413}, 0},
		"an entry is named":          {&organization.RejectedError{Status: 400, Named: []organization.NamedEntry{{ExternalID: "nobody"}}}, 0},
		"refused in the midst":       {&organization.RejectedError{Status: 400, Message: "no seats"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"))
			w.mustSync()
			w.has(user("a"), user("b"))
			w.syncer.Organization = &refusing{&client{w.server}, c.err}
			w.mustFail()
			if left := w.store.state.InFlight; len(left) != c.left {
				t.Errorf("in flight: %v", left)
			}
			w.syncer.Organization = &client{w.server}
			w.sent()
			began := w.now
			if run := w.mustSync(); run.FullSend != (c.left > 0) {
				t.Errorf("full %t", run.FullSend)
			}
			if waited := w.now.Sub(began); c.left == 0 && waited > time.Minute {
				t.Errorf("waited %s", waited)
			}
		})
	}
}

// refusing takes no import.
type refusing struct {
	*client
	err error
}

func (r *refusing) Import(context.Context, organization.Request) error { return r.err }

// A run that dies between the acceptance and the look at the member list: what
// the server does not show is noticed by the next run.
func TestKilledBeforeWhatWasAcceptedIsLookedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("a"))
	w.mustSync()
	w.has(user("a"), user("b"))
	w.syncer.Organization = &ignoring{client: &client{w.server}}
	func() {
		defer func() {
			if r := recover(); r != any(errCrash) {
				t.Fatalf("did not die: %v", r)
			}
		}()
		_, _ = w.sync()
	}()
	w.syncer.Organization = &client{w.server}
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test")
	if left := w.store.state.InFlight; len(left) > 0 {
		t.Errorf("in flight: %v", left)
	}
}

// ignoring accepts an import, does nothing, and dies when it is looked at.
type ignoring struct {
	*client
	accepted bool
}

func (i *ignoring) Import(context.Context, organization.Request) error {
	i.accepted = true
	return nil
}

func (i *ignoring) Members(ctx context.Context) ([]organization.Member, error) {
	if i.accepted {
		panic(errCrash)
	}
	return i.client.Members(ctx)
}
