package syncer

import (
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
)

// rightReason compares the reason with what a simple reading of the rules
// gives, and the paths with a walk through the directory.
func (x *explainer) rightReason(u *directory.User) {
	e := x.people[u.ReferenceID]
	if e == nil || e.Entry == nil || e.Entry.Reference != u.ReferenceID {
		x.t.Fatalf("nothing explains %s", u.ReferenceID)
	}
	var says []string
	for _, s := range e.Steps {
		if s.Outcome != explanation.Passed {
			says = append(says, string(s.Name)+" "+string(s.Reason.Code))
		}
	}
	if _, offboarded := x.in.Result.In.State.Offboarded[e.ExternalID]; offboarded && slices.Contains(says, "organization offboarded") {
		return
	}
	if want := x.reasons(u, e); !slices.ContainsFunc(want, func(w string) bool { return w == strings.Join(says, ", ") }) {
		x.t.Fatalf("%+v is explained by %q, want one of %q", *u, strings.Join(says, ", "), want)
	}
	for _, m := range e.Groups {
		if m.Reason != explanation.KeptThere {
			x.rightPath(u, m)
		}
	}
	if !u.Deleted {
		for _, g := range x.w.source.groups {
			in := slices.ContainsFunc(e.Groups, func(m explanation.Membership) bool {
				return m.ExternalID == g.ExternalID && m.Reason != explanation.KeptThere
			})
			if in != reach(x.w.source.groups, g.ReferenceID)[u.ExternalID] {
				x.t.Fatalf("%s in %s: %v", u.ReferenceID, g.Name, in)
			}
		}
	}
}

func clean(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// passes tells whether filters and chosen groups let somebody through, and
// which does not.
func (x *explainer) passes(u *directory.User, id string) (string, bool) {
	o := &x.w.syncer.Options
	email := clean(u.Email)
	if email == "" {
		if m, known := x.acked[id]; known {
			email = m.LastWanted()
		}
	}
	_, known := x.acked[id]
	switch {
	case o.UserFilter != nil && !o.UserFilter(email) && !(u.Deleted && known):
		return "filter filtered-out", false
	case u.Deleted || u.Disabled && o.Sync.RemoveDisabled || o.GroupFilter == nil:
		return "", true
	}
	for _, g := range x.w.source.groups {
		in := slices.Contains(g.UserMembers, u.ExternalID)
		if o.Groups.CountNested {
			in = reach(x.w.source.groups, g.ReferenceID)[u.ExternalID]
		}
		if in && o.GroupFilter(g.Name) {
			return "", true
		}
	}
	return "groups in-no-chosen-group", false
}

// reasons are the right ones for somebody; several where the rules for email
// conflicts with the organization have to be looked up.
func (x *explainer) reasons(u *directory.User, e *explanation.Explanation) []string {
	o := &x.w.syncer.Options
	acked, known := x.acked[e.ExternalID]
	leaves := func(reason plan.Code) []string {
		if !known && !x.listed[e.ExternalID] {
			return []string{"removal never-sent"}
		}
		return []string{"removal " + string(reason), "removal already-gone", "removal owner", "removal revoked-before", "removal email-taken"}
	}
	if e.Fate == explanation.FateAbsent && e.Steps[len(e.Steps)-1].Reason.Code == explanation.SameEntry {
		return []string{"recognize same-entry"}
	}
	if why, passes := x.passes(u, e.ExternalID); !passes {
		byHand := why + ", organization removed-by-hand"
		switch {
		case !known && !x.listed[e.ExternalID]:
			return []string{why, byHand}
		case known && o.Sync.RemoveMissing:
			return []string{why + ", removal missing", why + ", removal already-gone", why + ", removal owner", why + ", removal email-taken", why + ", removal revoked-before"}
		}
		right := []string{why + ", removal remove-missing-off", why + ", removal already-gone", why + ", removal not-ours", byHand, why + ", removal email-taken", why + ", removal revoked-before"}
		if _, revoked := x.in.Result.In.State.Revoked[e.ExternalID]; revoked { // makes room for a new account
			right = append(right, why+", removal missing")
		}
		return right
	}
	member := known || x.listed[e.ExternalID] || x.listed[clean(u.Email)]
	outcome := []string{"validate no-email"}
	switch {
	case u.Deleted:
		return leaves(plan.Deleted)
	case u.Disabled && o.Sync.RemoveDisabled:
		return leaves(plan.Disabled)
	case clean(u.Email) == "":
		return outcome
	case u.Disabled && !o.Sync.InviteDisabled && !member:
		return []string{"disabled not-invited"}
	}
	var same, enabled int
	for i := range x.w.source.users {
		other := &x.w.source.users[i]
		if clean(other.Email) != clean(u.Email) || other.Deleted || other.Disabled && o.Sync.RemoveDisabled {
			continue
		}
		id := x.people[other.ReferenceID].ExternalID
		_, otherKnown := x.acked[id]
		if _, passes := x.passes(other, id); !passes || other.Disabled && !o.Sync.InviteDisabled && !(otherKnown || x.listed[id] || x.listed[clean(other.Email)]) {
			continue
		}
		if same++; !other.Disabled {
			enabled++
		}
	}
	switch {
	case same > 1 && enabled == 1 && u.Disabled:
		return []string{"duplicates disabled-twin"}
	case same > 1 && enabled != 1:
		return []string{"duplicates shared"}
	}
	// What remains is between the organization and a new external id.
	if known && x.listed[e.ExternalID] {
		return []string{""}
	}
	right := []string{"", "organization email-taken", "organization email-shared", "disabled not-invited"}
	if o.Sync.RemovedByHand == config.ByHandAsk && (known && !x.listed[acked.Email] || !known) {
		right = append(right, "organization removed-by-hand")
	}
	return right
}

// rightPath walks a path, and finds none that is shorter.
func (x *explainer) rightPath(u *directory.User, m explanation.Membership) {
	byID := map[string]*directory.Group{}
	for i := range x.w.source.groups {
		byID[x.w.source.groups[i].ExternalID] = &x.w.source.groups[i]
	}
	for i, ref := range m.Path[1:] {
		if !slices.Contains(byID[m.Path[i].ExternalID].NestedGroups, byID[ref.ExternalID].ReferenceID) {
			x.t.Fatalf("%v: %s is not in %s", m.Path, ref.Name, m.Path[i].Name)
		}
	}
	last := byID[m.Path[len(m.Path)-1].ExternalID]
	if m.Path[0].ExternalID != m.ExternalID || !slices.Contains(last.UserMembers, u.ExternalID) {
		x.t.Fatalf("%v does not lead from %s to %s", m.Path, m.Name, u.ReferenceID)
	}
	if shortest := x.shortest(byID[m.ExternalID], u, map[string]bool{}); shortest != len(m.Path) {
		x.t.Fatalf("%v is %d long, the shortest %d", m.Path, len(m.Path), shortest)
	}
	ways := 0
	group := byID[m.ExternalID]
	if slices.Contains(group.UserMembers, u.ExternalID) {
		ways++
	}
	for _, ref := range group.NestedGroups {
		for _, below := range byID {
			if below.ReferenceID == ref && below != group && x.shortest(below, u, map[string]bool{group.ReferenceID: true}) > 0 {
				ways++
			}
		}
	}
	if ways-1 != m.Others {
		x.t.Fatalf("%d ways into %s, and %d others are told", ways, m.Name, m.Others)
	}
}

// shortest is how many groups the shortest path has that does not lead through
// one of those passed; 0 for none.
func (x *explainer) shortest(g *directory.Group, u *directory.User, passed map[string]bool) int {
	if slices.Contains(g.UserMembers, u.ExternalID) {
		return 1
	}
	passed[g.ReferenceID] = true
	defer delete(passed, g.ReferenceID)
	best := 0
	for i := range x.w.source.groups {
		below := &x.w.source.groups[i]
		if !slices.Contains(g.NestedGroups, below.ReferenceID) || passed[below.ReferenceID] {
			continue
		}
		if n := x.shortest(below, u, passed); n > 0 && (best == 0 || n+1 < best) {
			best = n + 1
		}
	}
	return best
}
