package orgserver

import (
	"net/http"
	"slices"

	"directoryconnector/backend/organization"
)

func (s *Server) listMembers(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		s.mu.Lock()
		hidden := s.opts.NoMemberList
		s.mu.Unlock()
		if hidden {
			return unknown(nil, nil)
		}
		data := []any{}
		for _, m := range s.Members() {
			data = append(data, memberLine(m))
		}
		return list(data)
	})
}

func memberLine(m Member) map[string]any {
	return map[string]any{
		"object": "member", "id": m.ID, "userId": nil, "name": orNull(m.Name), "email": m.Email,
		"externalId": orNull(m.ExternalID), "type": m.Role, "status": m.Status,
		"twoFactorEnabled": false, "resetPasswordEnrolled": false, "collections": nil,
	}
}

func (s *Server) showMember(r *http.Request, _ []byte) answer {
	return s.withMember(r, func(m *member) answer { return jsonAnswer(http.StatusOK, memberLine(m.Member)) })
}

func (s *Server) listGroups(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		data := []any{}
		for _, g := range s.Groups() {
			data = append(data, map[string]any{
				"object": "group", "id": g.ID, "name": g.Name, "externalId": orNull(g.ExternalID), "collections": []any{},
			})
		}
		return list(data)
	})
}

func (s *Server) groupMembers(r *http.Request, _ []byte) answer {
	return s.withGroup(r, func(g *group) answer {
		ids := []string{}
		for _, m := range s.members {
			if g.members[m.ID] {
				ids = append(ids, m.ID)
			}
		}
		return jsonAnswer(http.StatusOK, ids)
	})
}

func (s *Server) memberGroups(r *http.Request, _ []byte) answer {
	return s.withMember(r, func(m *member) answer {
		ids := []string{}
		for _, g := range s.groups {
			if g.members[m.ID] {
				ids = append(ids, g.id)
			}
		}
		return jsonAnswer(http.StatusOK, ids)
	})
}

func (s *Server) deleteGroup(r *http.Request, _ []byte) answer {
	return s.withGroup(r, func(gone *group) answer {
		s.groups = slices.DeleteFunc(s.groups, func(g *group) bool { return g == gone })
		return answer{status: http.StatusOK}
	})
}

// actOnMember is revoke, restore and reinvite.
func (s *Server) actOnMember(r *http.Request, _ []byte) answer {
	return s.withMember(r, func(m *member) answer {
		switch r.PathValue("action") {
		case "revoke":
			if m.Status == organization.StatusRevoked {
				return problem(http.StatusBadRequest, "this member is revoked already")
			}
			m.revoke()
		case "restore":
			if m.Status != organization.StatusRevoked {
				return problem(http.StatusBadRequest, "this member is not revoked")
			}
			m.Status = m.before
		case "reinvite":
			if m.Status != organization.StatusInvited && m.Status != organization.StatusStaged {
				return problem(http.StatusBadRequest, "this member has no open invitation")
			}
			m.Status = organization.StatusInvited
		default:
			return unknown(nil, nil)
		}
		return answer{status: http.StatusOK}
	})
}

func (s *Server) subscription(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		if s.opts.SelfHosted {
			return unknown(nil, nil)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		return jsonAnswer(http.StatusOK, map[string]any{
			"passwordManager": map[string]any{"seats": s.opts.Seats, "maxAutoScaleSeats": nil, "storage": nil},
		})
	})
}

func (m *member) revoke() {
	if m.Status != organization.StatusRevoked {
		m.before, m.Status = m.Status, organization.StatusRevoked
	}
}

// withGroup does work under the lock on the group that the path names.
func (s *Server) withGroup(r *http.Request, work func(*group) answer) answer {
	return s.withToken(r, func() answer {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, g := range s.groups {
			if g.id == r.PathValue("id") {
				return work(g)
			}
		}
		return unknown(nil, nil)
	})
}

// withMember does work under the lock on the member that the path names.
func (s *Server) withMember(r *http.Request, work func(*member) answer) answer {
	return s.withToken(r, func() answer {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, m := range s.members {
			if m.ID == r.PathValue("id") {
				return work(m)
			}
		}
		return unknown(nil, nil)
	})
}

func list(data []any) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"object": "list", "data": data, "continuationToken": nil})
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
