package orgserver

import (
	"net/http"
	"slices"

	"directoryconnector/backend/organization"
)

func (s *Server) listMembers(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		if s.opts.NoMemberList {
			return unknown(nil, nil)
		}
		data := []any{}
		for _, m := range s.sortedMembers() {
			line := memberLine(m)
			line.Collections = nil // only a member by itself shows them
			data = append(data, line)
		}
		return list(data)
	})
}

// shownMember is a member as it is shown: without groups, and in the list
// without collections, where the official server has null.
// See https://github.com/bitwarden/server (Public/Controllers/MembersController.cs).
type shownMember struct {
	Object      string                    `json:"object"`
	ID          string                    `json:"id"`
	UserID      *string                   `json:"userId"`
	Name        *string                   `json:"name"`
	Email       string                    `json:"email"`
	ExternalID  *string                   `json:"externalId"`
	Type        organization.Role         `json:"type"`
	Permissions map[string]bool           `json:"permissions"`
	Status      organization.MemberStatus `json:"status"`
	Collections []Access                  `json:"collections"`
}

func memberLine(m Member) shownMember {
	line := shownMember{
		Object: "member", ID: m.ID, Name: orNull(m.Name), Email: m.Email, ExternalID: orNull(m.ExternalID),
		Type: m.Role, Status: m.Status, Collections: m.Collections,
	}
	if m.MasterPassword { // whoever has one has an account
		line.UserID = orNull("account-" + m.ID)
	}
	if m.Role == organization.RoleCustom {
		line.Permissions = m.Permissions
	}
	if line.Collections == nil {
		line.Collections = []Access{}
	}
	return line
}

func (s *Server) showMember(r *http.Request, _ []byte) answer {
	return s.withMember(r, func(m *member) answer { return jsonAnswer(http.StatusOK, memberLine(m.Member)) })
}

func (s *Server) listGroups(r *http.Request, _ []byte) answer {
	if s.opts.NoGroupList {
		return unknown(nil, nil)
	}
	return s.withToken(r, func() answer {
		data := []any{}
		for _, g := range s.groups {
			data = append(data, groupLine(g))
		}
		return list(data)
	})
}

func (s *Server) showGroup(r *http.Request, _ []byte) answer {
	return s.withGroup(r, func(g *group) answer { return jsonAnswer(http.StatusOK, groupLine(g)) })
}

func groupLine(g *group) any {
	collections := slices.Clone(g.collections)
	if collections == nil {
		collections = []Access{}
	}
	return map[string]any{
		"object": "group", "id": g.id, "name": g.name, "externalId": orNull(g.externalID), "collections": collections,
	}
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

// withGroup does work under the lock on the group that the path names.
func (s *Server) withGroup(r *http.Request, work func(*group) answer) answer {
	return s.withToken(r, func() answer { return workOn(r, s.groups, func(g *group) string { return g.id }, work) })
}

// withMember does work under the lock on the member that the path names.
func (s *Server) withMember(r *http.Request, work func(*member) answer) answer {
	return s.withToken(r, func() answer { return workOn(r, s.members, func(m *member) string { return m.ID }, work) })
}

func workOn[T any](r *http.Request, all []T, id func(T) string, work func(T) answer) answer {
	for _, one := range all {
		if id(one) == r.PathValue("id") {
			return work(one)
		}
	}
	return unknown(nil, nil)
}

func list(data []any) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"object": "list", "data": data, "continuationToken": nil})
}

// orNull is null in JSON for nothing.
func orNull[T comparable](v T) *T {
	var nothing T
	if v == nothing {
		return nil
	}
	return &v
}
