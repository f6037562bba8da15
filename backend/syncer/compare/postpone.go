package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// WarnQuiet: what removes waits, because of the time of day.
const WarnQuiet directory.WarningCode = "quiet-window"

// In a quiet window (sync.quiet) nothing that removes is sent. Waits: removals
// and revocations, memberships that go, groups that are emptied or deleted, and
// the request of overwriteExisting. A new account that takes the email of one
// that waits to be removed waits with it; so it does on vaultwarden, where nobody
// is removed for that, but the member takes the new external id, and is lost to
// groups that are sent with the old one. Groups are sent with those who would
// leave them. What waits stays acknowledged, so that the next sync after the
// window finds it again.
//
// Two things do not wait: a removal whose outcome nobody knows is brought to its
// end, and what an administrator ordered (offboard) is done.
type postponing struct {
	*Result
	whole   Work
	changes []plan.Change
}

// A waiter is a removal or a new account that waits.
type waiter struct {
	kind organization.FlightKind
	id   string
}

// Waits tells whether a removal of somebody, or a new account, waits for the end
// of the quiet window, so that nothing of it is sent now.
func (r *Result) Waits(kind organization.FlightKind, id string) bool {
	_, waits := r.waiting[waiter{kind, id}]
	return waits
}

// postpone takes out of the work what waits.
func (r *Result) postpone() {
	r.whole, r.Postponed, r.waiting = r.Work, nil, nil
	if r.In.QuietUntil.IsZero() || !r.Looked() {
		return
	}
	r.waiting = map[waiter]struct{}{}
	p := &postponing{Result: r, whole: r.Work}
	left := r.Work
	left.Removals = slices.DeleteFunc(slices.Clone(p.whole.Removals), p.removalWaits)
	left.Known = slices.DeleteFunc(slices.Clone(p.whole.Known), p.personWaits)
	left.Fresh = slices.DeleteFunc(slices.Clone(p.whole.Fresh), p.personWaits)
	left.Groups = p.groups()
	left.Deleted = nil
	for i := range p.whole.Deleted {
		p.wait(r.Changes().DeletionChange(&p.whole.Deleted[i]))
	}
	left.Overwrite, left.Overwritten = false, nil
	for _, m := range p.whole.Overwritten {
		p.wait(r.Changes().overwrittenChange(m))
	}
	r.Work = left
	if len(p.changes) == 0 {
		return
	}
	plan.Sort(p.changes)
	r.Postponed = &plan.Postponed{Reason: plan.BecauseOfQuiet(r.In.QuietUntil), Changes: p.changes}
	r.warnQuiet()
}

func (p *postponing) wait(c plan.Change) { p.changes = append(p.changes, c) }

func (p *postponing) removalWaits(x Removal) bool {
	if !p.isPostponed(&x) {
		return false
	}
	p.waiting[waiter{organization.FlightRemoval, x.ID}] = struct{}{}
	if x.Known {
		p.wait(p.Changes().RemovalChange(&x))
	}
	return true
}

// isPostponed tells whether somebody goes only after the window.
func (p *postponing) isPostponed(x *Removal) bool {
	_, flies := p.departing[x.ID]
	return (x.Send || x.Replaced) && !flies && x.Reason != plan.Offboarded
}

// personWaits tells whether a new account waits for the old one.
func (p *postponing) personWaits(who *Person) bool {
	at, leaving := p.findRemoval(who.Replaces)
	if who.Replaces == "" || !leaving || !p.isPostponed(&p.Removals[at]) {
		return false
	}
	p.waiting[waiter{organization.FlightMember, who.ID}] = struct{}{}
	if c, differs := p.Changes().PersonChange(who); differs {
		p.wait(c)
	}
	return true
}

// groups are the groups as they are sent: with those who would leave them, and
// without the new accounts that wait.
func (p *postponing) groups() []GroupUpdate {
	var sent []GroupUpdate
	for i := range p.whole.Groups {
		if g, ok := p.group(&p.whole.Groups[i]); ok {
			sent = append(sent, g)
		}
	}
	return sent
}

// group is a group as it is sent; ok is false where nothing of it is.
func (p *postponing) group(whole *GroupUpdate) (g GroupUpdate, ok bool) {
	leave := slices.DeleteFunc(slices.Clone(missingFrom(whole.Before.Members, whole.Members)), func(id string) bool {
		return p.List.Listed && !strings.HasPrefix(id, byHand("")) && !p.List.Shows(id) // nobody loses anything
	})
	wait := func(id string) bool { return p.Waits(organization.FlightMember, id) }
	if len(leave) == 0 && !slices.ContainsFunc(whole.Members, wait) {
		return *whole, true
	}
	change, _ := p.Changes().GroupChange(whole)
	if whole.Empty || slices.ContainsFunc(leave, func(id string) bool { return strings.HasPrefix(id, byHand("")) }) {
		p.wait(change) // whom an import can't name, it takes out
		return g, false
	}
	g = *whole
	g.Members = union(slices.DeleteFunc(slices.Clone(whole.Members), wait), leave)
	if len(leave) > 0 {
		part := *whole
		part.Members = missingFrom(g.Members, leave)
		rest, _ := p.Changes().GroupChange(&part)
		rest.Leaves = slices.DeleteFunc(change.Leaves, func(r plan.Ref) bool { return !slices.Contains(leave, r.ExternalID) })
		rest.Joins, rest.Before, rest.After, rest.Members = nil, "", "", len(whole.Members)
		p.wait(rest)
	}
	return g, !g.Exists || p.In.Full || p.sends(&g)
}

// sends tells whether more of a group differs than who leaves it.
func (p *postponing) sends(g *GroupUpdate) bool {
	acked, known := p.In.State.Groups[g.ID]
	at := slices.IndexFunc(p.Groups, func(group Group) bool { return group.ID == g.ID })
	return !known || g.Name != g.Before.Name || g.Name != acked.Name || !slices.Equal(g.Members, g.Before.Members) ||
		at >= 0 && lists(g.Members, grouping{p.Result}.freshMembers())
}

// OverwriteWaits tells whether somebody waits whom only overwriteExisting
// removes: until then everything is still to be sent.
func (r *Result) OverwriteWaits() bool { return len(r.whole.Overwritten) > len(r.Work.Overwritten) }

// overwrittenChange tells of somebody whom overwriteExisting removes.
func (r Changes) overwrittenChange(m organization.Member) plan.Change {
	return plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: m.ExternalID, Name: cmp.Or(m.Email, m.ExternalID), Reason: plan.Because(plan.Overwritten)}
}

// warnQuiet names what waits, also where a plan is not shown.
func (r *Result) warnQuiet() {
	var names []string
	memberships := 0
	for i := range r.Postponed.Changes {
		c := &r.Postponed.Changes[i]
		memberships += len(c.Leaves)
		if c.Loss() || c.Action == plan.Empty || c.Action == plan.Delete {
			names = append(names, c.Name)
		}
	}
	what := directory.Count(memberships, "membership goes", "memberships go")
	if n := len(names); n > 0 {
		what = directory.Count(n, "removal", "removals") + ": " + shortList(names)
		if memberships > 0 {
			words := "%s, and %d memberships"
			if memberships == 1 {
				words = "%s, and %d membership"
			}
			what = fmt.Sprintf(words, what, memberships)
		}
	}
	r.warn(WarnQuiet, "", fmt.Sprintf("nothing that removes is sent before %s (sync.quiet), which waits: %s", r.In.QuietUntil.Format(time.DateTime), what))
}
