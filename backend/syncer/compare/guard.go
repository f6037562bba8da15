package compare

import (
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// guards look for what is too much.
type guards struct{ *Result }

// all returns every finding.
func (r guards) all() []plan.Finding {
	var findings []plan.Finding
	add := func(f *plan.Finding) {
		if f != nil {
			if f.Entries == nil {
				f.Entries = []string{}
			}
			findings = append(findings, *f)
		}
	}
	if r.In.Sync.Users {
		nobody := r.guardNobody()
		add(nobody)
		add(r.guardUnknown())
		add(r.guardGone())
		if nobody == nil { // its list holds them all
			add(r.guardRemovals())
		}
		add(r.guardAdditions())
		add(seating(r).guardSeats())
	}
	if r.In.Sync.Groups {
		add(r.guardMemberships())
		add(r.guardGroupRemovals())
	}
	return findings
}

// losers names all who would lose access: removals that the organization still
// has and, with overwriteExisting, members that are not desired.
func (r guards) losers() []plan.Entry {
	var names []plan.Entry
	for i := range r.Work.Removals {
		if x := &r.Work.Removals[i]; x.Known {
			names = append(names, plan.Entry{ID: x.ID, Text: r.nameAndID(x.ID, x.email()) + ", " + reasons[x.Reason]})
		}
	}
	for _, m := range r.Work.Overwritten {
		names = append(names, plan.Entry{ID: m.ExternalID, Text: r.nameAndID(m.ExternalID, m.Email) + ", not in the directory (overwriteExisting)"})
	}
	return names
}

func (r *Result) nameAndID(id, email string) string {
	email = r.ShownName(id, email)
	if email == "" || email == id {
		return id
	}
	return email + " (" + id + ")"
}

// naming is a finding with its entries.
func naming(f plan.Finding, entries []plan.Entry) *plan.Finding {
	f.Name(entries)
	return &f
}

func (r guards) guardRemovals() *plan.Finding {
	names := r.losers()
	if len(names) == 0 {
		return nil
	}
	revoked := 0
	for i := range r.Work.Removals {
		if x := &r.Work.Removals[i]; x.Known && r.Changes().RemovalChange(x).Action == plan.Revoke {
			revoked++
		}
	}
	before := RecentRemovals(r.In.State.Removals, r.In.Now)
	limit := r.In.Sync.MaxRemovals.Of(r.List.Size, 5, 10)
	if len(names)+before <= limit {
		return nil
	}
	return naming(plan.Finding{Guard: plan.GuardRemovals, Count: len(names), Limit: limit, Used: before, Total: r.List.Size, Removed: len(names) - revoked, Revoked: revoked}, names)
}

// RecentRemovals counts the removals of the last 24 hours.
func RecentRemovals(list []organization.RemovalCount, now time.Time) int {
	n := 0
	for _, x := range list {
		if now.Sub(x.At) < 24*time.Hour {
			n += x.N
		}
	}
	return n
}

// oneCount is how close to each other removals are counted together, at the
// moment of the last one: thousands of revocations go one by one.
const oneCount = time.Minute

// AddRemoval counts n more, and forgets those that are older than a day.
func AddRemoval(list []organization.RemovalCount, now time.Time, n int) []organization.RemovalCount {
	old := func(r organization.RemovalCount) bool { return now.Sub(r.At) >= 24*time.Hour }
	recent, next := slices.DeleteFunc(slices.Clone(list), old), organization.RemovalCount{At: now, N: n}
	if last := len(recent) - 1; last >= 0 && recent[last].At.Sub(now).Abs() < oneCount {
		next.N += recent[last].N
		recent = recent[:last]
	}
	return append(recent, next)
}

// guardNobody also stops a first sync in which nobody would be a member: a
// wrong search base or email attribute must not look like success.
func (r guards) guardNobody() *plan.Finding {
	byHand := map[string]struct{}{} // nobody who could be lost
	for i := range r.People {
		switch p := &r.People[i]; {
		case p.Fate == Member, p.StandIn != "": // or is a member already
			return nil
		case p.Fate == ByHand:
			byHand[p.ID] = struct{}{}
		}
	}
	names, acked := r.losers(), []plan.Entry{}
	for id, m := range r.In.State.Members {
		if _, out := byHand[id]; !out {
			acked = append(acked, plan.Entry{ID: id, Text: r.nameAndID(id, m.Email)})
		}
	}
	first := r.In.State.Times.Users.IsZero() && len(byHand) == 0
	if !first && len(acked) == 0 && !r.In.Sync.OverwriteExisting {
		return nil
	}
	if len(names) == 0 {
		names = acked
	}
	return naming(plan.Finding{Guard: plan.GuardNobody, Count: len(names)}, names)
}

// guardUnknown stops what nobody can oversee: overwriteExisting where no list
// tells whom it would remove, and revocations without the server's ids.
func (r guards) guardUnknown() *plan.Finding {
	if !r.Looked() || r.List.Listed {
		return nil
	}
	revokes := leaving(r).revokes() && slices.ContainsFunc(r.Work.Removals, func(x Removal) bool { return x.Revoke && x.Send })
	if !revokes && (!r.In.Sync.OverwriteExisting || len(r.In.State.Members) > 0 && !r.Vaultwarden()) {
		return nil
	}
	return &plan.Finding{Guard: plan.GuardUnknown}
}

// guardGone doubts a member list that lacks many at once whom the directory
// still has: it may be a part of one. Else all of them would be taken for
// removed by hand, and leavers among them for gone. Whom an administrator names
// is in no doubt.
func (r guards) guardGone() *plan.Finding {
	var names []plan.Entry
	for i := range r.Drift {
		d := &r.Drift[i]
		acked, known := r.In.State.Members[d.ExternalID]
		if d.Kind == plan.MemberGone && known && !(r.In.Again != nil && r.In.Again(d.ExternalID, acked.LastWanted())) {
			names = append(names, plan.Entry{ID: d.ExternalID, Text: r.nameAndID(d.ExternalID, acked.Email)})
		}
	}
	total := len(r.In.State.Members)
	limit := r.In.Sync.MaxRemovals.Of(total, 5, 10)
	if len(names) <= limit {
		return nil
	}
	return naming(plan.Finding{Guard: plan.GuardGone, Count: len(names), Limit: limit, Total: total}, names)
}

func (r guards) guardAdditions() *plan.Finding {
	names := make([]plan.Entry, 0, len(r.Work.Fresh))
	for _, p := range r.Work.Fresh {
		if p.New {
			names = append(names, plan.Entry{ID: p.ID, Text: p.Email})
		}
	}
	if len(names) == 0 {
		return nil
	}
	f := naming(plan.Finding{Guard: plan.GuardFirstSync, Count: len(names), Total: r.List.Size, Staged: !r.In.Sync.InviteUsersAfterProvisioning}, names)
	if r.First() {
		return f
	}
	if r.In.State.TakenOver && !r.List.Listed {
		return nil // the other connector sent them, and nobody can tell who is new
	}
	f.Guard, f.Limit = plan.GuardAdditions, r.In.Sync.MaxAdditions.Of(r.List.Size, 25, 20)
	if len(names) <= f.Limit {
		return nil
	}
	return f
}

// First tells whether this is the first sync into an organization without
// external ids, which is asked about. A profile that the other connector has
// synced is beyond that, and so is one that had synced a server without a list
// before its cache was cleared.
func (r *Result) First() bool {
	return r.List.byID.Len() == 0 && len(r.In.State.Members) == 0 && len(r.List.acked) == 0 && !r.In.State.TakenOver
}

// guardMemberships counts memberships that would go although the user stays: a
// wrong member attribute. Those of removed users are guarded by guardRemovals;
// groups that the directory or the organization no longer has don't count.
func (r guards) guardMemberships() *plan.Finding {
	leaving := make(map[string]struct{}, len(r.Work.Removals))
	for i := range r.Work.Removals {
		leaving[r.Work.Removals[i].ID] = struct{}{}
	}
	for i := range r.Work.Overwritten {
		leaving[r.Work.Overwritten[i].ExternalID] = struct{}{}
	}
	total := 0
	for i := range r.Groups {
		if r.Groups[i].Exists {
			total += len(r.Groups[i].Before.Members)
		}
	}
	for i := range r.Missing {
		if m := &r.Missing[i]; m.Empty || m.Delete {
			total += m.Members
		}
	}
	gone := 0
	var names []plan.Entry
	note := func(id, name string, before, after []string) {
		n := 0
		for _, id := range missingFrom(before, after) {
			if _, leaves := leaving[id]; !leaves {
				n++
			}
		}
		if n > 0 {
			gone += n
			words := "%s: %d memberships of %d"
			if n == 1 {
				words = "%s: %d membership of %d"
			}
			names = append(names, plan.Entry{ID: id, Text: fmt.Sprintf(words, name, n, len(before))})
		}
	}
	for i := range r.Work.Groups {
		note(r.Work.Groups[i].ID, r.Work.Groups[i].Name, r.Work.Groups[i].Before.Members, r.Work.Groups[i].Members)
	}
	for i := range r.Work.Deleted {
		note(r.Work.Deleted[i].ExternalID, r.Work.Deleted[i].Name, r.Work.Deleted[i].Before, nil)
	}
	limit := config.Limit{}.Of(total, 20, 20)
	if gone <= limit {
		return nil
	}
	return naming(plan.Finding{Guard: plan.GuardMemberships, Count: gone, Limit: limit, Total: total}, names)
}

// guardGroupRemovals counts groups that would be deleted.
func (r guards) guardGroupRemovals() *plan.Finding {
	if len(r.Work.Deleted) == 0 {
		return nil
	}
	limit := r.In.Sync.MaxGroupRemovals.Of(len(r.Groups)+len(r.Missing), 2, 5)
	if len(r.Work.Deleted) <= limit {
		return nil
	}
	groups := make([]plan.Entry, 0, len(r.Work.Deleted))
	for i := range r.Work.Deleted {
		m := &r.Work.Deleted[i]
		text := fmt.Sprintf("%s (%s), %s, %s", m.Name, m.ExternalID, directory.Count(m.Members, "member", "members"), accessTo(m.Collections))
		groups = append(groups, plan.Entry{ID: m.ExternalID, Text: text})
	}
	return naming(plan.Finding{Guard: plan.GuardGroupRemovals, Count: len(r.Work.Deleted), Limit: limit, Total: len(r.Groups) + len(r.Missing)}, groups)
}
