package syncer

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// department is an organization of n members that takes everything at once, and
// shows what is left.
type department struct {
	organization.Organization
	members []organization.Member
	gone    map[string]bool
}

func newDepartment(n int, status organization.MemberStatus) *department {
	d := &department{gone: map[string]bool{}}
	for i := range n {
		d.members = append(d.members, organization.Member{
			ID: fmt.Sprintf("member-%d", i), ExternalID: fmt.Sprintf("u%d", i), Email: fmt.Sprintf("u%d@x.test", i),
			Role: organization.RoleUser, Status: status,
		})
	}
	return d
}

func (*department) Server(context.Context) (organization.Server, error) {
	return organization.Server{}, nil
}

func (d *department) Members(context.Context) ([]organization.Member, error) {
	return slices.DeleteFunc(slices.Clone(d.members), func(m organization.Member) bool { return d.gone[m.ExternalID] }), nil
}

func (d *department) Import(_ context.Context, r organization.Request) error {
	for _, m := range r.Members {
		if m.Deleted {
			d.gone[m.ExternalID] = true
		} else if !d.gone["here "+m.ExternalID] {
			d.gone["here "+m.ExternalID] = true
			d.members = append(d.members, organization.Member{ID: "new-" + m.ExternalID, ExternalID: m.ExternalID, Email: m.Email, Status: organization.StatusInvited})
		}
	}
	return nil
}

func (*department) Revoke(context.Context, string) error  { return nil }
func (*department) Restore(context.Context, string) error { return nil }

// What happens to everybody at once costs eight times as much for eight times as
// many, and not sixty-four times.
func TestALargeDepartmentLeavesInLinearTime(t *testing.T) {
	again := func(n int) (users []directory.User) {
		for i := range n {
			users = append(users, directory.User{ReferenceID: fmt.Sprintf("cn=%d", i), ExternalID: fmt.Sprintf("again%d", i), Email: fmt.Sprintf("u%d@x.test", i)})
		}
		return users
	}
	revoked := func(n int) *Syncer {
		s := departing(n, organization.StatusRevoked)
		state := &s.Store.(*fakeStore).state
		for id, m := range state.Members {
			state.Revoked[id] = organization.RevokedMember{AckedMember: m, Days: 9, LastDay: "2026-01-01"}
		}
		s.Options.Sync.Leavers = config.LeaversRevoke
		return s
	}
	for name, of := range map[string]func(n int) *Syncer{
		"removed": func(n int) *Syncer { return departing(n, organization.StatusConfirmed) },
		"revoked": func(n int) *Syncer {
			s := departing(n, organization.StatusConfirmed)
			s.Options.Sync.Leavers = config.LeaversRevoke
			return s
		},
		"revoked long ago": func(n int) *Syncer {
			s := revoked(n)
			s.Options.Sync.DeleteRevokedAfter = 3
			return s
		},
		"revoked, and back under another id": func(n int) *Syncer {
			s := revoked(n)
			s.Source.(*stubSource).users = again(n)
			return s
		},
		"removed, and back under another id": func(n int) *Syncer {
			s := departing(n, organization.StatusConfirmed)
			s.Source.(*stubSource).users = again(n)
			return s
		},
		"held, since another one has the email": func(n int) *Syncer {
			s := departing(n, organization.StatusConfirmed)
			s.Options.Sync.RemoveMissing = false
			s.Source.(*stubSource).users = again(n)
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				best := time.Hour
				for range 2 {
					s := of(n)
					start := cpuTime()
					if _, err := s.Sync(t.Context(), manual()); err != nil {
						t.Fatal(err)
					}
					best = min(best, cpuTime()-start)
				}
				return best
			}
			few, many := took(3_000), took(24_000)
			t.Logf("3,000 in %s, 24,000 in %s: %.1f times as long", few.Round(time.Millisecond), many.Round(time.Millisecond), many.Seconds()/few.Seconds())
			if many > 16*few+2*time.Second { // what is small is told inexactly
				t.Errorf("3,000 take %s, 24,000 take %s", few, many)
			}
		})
	}
}

// departing is a profile with n members who all left, but one.
func departing(n int, status organization.MemberStatus) *Syncer {
	store := newFakeStore()
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	for i := range n {
		store.state.Members[fmt.Sprintf("u%d", i)] = organization.AckedMember{Email: fmt.Sprintf("u%d@x.test", i)}
	}
	store.state.Times = organization.SyncTimes{Users: now, Groups: now, FullSend: now, Memberships: now}
	w := &stubSource{users: []directory.User{user("stays")}}
	s := &Syncer{
		Source: w, Store: store, Organization: newDepartment(n, status), Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return now }, Options: *benchOptions(),
	}
	s.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1_000_000}
	s.Options.Sync.MaxAdditions, s.Options.Sync.InviteUsersAfterProvisioning = s.Options.Sync.MaxRemovals, true
	return s
}
