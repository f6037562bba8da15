package compare

import "directoryconnector/backend/organization"

// addOverwrite turns the work into one request with all members. Not directly
// after a clear: then nobody is removed until a run was acknowledged.
func (r working) addOverwrite(w *Work) {
	if !r.In.Sync.Users || !r.In.Sync.OverwriteExisting || r.In.State.Cleared || w.IsEmpty() && !r.In.Full {
		return
	}
	w.Overwrite = true
	desired := r.OverwriteIDs()
	for i := range w.Removals {
		desired[w.Removals[i].ID] = struct{}{}
	}
	for _, id := range r.List.IDs() {
		m, _ := r.List.ByID(id)
		if _, ok := desired[id]; !ok && m.Role != organization.RoleOwner {
			w.Overwritten = append(w.Overwritten, m)
		}
	}
}

// OverwriteIDs are the external ids of all who are in that request: who is to
// stay and can't be sent, since nobody knows an email, loses the access, too.
func (r *Result) OverwriteIDs() map[string]struct{} {
	ids := r.DesiredIDs()
	for i := range r.People {
		if p := &r.People[i]; p.Stays() && p.Email == "" {
			delete(ids, p.ID)
		}
	}
	for id, email := range r.Kept {
		if email == "" {
			delete(ids, id)
		}
	}
	return ids
}
