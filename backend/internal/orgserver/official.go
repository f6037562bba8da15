package orgserver

import (
	"net/http"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// importWork is one import and the organization as it was when it began.
type importWork struct {
	s       *Server
	request organization.Request
	// knownIDs and knownEmails are what the import believes to exist.
	knownIDs, knownEmails map[string]bool
	// twins says that one external id was there twice.
	twins bool
	// removed are the members that the request itself took out, invited those
	// that it added.
	removed, invited []*member
}

// stage is one part of an import; what it did stays when a later one refuses.
// A Fault that names it lets nothing happen after it.
type stage struct {
	name Apply
	work func() (refused answer, ok bool)
}

// begin looks at the organization.
func (s *Server) begin(r organization.Request) *importWork {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &importWork{s: s, request: r, knownIDs: map[string]bool{}, knownEmails: map[string]bool{}}
	for _, m := range s.members {
		w.knownEmails[strings.ToLower(m.Email)] = true
		if m.ExternalID == "" {
			continue
		}
		w.twins = w.twins || w.knownIDs[m.ExternalID]
		w.knownIDs[m.ExternalID] = true
	}
	return w
}

// official is the order in which Bitwarden's server works.
func (w *importWork) official() []stage {
	return []stage{
		{ApplyNothing, w.refuseTwins},
		{ApplyRemovals, w.removeDeleted},
		{ApplyOverwrite, w.overwrite},
		{ApplyAdopted, w.adopt},
		{ApplyMembers, w.invite},
		{ApplyFirst, w.writeGroups},
	}
}

func (w *importWork) refuseTwins() (answer, bool) { return broken(), !w.twins }

// removeDeleted removes by external id, never owners and nobody who is
// imported as well.
func (w *importWork) removeDeleted() (answer, bool) {
	gone := w.externalIDs(true)
	for id := range w.externalIDs(false) {
		delete(gone, id)
	}
	w.remove(func(m *member) bool { return gone[m.ExternalID] && m.Role != organization.RoleOwner })
	return answer{}, true
}

// overwrite removes everybody with an external id who is not imported.
func (w *importWork) overwrite() (answer, bool) {
	if !w.request.OverwriteExisting {
		return answer{}, true
	}
	stay := w.externalIDs(false)
	goes := func(m *member) bool {
		return m.ExternalID != "" && !stay[m.ExternalID] && m.Role != organization.RoleOwner
	}
	// Those whom this request removed a moment ago still count.
	for _, m := range slices.Concat(w.removed, w.s.members) {
		if goes(m) && !m.MasterPassword {
			return problem(http.StatusBadRequest, "overwriting would remove a member without a master password"), false
		}
	}
	w.remove(goes)
	return answer{}, true
}

// remove takes members out; their emails and ids are free for new ones.
func (w *importWork) remove(goes func(*member) bool) {
	w.s.remove(func(m *member) bool {
		if !goes(m) {
			return false
		}
		delete(w.knownEmails, strings.ToLower(m.Email))
		delete(w.knownIDs, m.ExternalID)
		w.removed = append(w.removed, m)
		return true
	})
}

// adopt gives external ids to members without one whose email is imported.
// An id that another member has already is more than the server can take
// (bitwarden/server issue 4117).
func (w *importWork) adopt() (answer, bool) {
	byEmail := map[string]string{}
	for _, m := range w.request.Members {
		if m.Deleted {
			continue
		}
		if _, twice := byEmail[m.Email]; twice {
			return broken(), false
		}
		byEmail[m.Email] = m.ExternalID
	}
	taken := map[string]bool{}
	for _, m := range w.s.members {
		taken[m.ExternalID] = true
	}
	for _, m := range w.s.members {
		id := byEmail[strings.ToLower(m.Email)]
		if m.ExternalID != "" || id == "" {
			continue
		}
		if taken[id] {
			return broken(), false
		}
		m.ExternalID = id
		taken[id] = true
	}
	return answer{}, true
}

// invite adds those whose external id and email were unknown when the import
// began. A taken email and a known id are passed over without a word.
func (w *importWork) invite() (answer, bool) {
	var fresh []organization.RequestMember
	for _, m := range w.request.Members {
		if !m.Deleted && !w.knownIDs[m.ExternalID] && !w.knownEmails[m.Email] {
			fresh = append(fresh, m)
		}
	}
	status := organization.StatusInvited
	if w.s.opts.Staging && !w.request.InviteUsersAfterProvisioning {
		status = organization.StatusStaged
	} else if refused, ok := w.s.takeSeats(len(fresh)); !ok {
		return refused, false
	}
	for _, m := range fresh {
		added := w.s.add(Member{Member: organization.Member{
			Email: m.Email, ExternalID: m.ExternalID, Role: organization.RoleUser, Status: status,
		}})
		w.invited = append(w.invited, added)
	}
	return answer{}, true
}

// undoInvitations is what the server does where something fails after it
// stored the new members: these are deleted again, and nothing else is undone.
func (w *importWork) undoInvitations() answer {
	w.s.remove(func(m *member) bool { return slices.Contains(w.invited, m) })
	return problems(http.StatusBadRequest, "An error has occurred.",
		map[string][]string{"": {"the invitations could not be sent"}})
}

// writeGroups creates and renames groups and replaces their members.
func (w *importWork) writeGroups() (answer, bool) {
	if len(w.request.Groups) == 0 {
		return answer{}, true
	}
	if w.s.opts.GroupsDisabled {
		return problem(http.StatusBadRequest, "this organization cannot use groups"), false
	}
	seen := map[string]bool{}
	for _, g := range w.request.Groups {
		if seen[g.ExternalID] {
			return broken(), false
		}
		seen[g.ExternalID] = true
	}
	w.eachGroup(func(g *group, r organization.RequestGroup) { g.name = r.Name })
	return answer{}, true
}

// externalIDs returns those of the members to remove or to keep.
func (w *importWork) externalIDs(deleted bool) map[string]bool {
	ids := map[string]bool{}
	for _, m := range w.request.Members {
		if m.Deleted == deleted {
			ids[m.ExternalID] = true
		}
	}
	return ids
}

// eachGroup finds or makes each group of the request (a new one has no name
// yet), replaces its members (unknown external ids are ignored) and hands it to
// change.
func (w *importWork) eachGroup(change func(*group, organization.RequestGroup)) {
	groups := map[string]*group{}
	for _, g := range w.s.groups {
		groups[g.externalID] = g
	}
	members := map[string][]string{}
	for _, m := range w.s.members {
		if m.ExternalID != "" {
			members[m.ExternalID] = append(members[m.ExternalID], m.ID)
		}
	}
	for _, r := range w.request.Groups {
		g := groups[r.ExternalID]
		if g == nil {
			g = &group{id: w.s.newID(), externalID: r.ExternalID}
			groups[r.ExternalID] = g
			w.s.groups = append(w.s.groups, g)
		}
		g.members = map[string]bool{}
		for _, externalID := range r.MemberExternalIDs {
			for _, id := range members[externalID] {
				g.members[id] = true
			}
		}
		change(g, r)
	}
}
