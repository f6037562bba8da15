package orgserver

import (
	"net/http"
	"slices"

	"directoryconnector/backend/organization"
)

// lastOwnerText refuses what would leave the organization without an owner.
const lastOwnerText = "the organization needs a confirmed owner"

// actOnMember is revoke and restore.
func (s *Server) actOnMember(r *http.Request, _ []byte) answer {
	if act := s.action(r); act != nil {
		return s.withMember(r, act)
	}
	return unknown(nil, nil)
}

// action is what a member's path ends in; nil where this server has no such
// call.
func (s *Server) action(r *http.Request) func(*member) answer {
	if s.opts.NoRevocation {
		return nil
	}
	return map[string]func(*member) answer{"revoke": s.revoke, "restore": s.restore}[r.PathValue("action")]
}

// otherMethod answers what is there for POST only, as ASP.NET's routing does,
// before it looks at the token.
func (s *Server) otherMethod(r *http.Request, _ []byte) answer {
	if s.action(r) == nil {
		return unknown(nil, nil)
	}
	return answer{status: http.StatusMethodNotAllowed, header: http.Header{"Allow": {http.MethodPost}}}
}

func (s *Server) revoke(m *member) answer {
	switch {
	case m.Status == organization.StatusRevoked:
		return problem(http.StatusBadRequest, "this member is revoked already")
	case s.lastOwner(m):
		return problem(http.StatusBadRequest, lastOwnerText)
	}
	m.revoke()
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
	return !slices.ContainsFunc(s.members, func(other *member) bool {
		return other != m && other.Role == organization.RoleOwner && other.Status == organization.StatusConfirmed
	})
}
