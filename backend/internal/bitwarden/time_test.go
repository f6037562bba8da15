package bitwarden_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestImportWaits(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare     func(*orgserver.Server, *memoryNet)
		want        string
		calls       int
		least, most time.Duration
	}{
		"as long as the server asks": {
			func(s *orgserver.Server, _ *memoryNet) { s.Throttle(orgserver.RouteImport, 2, 100*time.Second) },
			"", 3, 200 * time.Second, 200 * time.Second,
		},
		"not over five minutes": {
			func(s *orgserver.Server, _ *memoryNet) { s.Throttle(orgserver.RouteImport, 9, 100*time.Second) },
			"not sent", 4, 300 * time.Second, 300 * time.Second,
		},
		"for a connection": {
			func(_ *orgserver.Server, m *memoryNet) { m.refuse = 4 },
			"", 1, 15 * time.Second, 19 * time.Second,
		},
		"but not for ever": {
			func(_ *orgserver.Server, m *memoryNet) { m.refuse = 99 },
			"not sent", 0, 3 * time.Minute, 5 * time.Minute,
		},
		"nine minutes for a slow server": {
			func(s *orgserver.Server, _ *memoryNet) {
				s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 9 * time.Minute, Apply: orgserver.ApplyFirst})
			}, "", 1, 9 * time.Minute, 9 * time.Minute,
		},
		"ten and no more": {
			func(s *orgserver.Server, _ *memoryNet) {
				s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 11 * time.Minute, Apply: orgserver.ApplyFirst})
			}, "unknown outcome", 1, 10 * time.Minute, 10 * time.Minute,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, m := startInMemory(t, orgserver.Options{}, own())
				if _, err := c.Login(t.Context()); err != nil {
					t.Fatal(err)
				}
				test.prepare(s, m)
				start := time.Now()
				err := c.Import(t.Context(), sample())
				took := time.Since(start)
				if got := kindOf(err); got != test.want {
					t.Errorf("it is %q, want %q: %v", got, test.want, err)
				}
				if n := len(s.Imports()); n != test.calls {
					t.Errorf("arrived %d times, want %d", n, test.calls)
				}
				if took < test.least || took > test.most {
					t.Errorf("took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

// Against the cloud's own limits no request is ever refused: a burst goes at
// once, then what the limits allow. A self-hosted server is not slowed down.
func TestCloudIsNotOverrun(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		endpoints bitwarden.Endpoints
		limits    *orgserver.Limits
		// after how long so many imports are done
		at map[int]time.Duration
	}{
		"cloud": {cloud(), orgserver.CloudLimits(), map[int]time.Duration{
			5: 0, 10: 1050 * time.Millisecond, 60: 11550 * time.Millisecond, 65: 63 * time.Second, 120: 74550 * time.Millisecond,
		}},
		"self-hosted": {own(), nil, map[int]time.Duration{120: 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, _ := startInMemory(t, orgserver.Options{Limits: test.limits}, test.endpoints)
				start := time.Now()
				for n := range 120 {
					if err := c.Import(t.Context(), organization.Request{}); err != nil {
						t.Fatal(err)
					}
					if want, ok := test.at[n+1]; ok && time.Since(start) != want {
						t.Errorf("%d imports took %s, want %s", n+1, time.Since(start), want)
					}
				}
				for range 250 {
					if _, err := c.Members(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				for range 11 {
					if _, err := c.Login(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				for _, call := range s.Calls() {
					if call.Status == http.StatusTooManyRequests {
						t.Fatalf("%s was throttled", call.Path)
					}
				}
			})
		})
	}
}

// Revocations go five a second, whoever they are about: each has a counter of
// its own in the cloud, so that a thousand leavers take minutes and not an hour.
// What stands in front of it may know another limit, which is heeded.
func TestRevocationsArePaced(t *testing.T) {
	t.Parallel()
	for name, inFront := range map[string]int{"the cloud alone": 0, "60 a minute in front of it": 60} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, _ := startInMemory(t, orgserver.Options{Limits: orgserver.CloudLimits()}, cloud())
				var ids []string
				for i := range 1000 {
					ids = append(ids, s.AddUser(fmt.Sprintf("u%d@x.y", i), "").ID)
				}
				if _, err := c.Login(t.Context()); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				for i, id := range ids {
					if inFront > 0 && i > 0 && i%inFront == 0 {
						s.Throttle(orgserver.RouteOther, 1, 30*time.Second)
					}
					if err := c.Revoke(t.Context(), id); err != nil {
						t.Fatal(err)
					}
					if i == 4 && time.Since(start) != 0 || i == 59 && time.Since(start) != 11550*time.Millisecond {
						t.Errorf("the revocation number %d came after %s", i+1, time.Since(start))
					}
				}
				took, throttled := time.Since(start), 0
				for _, call := range s.Calls() {
					if call.Status == http.StatusTooManyRequests {
						throttled++
					}
				}
				switch {
				case inFront == 0 && (took != 208950*time.Millisecond || throttled > 0):
					t.Errorf("1000 revocations took %s, %d were throttled", took, throttled)
				case inFront > 0 && (took < 16*30*time.Second || throttled != 16):
					t.Errorf("1000 revocations took %s, %d were throttled", took, throttled)
				}
				start = time.Now()
				if err := c.Restore(t.Context(), ids[0]); err != nil || time.Since(start) != 0 {
					t.Errorf("a restoration waited %s: %v", time.Since(start), err)
				}
				for _, m := range s.Members() {
					if m.ID != ids[0] && m.Status != organization.StatusRevoked {
						t.Errorf("%s has status %d", m.Email, m.Status)
					}
				}
			})
		})
	}
}

// Memberships have a counter each, so that all can be asked for at once, eight
// in flight; a server that asks to be slower gets fewer.
func TestMembershipsAreRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		endpoints bitwarden.Endpoints
		throttled int
		took      time.Duration
	}{
		"cloud":                        {cloud(), 0, 10 * time.Second}, // 80 by 8, a second each
		"a server that wants less":     {own(), 8, 0},
		"a cloud with less than known": {cloud(), 8, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, c, _ := startInMemory(t, orgserver.Options{Limits: orgserver.CloudLimits()}, test.endpoints)
				s.AddUser("a@x.y", "a")
				var ids []string
				for i := range 80 {
					ids = append(ids, s.AddGroup("G", fmt.Sprint(i), "a").ID)
				}
				if _, err := c.Login(t.Context()); err != nil {
					t.Fatal(err)
				}
				s.Throttle(orgserver.RouteOther, test.throttled, 7*time.Second)
				s.Fail(orgserver.RouteOther, len(ids), orgserver.Fault{Delay: time.Second})
				start := time.Now()
				var all sync.WaitGroup
				for _, id := range ids {
					all.Go(func() {
						if members, err := c.GroupMembers(t.Context(), id); err != nil || len(members) != 1 {
							t.Errorf("%v, %v", members, err)
						}
					})
				}
				all.Wait()
				if took := time.Since(start); test.took > 0 && took != test.took || took > time.Minute {
					t.Errorf("took %s", took)
				}
				if most, first := atOnce(s.CallsTo(orgserver.RouteOther), time.Second); most > 8 || test.throttled > 0 && first >= 8 {
					t.Errorf("%d at once, %d after the first were throttled", most, first)
				}
			})
		})
	}
}

// atOnce tells how many calls came within less than a length of time, and how
// many did right after the first that were throttled.
func atOnce(calls []orgserver.Call, length time.Duration) (most, first int) {
	throttled := false
	for i, c := range calls {
		n := 1
		for _, other := range calls[i+1:] {
			if other.Time.Sub(c.Time) < length && other.Status == http.StatusOK {
				n++
			}
		}
		if c.Status == http.StatusTooManyRequests {
			throttled = true
			continue
		}
		most = max(most, n)
		if throttled && first == 0 {
			first = n
		}
	}
	return most, first
}

func TestTokenEndsInFakeTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c, _ := startInMemory(t, orgserver.Options{TokenLifetime: 10 * time.Second}, own())
		for range 30 {
			if _, err := c.Members(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if tokens, lists := len(s.CallsTo(orgserver.RouteToken)), len(s.CallsTo(orgserver.RouteMembers)); tokens != 4 || lists != 30 {
			t.Errorf("%d tokens, %d lists", tokens, lists)
		}
	})
}

func TestWaitingForATokenEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c, _ := startInMemory(t, orgserver.Options{}, own())
		s.Fail(orgserver.RouteToken, 1, orgserver.Fault{Delay: time.Minute})
		var slow sync.WaitGroup
		slow.Go(func() {
			if _, err := c.Login(t.Context()); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		err := c.Import(ctx, sample())
		if kindOf(err) != "not sent" || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		slow.Wait()
	})
}
