package orgserver

import (
	"encoding/json"
	"net/http"
	"slices"
)

// Access is what a member or a group may do with a collection, or, seen from
// the collection, a group with it.
type Access struct {
	ID            string `json:"id"`
	ReadOnly      bool   `json:"readOnly"`
	HidePasswords bool   `json:"hidePasswords"`
	Manage        bool   `json:"manage"`
}

// A Policy is one of the organization's policies.
type Policy struct {
	ID      string         `json:"id"`
	Type    int            `json:"type"`
	Enabled bool           `json:"enabled"`
	Data    map[string]any `json:"data"`
}

// collection has no name here: names are encrypted.
type collection struct{ id, externalID string }

// AddCollection adds a collection and returns its id.
func (s *Server) AddCollection(externalID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &collection{id: s.newID(), externalID: externalID}
	s.collections = append(s.collections, c)
	return c.id
}

// GiveGroup gives the group with that id access to collections.
func (s *Server) GiveGroup(groupID string, access ...Access) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.groups {
		if g.id == groupID {
			g.collections = append(g.collections, access...)
		}
	}
}

func (s *Server) listCollections(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		data := []any{}
		for _, c := range s.collections {
			data = append(data, s.collectionLine(c))
		}
		return list(data)
	})
}

func (s *Server) collectionLine(c *collection) any {
	groups := []Access{}
	for _, g := range s.groups {
		for _, a := range g.collections {
			if a.ID == c.id {
				a.ID = g.id
				groups = append(groups, a)
			}
		}
	}
	return map[string]any{"object": "collection", "id": c.id, "externalId": orNull(c.externalID), "groups": groups}
}

// putCollection sets the external id of a collection and the groups that may
// use it.
func (s *Server) putCollection(r *http.Request, body []byte) answer {
	var edit struct {
		ExternalID string   `json:"externalId"`
		Groups     []Access `json:"groups"`
	}
	if json.Unmarshal(body, &edit) != nil {
		return unreadable()
	}
	return s.withToken(r, func() answer {
		i := slices.IndexFunc(s.collections, func(c *collection) bool { return c.id == r.PathValue("id") })
		if i < 0 {
			return unknown(nil, nil)
		}
		c := s.collections[i]
		c.externalID = edit.ExternalID
		for _, g := range s.groups {
			g.collections = slices.DeleteFunc(g.collections, func(a Access) bool { return a.ID == c.id })
			for _, a := range edit.Groups {
				if a.ID == g.id {
					a.ID = c.id
					g.collections = append(g.collections, a)
				}
			}
		}
		return jsonAnswer(http.StatusOK, s.collectionLine(c))
	})
}

func (s *Server) listPolicies(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		data := []any{}
		for _, p := range s.opts.Policies {
			data = append(data, struct {
				Object string `json:"object"`
				Policy
			}{"policy", p})
		}
		return list(data)
	})
}
