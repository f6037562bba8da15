package orgserver

import (
	"encoding/json"
	"net/http"
	"slices"

	"directoryconnector/backend/organization"
)

// putGroup renames, re-keys or adopts a group. Collections that are null or
// left out stay as they are.
func (s *Server) putGroup(r *http.Request, body []byte) answer {
	if s.opts.NoEditing {
		return unknown(nil, nil)
	}
	var edit struct {
		Name        *string   `json:"name"`
		ExternalID  *string   `json:"externalId"`
		Collections *[]Access `json:"collections"`
	}
	if json.Unmarshal(body, &edit) != nil {
		return unreadable()
	}
	fields := map[string][]string{}
	checkText(fields, "Name", edit.Name, organization.MaxGroupName)
	if units(value(edit.ExternalID)) > organization.MaxExternalID {
		fields["ExternalId"] = []string{"more than 300 characters"}
	}
	if len(fields) > 0 {
		return problems(http.StatusBadRequest, "the request does not fit its model", fields)
	}
	return s.withGroup(r, func(g *group) answer {
		g.name, g.externalID = *edit.Name, value(edit.ExternalID)
		if edit.Collections != nil {
			g.collections = *edit.Collections
		}
		return jsonAnswer(http.StatusOK, groupLine(g))
	})
}

// putGroupMembers sets the members of a group, ids of nobody are passed over.
func (s *Server) putGroupMembers(r *http.Request, body []byte) answer {
	var edit struct {
		MemberIDs *[]string `json:"memberIds"`
	}
	if json.Unmarshal(body, &edit) != nil {
		return unreadable()
	}
	return s.withGroup(r, func(g *group) answer {
		g.members = map[string]bool{}
		for _, m := range s.members {
			if slices.Contains(value(edit.MemberIDs), m.ID) {
				g.members[m.ID] = true
			}
		}
		return answer{status: http.StatusOK}
	})
}

// deleteGroup removes a group for good.
func (s *Server) deleteGroup(r *http.Request, _ []byte) answer {
	return s.withGroup(r, func(gone *group) answer {
		s.groups = slices.DeleteFunc(s.groups, func(g *group) bool { return g == gone })
		return answer{status: http.StatusOK}
	})
}

// putMember changes external id, role, collections and groups. Nobody checks
// that the external id is free, and collections that are null take all direct
// access away.
func (s *Server) putMember(r *http.Request, body []byte) answer {
	if s.opts.NoEditing {
		return unknown(nil, nil)
	}
	var edit struct {
		Type        *organization.Role `json:"type"`
		ExternalID  *string            `json:"externalId"`
		Permissions map[string]bool    `json:"permissions"`
		Collections []Access           `json:"collections"`
		Groups      *[]string          `json:"groups"`
	}
	if json.Unmarshal(body, &edit) != nil {
		return unreadable()
	}
	fields := map[string][]string{}
	switch {
	case edit.Type == nil:
		fields["Type"] = []string{"a value is needed here"}
	case !slices.Contains([]organization.Role{organization.RoleOwner, organization.RoleAdmin, organization.RoleUser, organization.RoleCustom}, *edit.Type):
		fields["Type"] = []string{"no such type"}
	case edit.Permissions != nil && *edit.Type != organization.RoleCustom:
		fields["Permissions"] = []string{"only members of type 4 have permissions"}
	}
	if units(value(edit.ExternalID)) > organization.MaxExternalID {
		fields["ExternalId"] = []string{"more than 300 characters"}
	}
	if len(fields) > 0 {
		return problems(http.StatusBadRequest, "the request does not fit its model", fields)
	}
	return s.withMember(r, func(m *member) answer {
		if *edit.Type != organization.RoleOwner && s.lastOwner(m) {
			return problem(http.StatusBadRequest, lastOwnerText)
		}
		m.Role, m.ExternalID, m.Permissions, m.Collections = *edit.Type, value(edit.ExternalID), edit.Permissions, edit.Collections
		if edit.Groups != nil {
			for _, g := range s.groups {
				delete(g.members, m.ID)
				if slices.Contains(*edit.Groups, g.id) {
					g.members[m.ID] = true
				}
			}
		}
		return jsonAnswer(http.StatusOK, memberLine(m.Member))
	})
}

// deleteMember removes a member, owners too, but the last.
func (s *Server) deleteMember(r *http.Request, _ []byte) answer {
	if s.opts.NoMemberRemoval {
		return unknown(nil, nil)
	}
	return s.withMember(r, func(gone *member) answer {
		if s.lastOwner(gone) {
			return problem(http.StatusBadRequest, lastOwnerText)
		}
		s.remove(func(m *member) bool { return m == gone })
		return answer{status: http.StatusOK}
	})
}

func unreadable() answer {
	return problems(http.StatusBadRequest, "the request does not fit its model",
		map[string][]string{"$": {"the JSON can't be read"}})
}
