package okta_test

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

// inMemory is a fake for a bubble of synctest, with Okta's usual limits.
func inMemory(t *testing.T, n, m int) *company {
	c := &company{clock: &clock{}, Server: oktatest.New(t, oktatest.Options{Options: cloudtest.InMemory()})}
	c.fill(n, m)
	return c
}

// patient has the retries of the product.
func patient(c *okta.Config) { c.Transport.Retry = transport.Retry{} }

func TestA429WaitsUntilTheReset(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := inMemory(t, 3, 2)
		time.Sleep(20 * time.Second) // into the minute
		c.Exhaust("groups")
		source := open(t, c.Server, patient)
		if _, took := sourcetest.Timed(t, source, c.Truth); took < 40*time.Second || took > 43*time.Second {
			t.Errorf("took %s, the limit is reset after 40 s", took)
		}
		if got := source.Traffic(); got.Throttled != 1 || got.Retries != 1 || got.Waited < 40*time.Second {
			t.Errorf("traffic %v", got)
		}
	})
}

func TestAResetThatIsTooFarAwayFailsTheRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := inMemory(t, 3, 2)
		c.Fail(100, oktatest.Fault{Status: http.StatusTooManyRequests, Code: "E0000047", Header: http.Header{
			"X-Rate-Limit-Remaining": {"0"}, "X-Rate-Limit-Reset": {strconv.FormatInt(time.Now().Add(3*time.Hour).Unix(), 10)},
		}})
		sourcetest.GivesUp(t, open(t, c.Server, patient), time.Minute)
	})
}

func TestWaitingForTheResetCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := inMemory(t, 3, 2)
		c.Exhaust("users")
		sourcetest.CancelWhileWaiting(t, open(t, c.Server, patient))
	})
}

func TestTooManyAtOnceMeansFewer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &company{clock: &clock{}, Server: oktatest.New(t, oktatest.Options{Options: cloudtest.Options{InMemory: true, Latency: 50 * time.Millisecond}, Concurrent: 6})}
		c.fill(20, 200)
		source := open(t, c.Server, patient)
		c.isTruth(t, sourcetest.Fetch(t, source, nil))
		if got := source.Traffic(); got.Throttled == 0 || got.Throttled > 60 {
			t.Errorf("traffic %v", got)
		}
	})
}

// Others use up the low limit of the log, or it is in trouble: a read goes on
// without it.
func TestALogInTroubleHoldsNobodyUpForLong(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]oktatest.Fault{
		"trouble": {Status: 503, Code: "E0000010"}, "never ends": {Header: http.Header{"X-Rate-Limit-Remaining": {"0"}, "Retry-After": {"45"}}, Status: 429, Code: "E0000047"},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := inMemory(t, 3, 2)
			f.Match = to("/api/v1/logs")
			c.Fail(10_000, f)
			if _, took := sourcetest.Timed(t, open(t, c.Server, patient), c.Truth); took > logPatience {
				t.Errorf("%s: took %s", name, took)
			}
		})
	}
}

// logPatience is a minute, and what the lists take.
const logPatience = time.Minute + 5*time.Second

// A new token may use half of the organization's limit, and the headers need
// not say so.
func TestATokenWithHalfTheLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := &company{clock: &clock{}, Server: oktatest.New(t, oktatest.Options{Options: cloudtest.Options{InMemory: true, Latency: 50 * time.Millisecond}, TokenPercent: 50})}
		c.fill(20, 700)
		source := open(t, c.Server, patient)
		if _, took := sourcetest.Timed(t, source, c.Truth); took > 3*time.Minute || source.Traffic().Throttled > 2*24 {
			t.Errorf("took %s: %v", took, source.Traffic())
		}
	})
}

// 10,000 users and 1,000 groups of 50 take no longer than a quarter more than
// four fifths of the rate limit would need, and nothing is throttled. When
// nothing changed, five requests are enough.
func TestALargeOrganizationWithinItsLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := inMemory(t, 10_000, 0)
		for i := range 1000 {
			c.group = append(c.group, c.AddGroup(oktatest.Group{Name: fmt.Sprint("Group ", i)}, cloudtest.Around(c.users, i*50, 50)...))
		}
		time.Sleep(10 * time.Minute)
		source := open(t, c.Server, patient)
		s, took := sourcetest.Timed(t, source, c.Truth)
		n := c.Requests()
		counted := n["/groups"] + n["/groups/{id}/users"] // Okta's limit is for both
		ideal := time.Duration(math.Ceil(float64(counted) / (0.8 * 600) * float64(time.Minute)))
		t.Logf("%d requests (%v) in %s, four fifths of the limit need %s: %.2f times; %v; at most %d at once",
			n[""], n, took, ideal, took.Seconds()/ideal.Seconds(), source.Traffic(), c.MostAtOnce())
		if c.Spare() < 600/5 {
			t.Errorf("only %d requests were left to others", c.Spare())
		}
		if n[""] > 50+1+5+1000+1 || took > ideal*5/4 || source.Traffic().Throttled > 0 {
			t.Errorf("%d requests in %s, at most %s: %v", n[""], took, ideal*5/4, source.Traffic())
		}
		c.ResetRequests()
		again := open(t, c.Server, func(o *okta.Config) {
			patient(o)
			o.UserQuery, o.GroupQuery = "", ""
		})
		start := time.Now()
		second, err := again.Fetch(t.Context(), sourcetest.Stored(t, s))
		if err != nil || second.Complete {
			t.Fatalf("second read: %v", err)
		}
		c.isTruth(t, second)
		if n := c.Requests()[""]; n > 5 {
			t.Errorf("nothing changed, and yet %d requests in %s", n, time.Since(start))
		}
	})
}

// The same with queries for both.
func TestNothingChangedTakesSixRequests(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 300, 30, oktatest.Options{})
	queries := func(c *okta.Config) {
		c.UserQuery, c.GroupQuery = `profile.firstName eq "Person"`, `type eq "OKTA_GROUP"`
	}
	base := c.fetch(t, nil, queries)
	c.ResetRequests()
	c.fetch(t, base, queries)
	if n := c.Requests()[""]; n != 6 {
		t.Errorf("%d requests", n)
	}
}
