package syncer

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// company is a directory of 50,000 users and 2,000 groups of 100 members,
// every tenth nesting another, and what a sync of it leaves behind.
func company(b *testing.B) (*directory.Snapshot, *organization.State) {
	b.Helper()
	const users, groups = 50_000, 2_000
	s := &directory.Snapshot{}
	for i := range users {
		id := fmt.Sprintf("%08x-0000-4000-8000-%012x", i*7919, i)
		s.Users = append(s.Users, directory.User{ReferenceID: fmt.Sprintf("uid=user%05d,ou=People,dc=example,dc=com", i), ExternalID: id, Email: fmt.Sprintf("user%05d@example.com", i)})
	}
	for i := range groups {
		g := directory.Group{ReferenceID: fmt.Sprintf("cn=group%04d,ou=Groups,dc=example,dc=com", i), ExternalID: fmt.Sprintf("group-%04d", i), Name: fmt.Sprintf("Group %d", i)}
		for m := range 100 {
			g.UserMembers = append(g.UserMembers, s.Users[(i*100+m*37)%users].ExternalID)
		}
		slices.Sort(g.UserMembers)
		g.UserMembers = slices.Compact(g.UserMembers)
		if i%10 == 0 {
			g.NestedGroups = []string{fmt.Sprintf("cn=group%04d,ou=Groups,dc=example,dc=com", (i+1)%groups)}
		}
		s.Groups = append(s.Groups, g)
	}
	s.Sort()
	opts := benchOptions()
	empty := &organization.State{}
	y := &Syncer{Source: &stubSource{}, Options: *opts, Now: time.Now}
	r, err := y.compare(b.Context(), empty, s, comparison{full: true})
	if err != nil {
		b.Fatal(err)
	}
	state := newFakeStore().state
	for i := range r.People {
		state.Members[r.People[i].ID] = organization.AckedMember{Email: r.People[i].Email}
	}
	for i := range r.Groups {
		state.Groups[r.Groups[i].ID] = organization.AckedGroup{Name: r.Groups[i].Name, Members: slices.Clone(r.Groups[i].Members)}
	}
	state.Times = organization.SyncTimes{Users: time.Now(), Groups: time.Now(), Look: time.Now(), Memberships: time.Now(), FullSend: time.Now()}
	return s, &state
}

func benchOptions() *Options {
	return &Options{Options: desired.Options{Sync: config.Sync{Users: true, Groups: true, RemoveMissing: true, LookEvery: time.Hour, FullSyncEvery: 24 * time.Hour}}}
}

// BenchmarkPlanUnchanged plans 50,000 users of whom nobody changed,
// BenchmarkPlanFirst plans them for an empty organization.
func BenchmarkPlanUnchanged(b *testing.B) {
	s, state := company(b)
	benchPlan(b, s, state, nil, false)
}

func BenchmarkPlanFirst(b *testing.B) {
	s, _ := company(b)
	benchPlan(b, s, &organization.State{}, nil, true)
}

// BenchmarkPlanSeen plans them beside everything that the organization shows:
// its members, its groups and the members of each, of whom nobody changed.
func BenchmarkPlanSeen(b *testing.B) {
	s, state := company(b)
	state.Times.Look, state.Times.Memberships = time.Time{}, time.Time{}
	benchPlan(b, s, state, asAccepted(state), false)
}

// A showcase is an organization that shows what it holds, without a request.
type showcase struct {
	organization.Organization
	members []organization.Member
	groups  []organization.Group
	in      map[string][]string
}

// asAccepted shows exactly what was accepted.
func asAccepted(state *organization.State) *showcase {
	o := &showcase{in: map[string][]string{}}
	for id, m := range state.Members {
		o.members = append(o.members, organization.Member{ID: "member " + id, ExternalID: id, Email: m.Email, Role: organization.RoleUser, Status: organization.StatusConfirmed})
	}
	for id, g := range state.Groups {
		o.groups = append(o.groups, organization.Group{ID: "group " + id, ExternalID: id, Name: g.Name})
		for _, m := range g.Members {
			o.in["group "+id] = append(o.in["group "+id], "member "+m)
		}
	}
	return o
}

func (*showcase) Server(context.Context) (organization.Server, error) {
	return organization.Server{}, nil
}

func (o *showcase) Members(context.Context) ([]organization.Member, error) { return o.members, nil }

func (o *showcase) Groups(context.Context) ([]organization.Group, error) { return o.groups, nil }

func (o *showcase) GroupMembers(_ context.Context, id string) ([]string, error) { return o.in[id], nil }

func benchPlan(b *testing.B, s *directory.Snapshot, state *organization.State, o organization.Organization, full bool) {
	y := &Syncer{Source: &stubSource{}, Options: *benchOptions(), Organization: o, Now: time.Now}
	b.ReportAllocs()
	for b.Loop() {
		r, err := y.compare(b.Context(), state, s, comparison{full: full})
		if err != nil {
			b.Fatal(err)
		}
		if p := r.Changes().Plan(); r.Work.IsEmpty() == full || len(p.Drift) > 0 {
			b.Fatal("the difference is wrong")
		}
	}
}
