package syncer

import (
	"context"
	"slices"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// hand changes the organization by hand.
func (x *adversity) hand() {
	members := slices.DeleteFunc(x.server.Members(), func(m orgserver.Member) bool {
		return m.ExternalID == "" || m.Email == "always@x.test" || m.Role == organization.RoleOwner
	})
	groups := x.server.Groups()
	if len(members) == 0 {
		return
	}
	m := members[rapid.IntRange(0, len(members)-1).Draw(x.t, "member")]
	switch rapid.IntRange(0, 5).Draw(x.t, "by hand") {
	case 0:
		x.say("hand removes %s", m.Email)
		x.taken(m)
		x.server.RemoveMember(m.Email)
	case 1:
		x.say("hand revokes %s", m.Email)
		x.taken(m)
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	case 2:
		x.say("hand takes the external id from %s", m.Email)
		// Whose a revoked member is then, only its own account tells.
		x.out[m.Email] = x.out[m.Email] || m.Status == organization.StatusRevoked
		if _, acked := x.store.state.Members[m.ExternalID]; acked {
			x.lostIDs[m.Email] = x.stableOf(m.ExternalID)
		}
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.ExternalID = "" })
	case 3:
		if len(groups) > 0 {
			g := groups[rapid.IntRange(0, len(groups)-1).Draw(x.t, "group")]
			x.say("hand removes group %s", g.Name)
			x.server.RemoveGroup(g.ExternalID)
		}
	case 4:
		if u := x.d.user(); u.Email != "" && !u.Deleted && !slices.ContainsFunc(x.server.Members(), func(m orgserver.Member) bool { return m.Email == desired.CleanEmail(u.Email) }) {
			x.say("hand invites %s", u.Email)
			x.server.AddUser(desired.CleanEmail(u.Email), "")
		}
	case 5:
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.Status = organization.StatusConfirmed })
		x.say("%s confirms", m.Email)
	}
}

// taken notes who was taken out: an account that is made anew with the address
// has the member that was revoked.
func (x *adversity) taken(m orgserver.Member) {
	x.out[m.Email] = true
	x.byHand[x.stableOf(m.ExternalID)] = true
}

// isOut tells whether somebody was taken out.
func (x *adversity) isOut(stable string) bool {
	if x.byHand[stable] {
		return true
	}
	for email := range x.d.emails[stable] {
		if x.out[email] {
			return true
		}
	}
	return false
}

func (x *adversity) stableOf(id string) string {
	if m, ok := x.store.state.Members[id]; ok {
		return m.StableID
	}
	return x.store.state.Apart()[id].StableID
}

func (x *adversity) offboard() {
	members := slices.DeleteFunc(x.server.Members(), func(m orgserver.Member) bool { return m.Email == "always@x.test" || m.Role == organization.RoleOwner })
	if len(members) == 0 {
		return
	}
	m := members[rapid.IntRange(0, len(members)-1).Draw(x.t, "offboarded")]
	way := rapid.SampledFrom([]config.Leavers{config.LeaversRemove, config.LeaversRevoke}).Draw(x.t, "way")
	if !x.listed {
		way = config.LeaversRemove
	}
	work := func() {
		_, _, err := Offboard(context.Background(), x.syncer, OffboardRequest{Who: m.Email, Way: way, Confirm: func(context.Context, *plan.Offboarding) (bool, error) { return true, nil }})
		x.say("offboard %s (%s): %v", m.Email, way, err)
	}
	x.taken(m)
	if rapid.Bool().Draw(x.t, "offboard killed") {
		x.killed(work)
		return
	}
	work()
}
