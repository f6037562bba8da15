package google_test

import (
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

// patient has the retries of the product.
func patient(c *google.Config) { c.Transport.Retry = transport.Retry{} }

// large has that many users and groups of 50, for a bubble of synctest.
func large(t testing.TB, n, m int) *company {
	c := newCompany(t, n, 0, googletest.Options{Options: cloudtest.InMemory()})
	for i := range m {
		c.groups = append(c.groups, c.AddGroup(googletest.Group{Name: "Group", Email: "group@example.com"}, cloudtest.Around(c.users, i*50, min(50, n))...))
	}
	return c
}

// 10,000 users and 1,000 groups of 50 take five seconds at most: the minute's
// requests are spent at once, many in flight.
func TestALargeCompany(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := large(t, 10_000, 1000)
		source := open(t, c.Server, patient)
		_, took := sourcetest.Timed(t, source, c.Truth)
		n := c.Requests()
		t.Logf("%d requests (%v) in %s, at most %d at once; %v", n[""], n, took, c.MostAtOnce(), source.Traffic())
		if n[""] != 1+20+1+5+1000 || took > 3*time.Second || c.MostAtOnce() < 24 || source.Traffic().Throttled > 0 {
			t.Errorf("%d requests in %s, at most %d at once; %v", n[""], took, c.MostAtOnce(), source.Traffic())
		}
	})
}

// What needs more than a minute's requests waits for the next minute, and is
// not throttled.
func TestMoreThanAMinuteOfRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := large(t, 60, 2600)
		source := open(t, c.Server, patient)
		if _, took := sourcetest.Timed(t, source, c.Truth); took > 65*time.Second || source.Traffic().Throttled > 0 {
			t.Errorf("took %s: %v", took, source.Traffic())
		}
	})
}

// Others may have used up the minute: the read waits it out.
func TestAMinuteThatOthersHaveUsedUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := large(t, 60, 300)
		c.FailRandomly(5)
		c.Use(2300)
		source := open(t, c.Server, patient)
		_, took := sourcetest.Timed(t, source, c.Truth)
		t.Logf("took %s: %v", took, source.Traffic())
		if took > 3*time.Minute || source.Traffic().Throttled == 0 {
			t.Errorf("took %s: %v", took, source.Traffic())
		}
	})
}

func TestWaitingCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := large(t, 5, 5)
		c.Use(2400)
		sourcetest.CancelWhileWaiting(t, open(t, c.Server, patient))
	})
}
