package syncer

import (
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
	benchPlan(b, s, state, false)
}

func BenchmarkPlanFirst(b *testing.B) {
	s, _ := company(b)
	benchPlan(b, s, &organization.State{}, true)
}

func benchPlan(b *testing.B, s *directory.Snapshot, state *organization.State, full bool) {
	y := &Syncer{Source: &stubSource{}, Options: *benchOptions(), Now: time.Now}
	b.ReportAllocs()
	for b.Loop() {
		r, err := y.compare(b.Context(), state, s, comparison{full: full})
		if err != nil {
			b.Fatal(err)
		}
		if r.Work.IsEmpty() == full {
			b.Fatal("the difference is wrong")
		}
	}
}
