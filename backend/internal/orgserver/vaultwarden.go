package orgserver

import (
	"strings"

	"directoryconnector/backend/organization"
)

// vaultwarden is the order in which vaultwarden works.
func (w *importWork) vaultwarden() []step {
	return []step{w.eachByEmail, w.deleteOthers, w.fillGroups}
}

// eachByEmail goes through the members in the order of the request: deleted
// revokes, an existing member gets the external id and is restored, a new one
// is invited.
func (w *importWork) eachByEmail() (answer, bool) {
	byEmail := map[string]*member{}
	for _, m := range w.s.members {
		byEmail[strings.ToLower(m.Email)] = m
	}
	for _, r := range w.request.Members {
		m := byEmail[r.Email]
		switch {
		case r.Deleted && m != nil:
			if !w.s.lastOwner(m) {
				m.revoke()
			}
		case r.Deleted:
		case m != nil:
			if m.Status == organization.StatusRevoked {
				m.Status = m.before
			}
			m.ExternalID = r.ExternalID
		default:
			byEmail[r.Email] = w.s.add(Member{Member: organization.Member{
				Email: r.Email, ExternalID: r.ExternalID, Role: organization.RoleUser, Status: organization.StatusInvited,
			}})
		}
	}
	return answer{}, true
}

// deleteOthers is overwriteExisting.
func (w *importWork) deleteOthers() (answer, bool) {
	if !w.request.OverwriteExisting {
		return answer{}, true
	}
	stay := map[string]bool{}
	for _, r := range w.request.Members {
		if !r.Deleted {
			stay[r.Email] = true
		}
	}
	w.s.remove(func(m *member) bool {
		return m.ExternalID != "" && !stay[strings.ToLower(m.Email)] && !w.s.lastOwner(m)
	})
	return answer{}, true
}

// fillGroups makes groups and replaces members, but renames nothing. Where
// groups are off it passes over them without a word.
func (w *importWork) fillGroups() (answer, bool) {
	if !w.s.opts.VaultwardenGroups {
		return answer{}, true
	}
	w.eachGroup(func(*group, organization.RequestGroup) {})
	return answer{}, true
}

// lastOwner tells whether m is the only confirmed owner.
func (s *Server) lastOwner(m *member) bool {
	if m.Role != organization.RoleOwner || m.Status != organization.StatusConfirmed {
		return false
	}
	for _, other := range s.members {
		if other != m && other.Role == organization.RoleOwner && other.Status == organization.StatusConfirmed {
			return false
		}
	}
	return true
}
