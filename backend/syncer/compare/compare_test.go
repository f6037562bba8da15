package compare_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestNothingDiffers(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "b").hasGroup("g", "a", "b").both("a", "b").bothGroup("g", "a", "b")
	s.wants()
	s.wantsDrift()
}

func TestRemovedByHand(t *testing.T) {
	t.Parallel()
	gone := plan.Drift{Kind: plan.MemberGone, ExternalID: "b", Name: "b@x.test"}
	s := newStory(t).has("a", "b").hasGroup("g", "a", "b").accepted("b").both("a").bothGroup("g", "a")
	s.state.Groups["g"] = organization.AckedGroup{Name: "G", Members: []string{"a"}} // who is gone left the groups, too
	s.wants()
	s.wantsDrift(gone)

	// It is named in every run, until an administrator says otherwise.
	delete(s.state.Members, "b")
	s.state.RemovedByHand = map[string]organization.AckedMember{"b": {Email: "b@x.test"}}
	s.wants()
	s.wantsDrift(gone)
	s.again = func(id, _ string) bool { return id == "b" }
	p := s.wants("invite b", "update g +b")
	if p.Changes[0].Reason.Code != plan.Again {
		t.Errorf("reason %v", p.Changes[0].Reason)
	}

	s.again, s.options.Sync.RemovedByHand = nil, config.ByHandInvite
	gone.Invited = true
	s.wants("invite b", "update g +b")
	s.wantsDrift(gone)
}

func TestRevokedByHandStaysSo(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "b").both("a", "b").edit("b", revoked)
	s.wants()
	s.wantsDrift(plan.Drift{Kind: plan.MemberRevoked, ExternalID: "b", Name: "b@x.test"})
}

func TestLostExternalID(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a").both("a").edit("a", func(m *organization.Member) { m.ExternalID = "" })
	s.wants("adopt a")
	s.wantsDrift(plan.Drift{Kind: plan.MemberLostID, ExternalID: "a", Name: "a@x.test"})
}

func TestGroupsChangedByHand(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "b").hasGroup("g", "a").hasGroup("h", "a", "b").hasGroup("i", "b").both("a", "b")
	s.bothGroup("g", "a").bothGroup("h", "a", "b")
	s.state.Groups["i"] = organization.AckedGroup{Name: "I", Members: []string{"b"}}
	s.seen.Groups[0].Name = "Renamed"
	s.seen.MembersOf["g-h"] = []string{"m-a", "m-owner"}
	s.seen.Members = append(s.seen.Members, organization.Member{ID: "m-owner", Email: "owner@x.test"})
	s.showsGroup("stranger")
	s.seen.Groups = append(s.seen.Groups, organization.Group{ID: "g-1", Name: "by hand"})
	s.wants("create i +b", "update g", "update h +b -owner@x.test")
	s.wantsDrift(
		plan.Drift{Kind: plan.GroupRenamed, ExternalID: "g", Name: "G", Now: "Renamed"},
		plan.Drift{Kind: plan.GroupMembers, ExternalID: "h", Name: "H", Joined: []plan.Ref{{Name: "owner@x.test"}}, Left: []plan.Ref{{ExternalID: "b", Name: "b@x.test"}}},
		plan.Drift{Kind: plan.GroupGone, ExternalID: "i", Name: "I"},
		plan.Drift{Kind: plan.OrphanGroup, ExternalID: "stranger", Name: "STRANGER"},
		plan.Drift{Kind: plan.UnknownGroups, Count: 1},
	)
}

// A removal whose answer was lost is nothing that somebody changed by hand.
func TestGroupsAfterALostRemoval(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "c").hasGroup("g", "a", "c").both("a").bothGroup("g", "a")
	s.state.Members["b"] = organization.AckedMember{Email: "b@x.test"}
	s.state.Groups["g"] = organization.AckedGroup{Name: "G", Members: []string{"a", "b"}}
	s.state.InFlight = []organization.Flight{{Kind: organization.FlightRemoval, ExternalID: "b", Email: "b@x.test"}}
	for _, c := range s.wants("invite c", "update g +c").Changes {
		if c.Reason.Code == plan.Healed {
			t.Errorf("%s %s is told as changed by hand", c.Action, c.ExternalID)
		}
	}
}

// Who is no member any more is in no group either: nobody changed the group,
// and nothing of it is put right.
func TestGroupsOfSomebodyWhoIsNoMemberAnyMore(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "b").hasGroup("g", "a", "b").hasGroup("h", "a").both("a").bothGroup("g", "a").bothGroup("h")
	s.options.Sync.RemovedByHand = config.ByHandAsk
	s.state.Members["b"] = organization.AckedMember{Email: "b@x.test"}
	s.state.Groups["g"] = organization.AckedGroup{Name: "G", Members: []string{"a", "b"}}
	s.wants("update h +a")
	s.wantsDrift(
		plan.Drift{Kind: plan.MemberGone, ExternalID: "b", Name: "b@x.test"},
		plan.Drift{Kind: plan.GroupMembers, ExternalID: "g", Name: "G", Joined: []plan.Ref{}, Left: []plan.Ref{{ExternalID: "b", Name: "b@x.test", Reason: plan.NoMember}}},
	)
}

func TestLeaversLoseTheirAccess(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a").hasGroup("g", "a").both("a", "b").bothGroup("g", "a", "b")
	s.options.Sync.Leavers = config.LeaversRevoke
	s.wants("revoke b") // and stays in its group

	// Once it is done it is no change any more, but for the one who is back.
	s.state.Revoked = map[string]organization.RevokedMember{"b": {AckedMember: organization.AckedMember{Email: "b@x.test"}, Days: 2, LastDay: "2026-03-01"}}
	s.edit("b", revoked)
	s.wants()
	back := s.has("b")
	back.groups[0].UserMembers = []string{"a", "b"}
	back.wants("restore b")
}

func TestRevokedMembersAreRemovedLater(t *testing.T) {
	t.Parallel()
	for days, want := range map[int][]string{0: nil, 30: nil, 29: {"remove b"}} {
		s := newStory(t).has("a").both("a", "b").edit("b", revoked)
		s.options.Sync.Leavers, s.options.Sync.DeleteRevokedAfter = config.LeaversRevoke, days
		s.state.Revoked = map[string]organization.RevokedMember{"b": {AckedMember: organization.AckedMember{Email: "b@x.test"}, Days: 29}}
		s.wants(want...)
	}
}

func TestAMemberWhoIsReplacedIsRemovedAlsoWhereLeaversAreRevoked(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("new").both("old")
	s.users[0].Email = "old@x.test"
	s.options.Sync.Leavers = config.LeaversRevoke
	s.wants("remove old", "invite new")
}

func TestStrangersAreNobodysRemoval(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a").both("a")
	s.options.Sync.RemoveDisabled = true
	s.users = append(s.users,
		directory.User{ReferenceID: "cn=d", ExternalID: "d", Email: "d@x.test", Disabled: true},
		directory.User{ReferenceID: "cn=e", ExternalID: "e", Email: "e@x.test", Deleted: true})
	s.wants()
	s.shows("d", "e") // made by another program, or by an earlier profile
	s.wants("remove d", "remove e")
	s.seen = organization.Seen{Server: organization.Server{Vaultwarden: true}}
	s.wants()
}

func TestVaultwardenLooksMembersUpByEmail(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a")
	s.seen = organization.Seen{Server: organization.Server{Vaultwarden: true}}
	s.accepted("a")
	s.state.Members["b"] = organization.AckedMember{Email: "typo@x.test", Wanted: "b@x.test"}
	s.state.Members["c"] = organization.AckedMember{Email: "a@x.test", Wanted: "c@x.test"}
	s.state.Members["d"] = organization.AckedMember{Email: "a@x.test"}
	r := s.compare()
	got := map[string][]string{}
	for _, x := range r.Removals {
		got[x.ID] = x.Emails
		if x.Send != (len(x.Emails) > 0) {
			t.Errorf("%s: send %v", x.ID, x.Send)
		}
	}
	want := map[string][]string{"b": {"typo@x.test", "b@x.test"}, "c": {"c@x.test"}, "d": {}}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
}

func TestGroupsThatLeft(t *testing.T) {
	t.Parallel()
	for missing, want := range map[config.MissingGroups][]string{
		config.MissingKeep: nil, config.MissingEmpty: {"empty g -a"}, config.MissingDelete: {"delete g -a"},
	} {
		s := newStory(t).has("a").both("a").bothGroup("g", "a").showsGroup("not ours", "a")
		s.state.Groups["nowhere"] = organization.AckedGroup{Name: "Nowhere", Members: []string{"a"}}
		s.options.Groups.Missing = missing
		p := s.wants(want...)
		if diff := cmp.Diff([]plan.MissingGroup{{ExternalID: "g", Name: "G", Members: 1, Collections: []string{"c-g"}}}, p.Missing); diff != "" {
			t.Errorf("missing (-want +got):\n%s", diff)
		}
		if r := s.compare(); !slices.Equal(r.Forgotten, []string{"nowhere"}) {
			t.Errorf("forgotten %v", r.Forgotten)
		}
		s.options.Sync.Groups = false
		s.wants()
	}
}

func TestKeepFiltered(t *testing.T) {
	t.Parallel()
	for keep, want := range map[bool][]string{true: nil, false: {"update g -b"}} {
		s := newStory(t).has("a", "b", "c").hasGroup("g", "a", "b", "c").both("a", "b").bothGroup("g", "a", "b")
		s.options.UserFilter = func(email string) bool { return email == "a@x.test" }
		s.options.Sync.RemoveMissing, s.options.Groups.KeepFiltered = false, keep
		s.wants(want...)
	}
}

func TestDisabledStrangersAreNotInvited(t *testing.T) {
	t.Parallel()
	s := newStory(t).has("a", "b", "c").both("a").shows("c")
	for i := 1; i < 3; i++ {
		s.users[i].Disabled = true
	}
	// c is a member already, without the id; b is nobody.
	s.edit("c", func(m *organization.Member) { m.ExternalID = "" })
	s.wants("adopt c")
	s.options.Sync.InviteDisabled = true
	s.wants("invite b", "adopt c")
}

func TestMembershipsOfGroupsThatLeftRaiseNoLimit(t *testing.T) {
	t.Parallel()
	var staff []string
	s := newStory(t)
	for i := range 40 {
		staff = append(staff, "u"+string(rune('A'+i/10))+string(rune('0'+i%10)))
	}
	s.has(staff...).both(staff...).hasGroup("staff").bothGroup("staff", staff...)
	for _, left := range []string{"w", "x", "y", "z"} {
		s.state.Groups[left] = organization.AckedGroup{Name: left, Members: staff}
	}
	findings := s.compare().Guard()
	if len(findings) != 1 || findings[0].Guard != plan.GuardMemberships || findings[0].Count != 40 || findings[0].Total != 40 {
		t.Errorf("findings %+v", findings)
	}
}
