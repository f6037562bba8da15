package transport

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// A Quota follows the rate limits that a vendor tells in the headers of its
// answers, and holds requests back before a limit is reached. The fields are
// set before it is first used. A fan-out starts no more at once than its Gate
// lets in: what waits there has passed the Quota already.
type Quota struct {
	// Bucket names the limit that a request counts against; "" means none.
	// Nil means one limit for all.
	Bucket func(*http.Request) string
	// Read takes the state of the limit from an answer; false where it says
	// nothing.
	Read func(*http.Response) (Allowance, bool)
	// HeadRoom is the part of a limit that is left to others, e.g. 0.2.
	HeadRoom float64

	mu      sync.Mutex
	buckets map[string]*bucket
}

// An Allowance is the state of a rate limit.
type Allowance struct {
	// Limit is what a window of time allows, Remaining what is left of it.
	Limit, Remaining int
	// Reset is how long the window lasts from now on.
	Reset time.Duration
}

// EpochAllowance reads three headers prefix-Limit, prefix-Remaining and
// prefix-Reset, the last one in seconds since 1970, as Okta has them: prefix is
// "X-Rate-Limit".
func EpochAllowance(resp *http.Response, prefix string) (Allowance, bool) {
	limit, err1 := strconv.Atoi(resp.Header.Get(prefix + "-Limit"))
	remaining, err2 := strconv.Atoi(resp.Header.Get(prefix + "-Remaining"))
	reset, err3 := strconv.ParseInt(resp.Header.Get(prefix+"-Reset"), 10, 64)
	if err1 != nil || err2 != nil || err3 != nil || limit <= 0 {
		return Allowance{}, false
	}
	return Allowance{Limit: limit, Remaining: remaining, Reset: until(reset, resp.Header)}, true
}

// bucket is what is known about one limit. Before the first answer, and after
// the end of a window, nothing is: then one request goes ahead, and the others
// wait for what its answer says.
type bucket struct {
	limit, remaining int
	reset            time.Time
	// silent: no answer has said anything about a limit.
	silent bool
	// inFlight are requests that the last answer may not have counted.
	inFlight int
	// changed is closed when something changes.
	changed chan struct{}
}

// sameWindow is by how much the ends of one window may differ: the vendors
// tell seconds, and answers take their time.
const sameWindow = 5 * time.Second

// enter waits until a request may be sent.
func (q *Quota) enter(ctx context.Context, name string, metrics *Metrics) error {
	var waited func()
	defer func() {
		if waited != nil {
			waited()
		}
	}()
	for {
		changed, wait := q.try(name)
		if changed == nil {
			return nil
		}
		if waited == nil {
			waited = metrics.Wait()
		}
		select {
		case <-changed:
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// try counts the request as in flight, or returns what to wait for.
func (q *Quota) try(name string) (changed <-chan struct{}, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	b := q.bucket(name)
	floor := int(math.Ceil(float64(b.limit) * q.HeadRoom))
	free := b.remaining-b.inFlight > floor
	if wait = time.Until(b.reset); wait <= 0 {
		free = b.silent || b.inFlight == 0
		wait = time.Hour // for an answer
	}
	if !free {
		return b.changed, wait
	}
	b.inFlight++
	return nil, 0
}

func (q *Quota) bucket(name string) *bucket {
	b := q.buckets[name]
	if b == nil {
		if q.buckets == nil {
			q.buckets = map[string]*bucket{}
		}
		b = &bucket{changed: make(chan struct{})}
		q.buckets[name] = b
	}
	return b
}

// leave takes note of an answer; resp is nil where none came.
func (q *Quota) leave(name string, resp *http.Response) {
	q.mu.Lock()
	defer q.mu.Unlock()
	b := q.bucket(name)
	b.inFlight--
	if resp != nil {
		a, ok := q.Read(resp)
		if ok {
			if resp.StatusCode == http.StatusTooManyRequests {
				// Whatever else it says: this client may have a limit of its
				// own below the one that is told.
				a.Remaining = 0
			}
			b.learn(a)
		}
		b.silent = !ok && b.limit == 0 && resp.StatusCode < http.StatusInternalServerError
	}
	close(b.changed)
	b.changed = make(chan struct{})
}

// learn takes the state from an answer. Answers overtake each other: within a
// window the lowest number counts, and an older window not at all.
func (b *bucket) learn(a Allowance) {
	reset := time.Now().Add(a.Reset)
	switch {
	case reset.Sub(b.reset) > sameWindow || !b.reset.After(time.Now()):
		b.limit, b.remaining, b.reset = a.Limit, a.Remaining, reset
	case b.reset.Sub(reset) > sameWindow:
	default:
		b.limit, b.remaining = a.Limit, min(b.remaining, a.Remaining)
	}
}

// quota is a decorator that keeps to a Quota.
type quota struct {
	next    http.RoundTripper
	quota   *Quota
	metrics *Metrics
}

func (d *quota) RoundTrip(r *http.Request) (*http.Response, error) {
	name := "all"
	if d.quota.Bucket != nil {
		if name = d.quota.Bucket(r); name == "" {
			return d.next.RoundTrip(r)
		}
	}
	if err := d.quota.enter(r.Context(), name, d.metrics); err != nil {
		closeBody(r)
		return nil, fmt.Errorf("wait for the rate limit: %w", err)
	}
	resp, err := d.next.RoundTrip(r)
	d.quota.leave(name, resp)
	return resp, err
}
