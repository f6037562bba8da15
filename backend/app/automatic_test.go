package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/schedule"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/organization"
)

// A diary keeps what an automatic sync told.
type diary struct {
	mu     sync.Mutex
	events []app.AutomaticEvent
}

func (d *diary) note(e app.AutomaticEvent) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events = append(d.events, e)
}

// runs are the runs that ended.
func (d *diary) runs() (list []app.AutomaticEvent) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range d.events {
		if e.Next.IsZero() {
			list = append(list, e)
		}
	}
	return list
}

// lastFailures is how many failed in a row at the last wait.
func (d *diary) lastFailures() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, event := range slices.Backward(d.events) {
		if !event.Next.IsZero() {
			return event.Failures
		}
	}
	return -1
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// quick makes a minute of a's automatic sync last d, and tells each pause.
func quick(a *app.App, d time.Duration, paused func(time.Duration)) {
	a.Adjust(func(l *schedule.Loop) {
		scale := func(v time.Duration) time.Duration { return v / time.Minute * d }
		l.Min, l.Max, l.Interval = d, 60*d, scale(l.Interval)
		now := l.IntervalNow
		l.IntervalNow = func() time.Duration { return scale(now()) }
		onWait := l.OnWait
		l.OnWait = func(next time.Time, failures int) {
			if paused != nil {
				paused(l.Pause(failures))
			}
			onWait(next, failures)
		}
	})
}

func TestAutomaticSyncRunsUntilItIsStopped(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	var d diary
	quick(a, time.Millisecond, nil)
	if err := a.Automatic().Start(t.Context(), nil, d.note); err != nil {
		t.Fatal(err)
	}
	fails(t, a.Automatic().Start(t.Context(), nil, d.note), app.CodeHeld, "automatic sync is running already")
	// Another window of the same profile is told, too.
	b := f.open("default")
	fails(t, b.Automatic().Start(t.Context(), nil, nil), app.CodeHeld, "automatic sync (process ")
	fails(t, b.Automatic().Run(t.Context(), nil, nil), app.CodeHeld, "automatic sync (process ")

	f.staff("ada", "grace", "barbara", "joan")
	eventually(t, "joan is a member", func() bool { return strings.Contains(f.members(), "joan") })
	if s, err := b.Status(t.Context()); err != nil || s.Automatic == nil || s.Automatic.State != "waiting" && s.Automatic.State != "running" {
		t.Errorf("got %+v, %v", s.Automatic, err)
	}
	if err := a.Automatic().Stop(); err != nil {
		t.Error(err)
	}
	n := len(d.runs())
	if s, err := a.Status(t.Context()); err != nil || s.Automatic == nil || s.Automatic.State != "stopped" || s.Holder != nil {
		t.Errorf("got %+v, %v", s, err)
	}
	if err := a.Automatic().Stop(); err != nil {
		t.Errorf("a second time: %v", err)
	}
	if run := lastRun(t, a); run.Trigger != organization.TriggerAutomatic || len(d.runs()) != n {
		t.Errorf("got %+v", run)
	}
	// And again, from the other one.
	quick(b, time.Millisecond, nil)
	if err := b.Automatic().Start(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func TestAutomaticSyncThatCannotWorkIsToldAtOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "file", "server.url", f.url)
	for _, start := range []func() error{
		func() error { return a.Automatic().Start(t.Context(), nil, nil) },
		func() error { return a.Automatic().Run(t.Context(), nil, nil) },
	} {
		fails(t, start(), app.CodeSettings, "file.path: is not set")
	}
	set(t, a, "file.path", f.people)
	fails(t, a.Automatic().Start(t.Context(), nil, nil), app.CodeNotLoggedIn)
	f.login(a)
	if err := a.Automatic().Start(t.Context(), nil, nil); err != nil {
		t.Errorf("the lock was not given back: %v", err)
	}
}

// A refused log-in ends it, with that error; everything else is tried again,
// later and later.
func TestAutomaticSyncBacksOffAndEndsWhenRefused(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	set(t, a, "file.path", f.people+".gone")
	var mu sync.Mutex
	var pauses []time.Duration
	quick(a, time.Millisecond, func(p time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		pauses = append(pauses, p)
	})
	var d diary
	ended := make(chan error, 1)
	go func() { ended <- a.Automatic().Run(t.Context(), nil, d.note) }()
	eventually(t, "six failures", func() bool { return d.lastFailures() >= 6 })
	mu.Lock()
	if got := fmt.Sprint(pauses[:6]); got != "[5ms 5ms 10ms 20ms 40ms 60ms]" {
		t.Errorf("pauses: %s", got)
	}
	mu.Unlock()
	if s, err := a.Status(t.Context()); err != nil || s.Automatic.Failures < 5 {
		t.Errorf("got %+v, %v", s.Automatic, err)
	}
	if run := lastRun(t, a); run.Result != organization.ResultFailed || run.Trigger != organization.TriggerAutomatic || run.ErrorCode != string(app.CodeDirectory) {
		t.Errorf("got %+v", run)
	}
	// The directory is back: success brings the interval back, too.
	f.staff("ada", "grace", "barbara", "joan")
	set(t, a, "file.path", f.people)
	eventually(t, "a success", func() bool { return d.lastFailures() == 0 })
	mu.Lock()
	if p := pauses[len(pauses)-1]; p != 5*time.Millisecond {
		t.Errorf("pause after a success: %s", p)
	}
	mu.Unlock()

	// A changed interval counts from the next wait on.
	set(t, a, "sync.interval", "30")
	eventually(t, "the new interval", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return pauses[len(pauses)-1] == 30*time.Millisecond
	})

	f.server.RotateSecret("another-secret")
	f.staff("ada", "grace", "barbara", "joan", "fran")
	select {
	case err := <-ended:
		if !errors.Is(err, organization.ErrAuth) {
			t.Errorf("ended with %v", err)
		}
		fails(t, err, app.CodeAuth, "log-in refused by the server")
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on")
	}
	if run := lastRun(t, a); run.ErrorCode != string(app.CodeAuth) {
		t.Errorf("got %+v", run)
	}
	if s, err := a.Status(t.Context()); err != nil || s.Automatic.State != "stopped" || !s.LoggedIn {
		t.Errorf("got %+v, %v", s, err)
	}
}

// Only an answer that speaks of the key ends automatic sync; after any other
// one it tries again, and goes on when the log-in is back.
func TestAutomaticSyncOutlastsLogInsThatFail(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]orgserver.Fault{
		"temporarily_unavailable": {Status: 400, ContentType: "application/json", Body: `{"error":"temporarily_unavailable"}`},
		"server_error":            {Status: 400, ContentType: "application/json", Body: `{"error":"server_error"}`},
		"a firewall":              {Status: 403, ContentType: "application/json", Body: `{"message":"Forbidden by a firewall"}`},
		"a proxy, 401":            {Status: 401, ContentType: "application/json", Body: `{"message":"Unauthorized"}`},
		"a proxy, 407":            {Status: 407, ContentType: "application/json", Body: `{"message":"Log in"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, a := syncedFixture(t)
			f.staff("ada", "grace", "barbara", "joan", "fran")
			f.server.Fail(orgserver.RouteToken, 10_000, fault)
			quick(a, time.Millisecond, nil)
			ctx, stop := context.WithCancel(t.Context())
			var d diary
			ended := make(chan error, 1)
			go func() { ended <- a.Automatic().Run(ctx, nil, d.note) }()
			eventually(t, "two failures", func() bool { return d.lastFailures() >= 2 })
			f.server.ClearFaults()
			eventually(t, "a success", func() bool { return d.lastFailures() == 0 })
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// Stop does not wait for a server that sits on a request.
func TestStopCancelsTheRequestAtWork(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan")
	t.Cleanup(f.server.Hold(orgserver.RouteImport))
	n := len(f.server.Imports())
	var d diary
	if err := a.Automatic().Start(t.Context(), func(app.Progress) {}, d.note); err != nil {
		t.Fatal(err)
	}
	eventually(t, "an import", func() bool { return len(f.server.Imports()) > n })
	start := time.Now()
	if err := a.Automatic().Stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
	if runs := d.runs(); len(runs) != 1 || runs[0].Run == nil || runs[0].Run.Result != organization.ResultCancelled || !errors.Is(runs[0].Err, context.Canceled) {
		t.Errorf("got %+v", runs)
	}
	if run := lastRun(t, a); run.Result != organization.ResultCancelled {
		t.Errorf("got %+v", run)
	}
}

// One program keeps several profiles in step, each for itself: one that is
// stopped in the middle of a request does not disturb the other.
func TestSeveralProfilesSyncAutomaticallyInOneProcess(t *testing.T) {
	t.Parallel()
	east, west := newFixture(t, orgserver.Options{}), newFixture(t, orgserver.Options{})
	west.data = east.data
	a, b := east.ready("east"), west.ready("west")
	syncs(t, a)
	syncs(t, b)
	quick(a, time.Millisecond, nil)
	quick(b, time.Millisecond, nil)
	for _, one := range []*app.App{a, b} {
		if err := one.Automatic().Start(t.Context(), nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	east.staff("ada", "grace", "barbara", "joan")
	west.staff("ada", "grace", "barbara", "fran")
	eventually(t, "both are in step", func() bool {
		return strings.Contains(east.members(), "joan") && strings.Contains(west.members(), "fran")
	})
	t.Cleanup(east.server.Hold(orgserver.RouteImport))
	n := len(east.server.Imports())
	east.staff("ada", "grace", "barbara", "joan", "lisa")
	eventually(t, "an import", func() bool { return len(east.server.Imports()) > n })
	start := time.Now()
	if err := a.Automatic().Stop(); err != nil || time.Since(start) > 30*time.Second {
		t.Errorf("after %s: %v", time.Since(start), err)
	}
	<-a.Automatic().Ended()
	select {
	case <-b.Automatic().Ended():
		t.Error("west has ended, too")
	default:
	}
	west.staff("ada", "grace", "barbara", "fran", "mary")
	eventually(t, "west goes on", func() bool { return strings.Contains(west.members(), "mary") })
	if err := b.Automatic().Stop(); err != nil {
		t.Error(err)
	}
	<-b.Automatic().Ended()
}

func TestStatusKnowsWhetherTheAutomaticProcessLives(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	pid, stop := needs.Child(t, automaticEnv+"="+f.data, "BWDC_NO_KEYRING=1")
	s, err := a.Status(t.Context())
	if err != nil || s.Automatic == nil || s.Automatic.PID != pid || s.Automatic.State != "waiting" || s.Automatic.NextRun.Before(time.Now()) {
		t.Errorf("got %+v, %v", s.Automatic, err)
	}
	fails(t, a.Automatic().Start(t.Context(), nil, nil), app.CodeHeld, fmt.Sprintf("automatic sync (process %d) holds the lock since", pid))
	fails(t, f.profiles().Rename("default", "other"), app.CodeProfile, "in use")
	// A sync by hand is no trouble, nor is a test.
	syncs(t, a)
	stop()
	s, err = a.Status(t.Context())
	if err != nil || s.Automatic.State != "ended without notice" || !s.Automatic.NextRun.IsZero() || s.Automatic.PID != pid {
		t.Errorf("got %+v, %v", s.Automatic, err)
	}
	if err := a.Automatic().Start(t.Context(), nil, nil); err != nil {
		t.Errorf("its lock did not end with it: %v", err)
	}
}
