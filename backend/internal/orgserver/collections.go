package orgserver

// Access is what a member or a group may do with a collection.
type Access struct {
	ID            string `json:"id"`
	ReadOnly      bool   `json:"readOnly"`
	HidePasswords bool   `json:"hidePasswords"`
	Manage        bool   `json:"manage"`
}

// AddCollection makes a collection, which only access to it shows, and returns its
// id.
func (s *Server) AddCollection() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newID()
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
