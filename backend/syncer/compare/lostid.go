package compare

import "directoryconnector/backend/organization"

// withoutID finds the member of somebody who is called otherwise now and whose
// member lost the external id: nobody is invited twice for that.
func (r *Result) withoutID(id string) (m organization.Member, lost bool) {
	acked, known := r.In.State.Members[id]
	if !known || !r.List.Listed {
		return m, false
	}
	m, there := r.List.ByEmail(acked.Email)
	return m, there && m.ExternalID == ""
}

// LostID tells whether somebody who was acknowledged has access still, as a member
// whose external id somebody took away.
func (r *Result) LostID(id string) bool {
	m, lost := r.withoutID(id)
	return lost && m.Status != organization.StatusRevoked && !r.List.Shows(id)
}
