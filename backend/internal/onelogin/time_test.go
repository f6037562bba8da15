package onelogin_test

import (
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

// patient has the retries of the product.
func patient(c *onelogin.Config) { c.Transport.Retry = transport.Retry{} }

func TestA429WaitsForTheNextHour(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, 3, 2, onelogintest.Options{Options: cloudtest.InMemory()})
		time.Sleep(57 * time.Minute)
		a.Use(4999)
		source := open(t, a.Server, patient)
		if _, took := sourcetest.Timed(t, source, a.Truth); took < 3*time.Minute || took > 3*time.Minute+5*time.Second {
			t.Errorf("took %s, the hour ends after 3 minutes", took)
		}
		if got := source.Traffic(); got.Throttled != 1 || got.Waited < 3*time.Minute-time.Second {
			t.Errorf("traffic %v", got)
		}
	})
}

func TestAnHourThatIsTooLongFailsTheRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, 3, 2, onelogintest.Options{Options: cloudtest.InMemory()})
		a.Use(5000)
		sourcetest.GivesUp(t, open(t, a.Server, patient), time.Minute)
	})
}

func TestWaitingCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, 3, 2, onelogintest.Options{Options: cloudtest.InMemory()})
		time.Sleep(58 * time.Minute)
		a.Use(5000)
		sourcetest.CancelWhileWaiting(t, open(t, a.Server, patient))
	})
}

// large has 10,000 users and 1,000 roles of 50, for a bubble of synctest.
func large(t testing.TB, o onelogintest.Options) *account {
	o.Options = cloudtest.InMemory()
	a := newAccount(t, 10_000, 1000, o)
	for i, role := range a.roles {
		a.SetUsers(role, cloudtest.Around(a.users, i*50, 50)...)
	}
	return a
}

// A large account takes three seconds at most, also where every role has to be
// asked.
func TestALargeAccount(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options  onelogintest.Options
		requests int
		within   time.Duration
	}{
		"lists agree":          {onelogintest.Options{}, 25, time.Second},
		"each role is asked":   {onelogintest.Options{NoRoleIDs: true}, 1025, 4 * time.Second},
		"trouble and throttle": {onelogintest.Options{NoRoleIDs: true, PerHour: 3000}, 1200, 3 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			a := large(t, test.options)
			if test.options.PerHour > 0 {
				a.FailRandomly(5)
				time.Sleep(58 * time.Minute)
				a.Use(test.options.PerHour - 500)
			}
			source := open(t, a.Server, patient)
			_, took := sourcetest.Timed(t, source, a.Truth)
			n := a.Requests()
			t.Logf("%s: %d requests (%v) in %s, at most %d at once; %v", name, n[""], n, took, a.MostAtOnce(), source.Traffic())
			if n[""] > test.requests || took > test.within {
				t.Errorf("%s: %d requests in %s, want %d in %s", name, n[""], took, test.requests, test.within)
			}
		})
	}
}

// Pages are asked for side by side, also where they are smaller than was asked
// for.
func TestSmallPagesAreAskedForSideBySide(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, 5000, 2, onelogintest.Options{Options: cloudtest.InMemory(), PageCap: 50})
		s, took := sourcetest.Timed(t, open(t, a.Server, patient), a.Truth)
		n := a.Requests()
		t.Logf("%d requests (%v) in %s, at most %d at once", n[""], n, took, a.MostAtOnce())
		if n["/users"] != 2*100 || took > 2*time.Second || a.MostAtOnce() > 24 { // a first read is read until two are the same
			t.Errorf("%v in %s, at most %d at once", n, took, a.MostAtOnce())
		}
		a.ResetRequests()
		start := time.Now()
		a.isTruth(t, sourcetest.Fetch(t, open(t, a.Server, patient), s))
		if n, took := a.Requests(), time.Since(start); n["/users"] != 100 || took > time.Second {
			t.Errorf("the next read: %v in %s", n, took)
		}
	})
}
