package syncer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// Guard names one of the guards.
type Guard string

// The guards of SEMANTICS step 7.
const (
	GuardRemovals    Guard = "removals"
	GuardMemberships Guard = "memberships"
	GuardAdditions   Guard = "additions"
	GuardFirstSync   Guard = "first-sync"
	GuardNobody      Guard = "nobody-left"
	GuardUnknown     Guard = "members-unknown"
)

// A GuardError stops a sync before anything is sent.
type GuardError struct{ Findings []Finding }

// A Finding is what one guard found.
type Finding struct {
	Guard Guard `json:"guard"`
	// Text says what would happen and why that is too much, Allow how to let
	// it happen once.
	Text  string `json:"text"`
	Allow string `json:"allow"`
	// Count is the number that an allowance must name; Entries name who or
	// what it is about, sorted.
	Count   int      `json:"count"`
	Entries []string `json:"entries"`
}

func (e *GuardError) Error() string {
	lines := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		lines[i] = f.Text
	}
	return strings.Join(lines, "\n")
}

// Is makes a GuardError an ErrStopped.
func (*GuardError) Is(target error) bool { return target == ErrStopped }

// shown is what is remembered of the findings, for an allowance.
func (e *GuardError) shown() []organization.ShownList {
	var lists []organization.ShownList
	for _, f := range e.Findings {
		lists = append(lists, f.shown())
	}
	return lists
}

func (f Finding) shown() organization.ShownList {
	sum := sha256.Sum256([]byte(strings.Join(f.Entries, "\n")))
	return organization.ShownList{Guard: string(f.Guard), Count: f.Count, Digest: hex.EncodeToString(sum[:16])}
}

// guard returns a *GuardError with all that would be too much.
func (p *plan) guard(d *difference) error {
	var findings []Finding
	add := func(f *Finding) {
		if f != nil {
			f.Entries = orEmpty(f.Entries)
			slices.Sort(f.Entries)
			findings = append(findings, *f)
		}
	}
	if p.opts.Sync.Users {
		nobody := p.guardNobody(d)
		add(nobody)
		add(p.guardUnknown())
		if nobody == nil { // its list holds them all
			add(p.guardRemovals(d))
		}
		add(p.guardAdditions(d))
	}
	add(p.guardMemberships(d))
	if len(findings) == 0 {
		return nil
	}
	return &GuardError{findings}
}

// losers names all who would lose access: removals that the organization still
// has and, with overwriteExisting, members that are not desired.
func (p *plan) losers(d *difference) []string {
	var names []string
	for _, r := range d.removals {
		if r.known {
			names = append(names, p.nameOf(r.id, r.email)+", "+r.reason)
		}
	}
	for _, m := range d.overwritten {
		names = append(names, p.nameOf(m.ExternalID, m.Email)+", not in the directory (overwriteExisting)")
	}
	return names
}

func (p *plan) nameOf(id, email string) string {
	if m, ok := p.roster.byID[id]; ok && m.Email != "" {
		email = m.Email
	}
	if email == "" || email == organization.RemovedEmail {
		return id
	}
	return email + " (" + id + ")"
}

func (p *plan) guardRemovals(d *difference) *Finding {
	names := p.losers(d)
	if len(names) == 0 {
		return nil
	}
	before := recentRemovals(p.state.Removals, p.now)
	limit := p.opts.Sync.MaxRemovals.Of(p.roster.size, 5, 10)
	if len(names)+before <= limit {
		return nil
	}
	text := fmt.Sprintf("%s would lose access, and sync.maxRemovals allows %d", count(len(names), "member", "members"), limit)
	if before > 0 {
		text += fmt.Sprintf(" in 24 hours (%d used up already)", before)
	}
	return &Finding{Guard: GuardRemovals, Text: text, Allow: fmt.Sprintf("--allow-removals %d", len(names)), Count: len(names), Entries: names}
}

// recentRemovals counts the removals of the last 24 hours.
func recentRemovals(list []organization.RemovalCount, now time.Time) int {
	n := 0
	for _, r := range list {
		if now.Sub(r.At) < 24*time.Hour {
			n += r.N
		}
	}
	return n
}

// guardNobody also stops a first sync in which nobody would be a member: a
// wrong search base or email attribute must not look like success.
func (p *plan) guardNobody(d *difference) *Finding {
	first := p.state.Times.Users.IsZero()
	if p.counts.Users > 0 || !first && len(p.state.Members) == 0 && !p.opts.Sync.OverwriteExisting {
		return nil
	}
	names := p.losers(d)
	if len(names) == 0 {
		for id, m := range p.state.Members {
			names = append(names, p.nameOf(id, m.Email))
		}
	}
	f := &Finding{Guard: GuardNobody, Count: len(names), Entries: names,
		Text: "no user is left in the directory that would be a member: check the search base, the filter, the email attribute and the account's rights"}
	if len(names) > 0 {
		f.Allow = fmt.Sprintf("--allow-removals %d", len(names))
	}
	return f
}

func (p *plan) guardUnknown() *Finding {
	if !p.opts.Sync.OverwriteExisting || !p.asked || p.roster.listed || len(p.state.Members) > 0 {
		return nil
	}
	return &Finding{
		Guard: GuardUnknown,
		Text:  "sync.overwriteExisting is on, but this server can't list its members and no sync was acknowledged yet: nobody can tell who would be removed",
		Allow: "sync once with sync.overwriteExisting off, then switch it on",
	}
}

func (p *plan) guardAdditions(d *difference) *Finding {
	var names []string
	for _, u := range d.fresh {
		if u.isNew {
			names = append(names, u.email)
		}
	}
	if len(names) == 0 {
		return nil
	}
	does := "invited"
	if !p.opts.Sync.InviteUsersAfterProvisioning {
		does = "staged"
	}
	if !p.roster.hasExternalIDs() && len(p.state.Members) == 0 {
		return &Finding{Guard: GuardFirstSync, Count: len(names), Entries: names, Allow: "--yes",
			Text: fmt.Sprintf("this is the first sync into this organization: %s would be %s", count(len(names), "new member", "new members"), does)}
	}
	limit := p.opts.Sync.MaxAdditions.Of(p.roster.size, 25, 20)
	if len(names) <= limit {
		return nil
	}
	return &Finding{Guard: GuardAdditions, Count: len(names), Entries: names, Allow: fmt.Sprintf("--allow-additions %d", len(names)),
		Text: fmt.Sprintf("%s would be %s, and sync.maxAdditions allows %d", count(len(names), "new member", "new members"), does, limit)}
}

// guardMemberships counts acknowledged memberships that would go although the
// user stays: a wrong member attribute. Those of removed users are guarded by
// guardRemovals.
func (p *plan) guardMemberships(d *difference) *Finding {
	leaving := make(map[string]struct{}, len(d.removals))
	for _, r := range d.removals {
		leaving[r.id] = struct{}{}
	}
	total, gone := 0, 0
	for _, g := range p.state.Groups {
		total += len(g.Members)
	}
	var names []string
	for i := range d.groups {
		g := &d.groups[i]
		acked := p.state.Groups[g.id].Members
		n := 0
		for _, id := range missingFrom(acked, g.members) {
			if _, leaves := leaving[id]; !leaves {
				n++
			}
		}
		if n > 0 {
			gone += n
			names = append(names, fmt.Sprintf("%s: %s of %d", g.name, count(n, "membership", "memberships"), len(acked)))
		}
	}
	limit := config.Limit{}.Of(total, 20, 20)
	if gone <= limit {
		return nil
	}
	return &Finding{Guard: GuardMemberships, Count: gone, Entries: names, Allow: fmt.Sprintf("--allow-memberships %d", gone),
		Text: fmt.Sprintf("%d of %d group memberships would go, and %d are allowed at once: check the member attribute and the group filter", gone, total, limit)}
}

// missingFrom returns what sorted a has and sorted b lacks.
func missingFrom(a, b []string) []string {
	var out []string
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			out = append(out, x)
		}
	}
	return out
}

// allowed tells whether the allowance covers the finding: exactly the number
// and exactly the list that was shown last.
func (a Allowance) allowed(f Finding, shown []organization.ShownList) bool {
	var n *int
	switch f.Guard {
	case GuardRemovals, GuardNobody:
		n = a.Removals
	case GuardMemberships:
		n = a.Memberships
	case GuardAdditions:
		n = a.Additions
	}
	return n != nil && f.Count > 0 && *n == f.Count && slices.Contains(shown, f.shown())
}
