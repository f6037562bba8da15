package compare_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// A story is a directory, what was acknowledged and what the organization
// shows. Nothing here has an effect: the parts are pure functions.
type story struct {
	t       *testing.T
	options desired.Options
	users   []directory.User
	groups  []directory.Group
	state   organization.State
	seen    organization.Seen
	again   func(id, email string) bool
}

// newStory has the settings of a new profile, and was synced before.
func newStory(t *testing.T) *story {
	t.Helper()
	settings, err := config.NewCatalog().Settings(config.Values{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	return &story{
		t: t, options: desired.Options{Sync: settings.Sync, Groups: settings.Groups},
		state: organization.State{
			Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{}, Removed: map[string]struct{}{},
			Times: organization.SyncTimes{Users: at, Groups: at},
		},
		seen: organization.Seen{Listed: true, GroupsListed: true},
	}
}

// has puts users into the directory.
func (s *story) has(ids ...string) *story {
	for _, id := range ids {
		s.users = append(s.users, directory.User{ReferenceID: "cn=" + id, ExternalID: id, Email: id + "@x.test"})
	}
	return s
}

func (s *story) hasGroup(id string, members ...string) *story {
	s.groups = append(s.groups, directory.Group{ReferenceID: "cn=" + id, ExternalID: id, Name: strings.ToUpper(id), UserMembers: members})
	return s
}

// accepted makes members that were acknowledged, shows makes members of the
// list; both is what a sync leaves behind.
func (s *story) accepted(ids ...string) *story {
	for _, id := range ids {
		s.state.Members[id] = organization.AckedMember{Email: id + "@x.test"}
	}
	return s
}

func (s *story) shows(ids ...string) *story {
	for _, id := range ids {
		s.seen.Members = append(s.seen.Members, organization.Member{
			ID: "m-" + id, ExternalID: id, Email: id + "@x.test", Role: organization.RoleUser, Status: organization.StatusConfirmed,
		})
	}
	return s
}

func (s *story) both(ids ...string) *story { return s.accepted(ids...).shows(ids...) }

func (s *story) bothGroup(id string, members ...string) *story {
	s.state.Groups[id] = organization.AckedGroup{Name: strings.ToUpper(id), Members: members}
	return s.showsGroup(id, members...)
}

func (s *story) showsGroup(id string, members ...string) *story {
	s.seen.Groups = append(s.seen.Groups, organization.Group{ID: "g-" + id, ExternalID: id, Name: strings.ToUpper(id), Collections: []string{"c-" + id}})
	if s.seen.MembersOf == nil {
		s.seen.MembersOf = map[string][]string{}
	}
	s.seen.MembersOf["g-"+id] = []string{}
	for _, m := range members {
		s.seen.MembersOf["g-"+id] = append(s.seen.MembersOf["g-"+id], "m-"+m)
	}
	return s
}

func (s *story) edit(id string, change func(*organization.Member)) *story {
	for i := range s.seen.Members {
		if s.seen.Members[i].ID == "m-"+id {
			change(&s.seen.Members[i])
		}
	}
	return s
}

func (s *story) compare() *compare.Result {
	s.t.Helper()
	snapshot := &directory.Snapshot{Users: s.users, Groups: s.groups}
	snapshot.Sort()
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	want, err := desired.Of(desired.Input{Options: s.options, Snapshot: snapshot, Acknowledged: &s.state, Seen: &s.seen, Now: now})
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := compare.Of(compare.Input{Options: s.options, Desired: want, State: &s.state, Seen: &s.seen, Now: now, Again: s.again})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// wants compares what would be done, in one line each.
func (s *story) wants(want ...string) *plan.Plan {
	s.t.Helper()
	p := s.compare().Changes().Plan()
	var got []string
	for _, c := range p.Changes {
		line := string(c.Action) + " " + c.ExternalID
		for _, r := range c.Joins {
			line += " +" + name(r)
		}
		for _, r := range c.Leaves {
			line += " -" + name(r)
		}
		got = append(got, line)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		s.t.Errorf("changes (-want +got):\n%s", diff)
	}
	return p
}

func name(r plan.Ref) string {
	if r.ExternalID != "" {
		return r.ExternalID
	}
	return r.Name
}

func (s *story) wantsDrift(want ...plan.Drift) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.compare().Drift, cmpopts.EquateEmpty()); diff != "" {
		s.t.Errorf("drift (-want +got):\n%s", diff)
	}
}

func revoked(m *organization.Member) { m.Status = organization.StatusRevoked }
