package okta_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// purge deactivates and deletes a user.
func (c *company) purge(id string) {
	c.SetStatus(id, oktatest.Deprovisioned)
	c.PurgeUser(id)
}

// reread reads everything, with a new Source that is told who was there.
func (c *company) reread(t *testing.T, base *directory.Snapshot, change func(*okta.Config)) *directory.Snapshot {
	t.Helper()
	c.clock.skip(10 * time.Minute)
	s, err := open(t, c.Server, change).Reread(t.Context(), sourcetest.Stored(t, base))
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.CheckSnapshot(t, s)
	if !s.Complete {
		t.Error("not everything was read")
	}
	return s
}

func tombstonesOf(s *directory.Snapshot) (ids []string) {
	for _, u := range s.Users {
		if u.Deleted {
			ids = append(ids, u.ExternalID)
		}
	}
	return ids
}

// withTombstones is what the fake holds and who is gone for good.
func (c *company) withTombstones(gone ...string) *directory.Snapshot {
	truth := c.Truth()
	for _, id := range gone {
		truth.Users = append(truth.Users, directory.User{ReferenceID: id, ExternalID: id, Deleted: true})
	}
	return withoutEmails(truth)
}

// withoutEmails leaves out the emails of tombstones: the log tells log-ins.
func withoutEmails(s *directory.Snapshot) *directory.Snapshot {
	for i := range s.Users {
		if s.Users[i].Deleted {
			s.Users[i].Email = ""
		}
	}
	s.Sort()
	return s
}

// The log tells who was deleted for good, and deleted groups, with the next
// read, also where it learns of it later.
func TestWhoIsDeletedForGoodIsSeenByTheNextRead(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]oktatest.Options{
		"at once": {PageCap: 2},
		"late":    {PageCap: 2, LogDelay: 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 5, 3, o)
			c.clock.skip(time.Hour)
			base := c.fetch(t, nil, nil)
			c.purge(c.users[1])
			c.purge(c.users[3])
			c.DeleteGroup(c.group[0])
			c.ResetRequests()
			s := c.fetch(t, base, nil)
			if o.LogDelay > 0 {
				if len(tombstonesOf(s)) != 0 || len(s.Groups) != 3 {
					t.Errorf("before the log: %+v", s)
				}
				s = c.fetch(t, s, nil)
			}
			if s.Complete || s.Users[1].Email != base.Users[1].Email {
				t.Errorf("complete %v, users %+v", s.Complete, s.Users)
			}
			sourcetest.IsTruth(t, c.withTombstones(c.users[1], c.users[3]), withoutEmails(s))
			n := c.Requests()
			if n["/users/{id}"] != 2 || n["/groups/{id}"] != 1 || o.LogDelay == 0 && n["/users"] != 2 {
				t.Errorf("asked %v", n)
			}
			c.ResetRequests()
			again := c.fetch(t, s, nil)
			sourcetest.IsTruth(t, c.withTombstones(c.users[1], c.users[3]), withoutEmails(again))
			if n := c.Requests(); n["/users/{id}"] != 0 {
				t.Errorf("asked %v", n)
			}
		})
	}
}

// A complete read gives tombstones too: of whom the log tells, and where it
// can't be read, of those whom the last read had.
func TestACompleteReadKnowsWhoWasDeletedForGood(t *testing.T) {
	t.Parallel()
	query := func(c *okta.Config) { c.UserQuery = `profile.firstName eq "Person"` }
	for name, change := range map[string]func(*okta.Config){"all": nil, "a query": query} {
		for _, rights := range []oktatest.Rights{oktatest.AllRights(), oktatest.WithoutLog()} {
			t.Run(fmt.Sprint(name, rights.Log), func(t *testing.T) {
				t.Parallel()
				c := newCompany(t, 5, 1, oktatest.Options{})
				c.AddToken(goodToken, rights)
				base := c.fetch(t, nil, change)
				c.purge(c.users[1])
				s := c.reread(t, base, change)
				if want := c.users[1:2]; !slices.Equal(tombstonesOf(s), want) || s.Users[1].Email != base.Users[1].Email || len(s.Users) != 5 {
					t.Errorf("users %+v", s.Users)
				}
				if first := c.fetch(t, nil, change); len(tombstonesOf(first)) != 1 && rights.Log {
					t.Errorf("without the last read: users %+v", first.Users)
				}
				if change == nil { // who only left the query is not deleted
					return
				}
				c.ChangeUser(c.users[2], func(u *oktatest.User) { u.FirstName = "Robot" })
				if s := c.reread(t, base, change); len(s.Users) != 4 || len(tombstonesOf(s)) != 1 {
					t.Errorf("users %+v", s.Users)
				}
			})
		}
	}
}

// Nobody is a tombstone for being unknown to another organization.
func TestAnotherOrganizationKnowsNobody(t *testing.T) {
	t.Parallel()
	c, other := newCompany(t, 3, 1, oktatest.Options{}), newCompany(t, 0, 0, oktatest.Options{Host: "other.okta.com"})
	other.AddToken(goodToken, oktatest.WithoutLog())
	if s := other.reread(t, c.fetch(t, nil, nil), nil); len(s.Users) != 0 {
		t.Errorf("users %+v", s.Users)
	}
}

// Okta keeps its log for 90 days, and refuses to be asked for much more.
func TestALastReadThatIsOlderThanTheLog(t *testing.T) {
	t.Parallel()
	for _, days := range []int{91, 400} {
		c := newCompany(t, 4, 2, oktatest.Options{})
		base := c.fetch(t, nil, nil)
		c.purge(c.users[1])
		c.DeleteGroup(c.group[0])
		c.clock.skip(time.Duration(days) * 24 * time.Hour)
		s := c.fetch(t, base, nil)
		if got := tombstonesOf(s); !slices.Equal(got, c.users[1:2]) || len(s.Groups) != 1 {
			t.Errorf("after %d days: users %+v, %d groups", days, s.Users, len(s.Groups))
		}
	}
}

// While the log can't be read nothing fails, and what it would have told is
// found within the hour, or as soon as it can be read.
func TestALogThatCanNotBeRead(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]oktatest.Fault{
		"trouble":       {Status: 500, Code: "E0000009"},
		"too many":      {Status: 429, Code: "E0000047", Header: http.Header{"X-Rate-Limit-Remaining": {"0"}, "X-Rate-Limit-Reset": {"4000000000"}}},
		"no log":        {Status: 200, Body: `{"not":"a log"}`},
		"a filter":      {Status: 400, Code: "E0000053"},
		"cut":           {Half: true},
		"another's 403": {Status: 403, Body: "<html>blocked</html>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 4, 2, oktatest.Options{})
			f.Match = to("/api/v1/logs")
			c.Fail(1000, f)
			base := c.fetch(t, nil, nil)
			c.purge(c.users[1])
			s := c.fetch(t, base, nil)
			if len(tombstonesOf(s)) != 0 || s.Complete {
				t.Errorf("complete %v, users %+v", s.Complete, s.Users)
			}
			c.clock.skip(time.Hour)
			if within := c.fetch(t, s, nil); len(tombstonesOf(within)) != 1 {
				t.Errorf("after an hour: users %+v", within.Users)
			}
			c.Heal()
			if well := c.fetch(t, s, nil); len(tombstonesOf(well)) != 1 {
				t.Errorf("when it is well again: users %+v", well.Users)
			}
		})
	}
}

func TestWhoCouldNotBeDeletedStays(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, oktatest.Options{})
	base := c.fetch(t, nil, nil)
	c.DeletionFails(c.users[0])
	c.isTruth(t, c.changesAreFound(t, base, nil))
}

// A token that may not read the log is not asked for it each time.
func TestTheLogIsAskedForOnceAnHourWhereItIsRefused(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, oktatest.Options{})
	c.AddToken(goodToken, oktatest.WithoutLog())
	s := c.fetch(t, nil, nil)
	c.ResetRequests()
	for range 5 {
		s = c.fetch(t, s, nil)
	}
	if n := c.Requests(); n["/logs"] != 0 {
		t.Errorf("asked %v", n)
	}
	c.AddToken(goodToken, oktatest.AllRights())
	c.clock.skip(time.Hour)
	s = c.fetch(t, s, nil)
	c.purge(c.users[0])
	if s = c.fetch(t, s, nil); len(tombstonesOf(s)) != 1 {
		t.Errorf("with the right: %+v", s.Users)
	}
}

// What is deleted for good among a hundred other changes is seen as soon as
// anything else, and a complete read says the same.
func TestRandomDeletions(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 40, 15, oktatest.Options{PageCap: 7})
			rng := rand.New(rand.NewPCG(seed, 12))
			base := c.fetch(t, nil, nil)
			var gone []string
			for range 12 {
				for range 1 + rng.IntN(8) {
					c.mutate(rng)
				}
				if rng.IntN(2) == 0 {
					i := rng.IntN(len(c.users))
					c.purge(c.users[i])
					gone = append(gone, c.users[i])
					c.users = slices.Delete(c.users, i, i+1)
				}
				if rng.IntN(3) == 0 {
					i := rng.IntN(len(c.group))
					c.DeleteGroup(c.group[i])
					c.group = slices.Delete(c.group, i, i+1)
				}
				base = c.fetch(t, base, nil)
				if base.Complete {
					t.Error("everything was read")
				}
				want := c.withTombstones(gone...)
				sourcetest.IsTruth(t, want, withoutEmails(base))
				sourcetest.IsTruth(t, want, withoutEmails(c.fetch(t, nil, nil)))
			}
		})
	}
}
