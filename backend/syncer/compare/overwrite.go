package compare

import "directoryconnector/backend/organization"

// addOverwrite turns the work into one request with all members. Not directly
// after a clear: then nobody is removed until a run was acknowledged.
func (r working) addOverwrite(w *Work) {
	if !r.In.Sync.Users || !r.In.Sync.OverwriteExisting || r.In.State.Cleared || w.IsEmpty() && !r.In.Full {
		return
	}
	w.Overwrite = true
	desired := r.DesiredIDs()
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
