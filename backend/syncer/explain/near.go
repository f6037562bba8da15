package explain

import (
	"iter"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/who"
)

// Nearest returns those whose names look most like one.
func Nearest(in Input, name string) []string {
	return who.Nearest(everybody(in), name)
}

// everybody is all of the directory and of what was accepted.
func everybody(in Input) iter.Seq[who.Candidate] {
	state := in.Result.In.State
	return func(yield func(who.Candidate) bool) {
		for i := range in.Snapshot.Users {
			u := &in.Snapshot.Users[i]
			if !yield(who.Candidate{ID: u.ExternalID, Email: desired.CleanEmail(u.Email), Names: firstNames(u.ReferenceID)}) {
				return
			}
		}
		for i := range in.Snapshot.Groups {
			g := &in.Snapshot.Groups[i]
			if !yield(who.Candidate{ID: g.ExternalID, Email: g.Name, Names: firstNames(g.ReferenceID)}) {
				return
			}
		}
		for id, m := range state.Members {
			if at, here := in.Result.In.Desired.Find(id); here && in.Result.In.Desired.Users[at].Wanted == m.Email {
				continue
			}
			if !yield(who.Candidate{ID: id, Email: m.Email, Names: []string{directory.StableValue(m.StableID)}}) {
				return
			}
		}
	}
}

func firstNames(reference string) []string {
	if name := FirstName(reference); name != "" {
		return []string{name}
	}
	return nil
}
