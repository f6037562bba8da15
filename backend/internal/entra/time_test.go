package entra_test

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

// patient has the retries of the product.
func patient(c *entra.Config) { c.Transport.Retry = transport.Retry{} }

// large has 10,000 users and 1,000 groups of 50, with answers after 50 ms and
// Graph's usual limit.
func large(t *testing.T, o graphtest.Options) *company {
	o.InMemory, o.Latency = true, 50*time.Millisecond
	c := newCompany(t, 10_000, 0, o)
	for i := range 1000 {
		c.groups = append(c.groups, c.AddGroup(graphtest.Group{Name: fmt.Sprint("Group ", i)}, cloudtest.Around(c.users, i*50, 50)...))
	}
	return c
}

// A whole read takes no longer than a second and a half, with delta or without.
// When nothing changed, five requests are enough.
func TestALargeTenant(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]graphtest.Options{"with delta": {}, "without": {NoDelta: true}} {
		synctest.Test(t, func(t *testing.T) {
			c := large(t, o)
			source := open(t, c.Server, patient)
			s, took := sourcetest.Timed(t, source, c.Truth)
			t.Logf("%s: %s in %s, %d units of Graph's limit: %v", name, source.Traffic(), took, c.Units(), c.Requests())
			if took > 1500*time.Millisecond || source.Traffic().Requests > 80 || source.Traffic().Throttled > 0 {
				t.Errorf("%s: %s: %v", name, took, source.Traffic())
			}
			if o.NoDelta {
				return
			}
			c.ResetRequests()
			start := time.Now()
			second, err := open(t, c.Server, patient).Fetch(t.Context(), sourcetest.Stored(t, s))
			if err != nil || second.Complete || sourcetest.Diff(s, second) != "" {
				t.Fatalf("second read: %v", err)
			}
			t.Logf("nothing changed: %d requests in %s", c.Requests()[""], time.Since(start))
			if n := c.Requests()[""]; n > 5 {
				t.Errorf("nothing changed, and yet %d requests: %v", n, c.Requests())
			}
		})
	}
}

func TestThrottlingWaitsAsLongAsGraphSays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 3, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}})
		c.Fail(1, graphtest.Fault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", Header: http.Header{"Retry-After": {"17"}}, Match: to("/v1.0/users/delta")})
		source := open(t, c.Server, patient)
		if _, took := sourcetest.Timed(t, source, c.Truth); took < 17*time.Second || took > 18*time.Second || source.Traffic().Throttled != 1 {
			t.Errorf("took %s: %v", took, source.Traffic())
		}
	})
}

// Each part of a batch is throttled by itself, and only those are asked for
// again, after the longest wait that one of them wants.
func TestPartsOfABatchAreThrottledEachByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 3, 12, graphtest.Options{Options: cloudtest.Options{InMemory: true}, NoDelta: true})
		c.FailParts(3, graphtest.PartFault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "20"})
		c.FailParts(1, graphtest.PartFault{Status: http.StatusServiceUnavailable, Code: "serviceNotAvailable", RetryAfter: "7"})
		source := open(t, c.Server, patient)
		_, took := sourcetest.Timed(t, source, c.Truth)
		n := c.Requests()
		if took < 20*time.Second || took > 21*time.Second || n["/$batch"] != 2 || n["part /groups/{id}/members"] != 12 {
			t.Errorf("took %s: %v", took, n)
		}
		if got := source.Traffic(); got.Throttled != 3 || got.Waited < 20*time.Second {
			t.Errorf("traffic %v", got)
		}
	})
}

// A tenant with the smallest limit is read in more time, not in part.
func TestASmallLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 50, 300, graphtest.Options{Options: cloudtest.Options{InMemory: true, Latency: 50 * time.Millisecond}, NoDelta: true, Units: 150})
		source := open(t, c.Server, patient)
		if _, took := sourcetest.Timed(t, source, c.Truth); took > time.Minute || source.Traffic().Throttled == 0 {
			t.Errorf("took %s: %v", took, source.Traffic())
		}
	})
}

func TestALimitThatDoesNotEndFailsTheRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 3, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}, NoDelta: true})
		c.FailParts(1000, graphtest.PartFault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "120"})
		sourcetest.GivesUp(t, open(t, c.Server, patient), 10*time.Minute)
	})
}

func TestWaitingCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 3, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}, NoDelta: true})
		c.FailParts(1000, graphtest.PartFault{Status: http.StatusTooManyRequests, Code: "TooManyRequests", RetryAfter: "100"})
		sourcetest.CancelWhileWaiting(t, open(t, c.Server, patient))
	})
}

// A token lives for an hour; a Source that is kept gets another one.
func TestATokenThatExpiredIsReplaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t, 3, 2, graphtest.Options{Options: cloudtest.Options{InMemory: true}})
		source := open(t, c.Server, nil)
		for range 3 {
			c.isTruth(t, sourcetest.Fetch(t, source, nil))
			time.Sleep(59*time.Minute + 59*time.Second)
		}
		if n := c.Requests(); n["refused"] != 0 || n["/oauth2/v2.0/token"] != 3 {
			t.Errorf("requests %v", n)
		}
	})
}

// The memory of a read, on top of what the fake itself holds. Counted is what
// lives at each collection, not what was allocated: that is the same with the
// race detector, whose own memory is outside of the heap.
func TestALargeTenantFitsIntoMemory(t *testing.T) {
	const mostPeak, mostKept = 50, 40 // MB
	c := newCompany(t, 10_000, 0, graphtest.Options{})
	for i := range 1000 {
		c.groups = append(c.groups, c.AddGroup(graphtest.Group{Name: fmt.Sprint("Group ", i)}, c.users[i*9:i*9+50]...))
	}
	// Small steps from one collection to the next, so that no height is missed.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	before := live()
	highest := highestLive(t)
	s := c.fetch(t, nil, nil)
	runtime.GC()
	kept, peak := live()-before, highest()-before
	t.Logf("%d MB at the peak, %d MB are kept, cursor %d bytes", peak>>20, kept>>20, len(s.Cursor.Data))
	if len(s.Users) != 10_000 || len(s.Groups) != 1000 {
		t.Errorf("%d users, %d groups", len(s.Users), len(s.Groups))
	}
	if kept>>20 > mostKept || peak>>20 > mostPeak {
		t.Errorf("%d MB at the peak and %d MB kept for %d users; at most %d and %d", peak>>20, kept>>20, len(s.Users), mostPeak, mostKept)
	}
}

// live is how many bytes of the heap the last collection found in use.
func live() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64()) //nolint:gosec // less than the memory of the machine
}

// highestLive watches live until the returned function is called, which tells
// the highest it has been.
func highestLive(t *testing.T) func() int64 {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	found := make(chan int64, 1)
	go func() {
		highest := live()
		for ctx.Err() == nil {
			highest = max(highest, live())
			time.Sleep(time.Millisecond)
		}
		found <- max(highest, live())
	}()
	return sync.OnceValue(func() int64 {
		stop()
		return <-found
	})
}
