package syncer

import (
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// comeToRest lets quiet days pass.
func (x *adversity) comeToRest() {
	o := &x.syncer.Options.Sync
	o.Quiet, o.Users, o.Groups, o.OverwriteExisting = "", true, true, false
	x.say("--- rest")
	for i := range 5 {
		x.now = x.now.Add(25 * time.Hour)
		x.sent()
		if err := x.sync("rest", false); err != nil {
			x.fatal("rest %d: %v", i, err)
		}
	}
	x.sent()
	x.now = x.now.Add(time.Minute)
	if err := x.sync("last", false); err != nil {
		x.fatal("last: %v", err)
	}
	if sent := x.sent(); len(sent) > 0 {
		x.fatal("not at rest: %q", sent)
	}
	if left := x.store.state.InFlight; len(left) > 0 {
		x.fatal("still in flight: %v", left)
	}
}

// check compares the organization with the directory.
func (x *adversity) check() {
	live, entries := map[string]directory.User{}, map[string]int{} // by stable id; by email
	for _, u := range x.d.users {
		if !u.Deleted && !(u.Disabled && x.syncer.Options.Sync.RemoveDisabled) {
			u.Email = desired.CleanEmail(u.Email)
			live[u.StableID] = u
			entries[u.Email]++
		}
	}
	of := x.checkMembers(live)
	x.checkPeople(live, entries, of)
	x.checkGroups(live, of)
}

// checkMembers looks whether each member is somebody of the directory and
// acknowledged so, and returns them by stable id.
func (x *adversity) checkMembers(live map[string]directory.User) map[string]orgserver.Member {
	state, of, members := &x.store.state, map[string]orgserver.Member{}, map[string]bool{}
	without := map[string]bool{} // an external id
	for _, m := range x.server.Members() {
		if m.ExternalID == "" {
			x.checkLostID(m, live)
			without[m.Email] = true
			continue
		}
		acked, known := state.Members[m.ExternalID]
		if x.vaultwarden && known && acked.Email != m.Email {
			acked, known = organization.AckedMember{}, false // another one, who has the id from before
		}
		members[m.ExternalID] = members[m.ExternalID] || known
		if known {
			of[acked.StableID] = m
			if acked.Email != m.Email {
				x.fatal("%s is acknowledged as %s and is %s", m.ExternalID, acked.Email, m.Email)
			}
			if !x.d.mayBe(acked.StableID, m.Email) {
				x.fatal("the member %s %s is that of %s, who never had this address", m.ExternalID, m.Email, acked.StableID)
			}
		}
		if _, here := live[acked.StableID]; m.Status != organization.StatusRevoked && !here && !x.isNamed(m.ExternalID) {
			x.fatal("%s (%s) has access, acknowledged: %v, as %q, and is not in the directory", m.Email, m.ExternalID, known, acked.StableID)
		}
	}
	for id, acked := range state.Members {
		_, here := live[acked.StableID] // and can't be given the id back
		if !members[id] && !x.isNamed(id) && !(here && without[acked.Email]) {
			x.fatal("%s (%s) is acknowledged and no member", id, acked.Email)
		}
	}
	for id, m := range state.RemovedByHand {
		if !x.isOut(m.StableID) {
			x.fatal("%s (%s) counts as removed by hand", id, m.Email)
		}
	}
	return of
}

// checkLostID looks whether somebody who has left and still has access is named,
// also where nobody can tell any more by the external id who it was.
func (x *adversity) checkLostID(m orgserver.Member, live map[string]directory.User) {
	stable, lost := x.lostIDs[m.Email]
	_, here := live[stable]
	if lost && !here && m.Status != organization.StatusRevoked && !x.isNamed(m.Email) {
		x.fatal("%s has access without an external id, and %s is not in the directory", m.Email, stable)
	}
}

// isNamed tells whether the last run told people to remove somebody by hand:
// vaultwarden finds members by the email, which is somebody else's now, and no
// import finds one who lost the external id.
func (x *adversity) isNamed(id string) bool {
	if _, offboarded := x.store.state.Offboarded[id]; offboarded && x.vaultwarden {
		return true // in the drift of every run
	}
	return slices.ContainsFunc(x.run.Warnings, func(w directory.Warning) bool {
		return (w.Code == compare.WarnRemovalMail || w.Code == compare.WarnLostID) && strings.Contains(w.Text, id)
	})
}

// checkPeople looks whether everybody who can be has access.
func (x *adversity) checkPeople(live map[string]directory.User, entries map[string]int, of map[string]orgserver.Member) {
	taken := map[string]bool{}
	for _, m := range x.server.Members() {
		taken[m.Email] = taken[m.Email] || m.ExternalID != ""
	}
	for stable, u := range live {
		m, is := of[stable]
		switch {
		case x.isOut(stable), u.Disabled, is && (m.Status != organization.StatusRevoked || x.out[m.Email]):
		case !is && x.vaultwarden && taken[u.Email]:
		case is:
			x.fatal("%s (%s) is revoked", m.Email, stable)
		case u.Email == "", entries[u.Email] > 1, taken[u.Email]:
		default:
			x.fatal("%s (%s) is no member", u.Email, stable)
		}
	}
}

// checkGroups looks whether groups have the members that they should.
func (x *adversity) checkGroups(live map[string]directory.User, of map[string]orgserver.Member) {
	groups, members := map[string]orgserver.Group{}, map[string]orgserver.Member{} // those by the directory's id
	for _, g := range x.server.Groups() {
		groups[g.ExternalID] = g
	}
	for stable, u := range live {
		if m, is := of[stable]; is {
			members[u.ExternalID] = m
		}
	}
	for _, g := range x.d.groups {
		is, there := groups[g.ExternalID]
		if tooLong := desired.GroupNameProblem(g.Name) != ""; tooLong && !there {
			continue // never had a name that the server takes
		} else if !tooLong && !x.vaultwarden && is.Name != g.Name {
			x.fatal("group %s is %v %q", g.Name, there, is.Name)
		}
		want, standIns := map[string]bool{}, map[string]bool{} // these by email
		for _, u := range live {
			if reach(x.d.groups, g.ReferenceID)[u.ExternalID] {
				standIns[u.Email] = true
			}
		}
		for id := range reach(x.d.groups, g.ReferenceID) {
			if m, ok := members[id]; ok {
				want[m.ExternalID] = true
			}
		}
		for _, id := range is.MemberExternalIDs {
			at := slices.IndexFunc(x.server.Members(), func(m orgserver.Member) bool { return m.ExternalID == id })
			if m := x.server.Members()[at]; !want[id] && m.Status != organization.StatusRevoked && !standIns[m.Email] {
				x.fatal("%s is in group %s and should not be", id, g.Name)
			}
		}
		for id := range want {
			if !slices.Contains(is.MemberExternalIDs, id) {
				x.fatal("%s is not in group %s: %v", id, g.Name, is.MemberExternalIDs)
			}
		}
	}
}
