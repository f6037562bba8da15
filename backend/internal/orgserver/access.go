package orgserver

import (
	"net/http"

	"directoryconnector/backend/organization"
)

// lastOwnerText refuses what would leave the organization without an owner.
const lastOwnerText = "the organization needs a confirmed owner"

// actOnMember is revoke, restore and reinvite.
func (s *Server) actOnMember(r *http.Request, _ []byte) answer {
	act := map[string]func(*member) answer{"revoke": s.revoke, "restore": s.restore, "reinvite": s.reinvite}[r.PathValue("action")]
	if act == nil || s.opts.NoRevocation && r.PathValue("action") != "reinvite" {
		return unknown(nil, nil)
	}
	return s.withMember(r, act)
}

func (s *Server) revoke(m *member) answer {
	switch {
	case m.Status == organization.StatusRevoked:
		return problem(http.StatusBadRequest, "this member is revoked already")
	case s.lastOwner(m):
		return problem(http.StatusBadRequest, lastOwnerText)
	}
	m.revoke()
	s.log(Event{Type: EventRevoked, MemberID: m.ID})
	return answer{status: http.StatusOK}
}

// restore takes a seat, and a policy may refuse it.
func (s *Server) restore(m *member) answer {
	switch {
	case m.Status != organization.StatusRevoked:
		return problem(http.StatusBadRequest, "this member is active already")
	case m.AgainstPolicy:
		return problem(http.StatusBadRequest, "a policy of the organization does not let this member in")
	}
	if refused, ok := s.takeSeats(1); !ok {
		return refused
	}
	m.Status = m.before
	s.log(Event{Type: EventRestored, MemberID: m.ID})
	return answer{status: http.StatusOK}
}

// reinvite sends an open invitation once more; staged members have none.
func (s *Server) reinvite(m *member) answer {
	if m.Status != organization.StatusInvited {
		return problem(http.StatusBadRequest, "User invalid.")
	}
	return answer{status: http.StatusOK}
}

func (m *member) revoke() {
	if m.Status != organization.StatusRevoked {
		m.before, m.Status = m.Status, organization.StatusRevoked
	}
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
