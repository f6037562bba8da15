package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// A Preview is the result of a test: what a sync would mean.
type Preview struct {
	// Enabled and Disabled are to be members (held ones included), Deleted are
	// gone in the directory; all sorted by external id.
	Enabled  []PreviewUser
	Disabled []PreviewUser
	Deleted  []PreviewUser
	Groups   []PreviewGroup
	// Only is the person that the test was only about; nil for everybody.
	Only *plan.One `json:",omitempty"`
	// Plan is what a sync would do, by name; Looked what of the organization it
	// was compared with.
	Plan   *plan.Plan
	Looked plan.Looked `json:"-"`
	Counts organization.Counts
}

// A PreviewUser is a user in a Preview.
type PreviewUser struct {
	ExternalID string
	Email      string
	// Name is what the directory calls the user.
	Name string
	Held bool
}

// A PreviewGroup is a group in a Preview, with its flattened members.
type PreviewGroup struct {
	ExternalID string
	Name       string
	Members    []string
	// Direct are those of Members that are in the group itself, Nested the
	// groups directly inside it that are in the Preview too; both external
	// ids, sorted. A held member that the directory does not have counts as
	// direct.
	Direct []string
	Nested []string
}

// TestOptions limit a test.
type TestOptions struct {
	// SinceLast shows only what changed since the last sync.
	SinceLast bool
	// Detail is how much the plan tells.
	Detail Detail
	// Exact looks as closely as Plan does, so that the plan can be carried out.
	Exact bool
	// Only, where not empty, names the one person that the test is about.
	Only string
}

// Detail is how much a plan tells of its changes.
type Detail uint8

const (
	// Whole plans tell everything.
	Whole Detail = iota
	// Brief ones leave out who joins a group that is new, which in an
	// organization without groups is everybody, once for each group.
	Brief
	// Bare ones leave out the changes, for whoever looks at the lists.
	Bare
)

// Codes of the warnings that only a test has.
const (
	// WarnIdentity: the sync cache belongs to another configuration.
	WarnIdentity directory.WarningCode = "cache-of-another-configuration"
	// WarnNobody: nobody is logged in, so that no organization was looked at.
	WarnNobody directory.WarningCode = "nobody-logged-in"
)

// Test does the steps 2 to 9, sends nothing and writes nothing.
func (s *Syncer) Test(ctx context.Context, opts TestOptions) (*Preview, error) {
	p := previewer{since: opts.SinceLast, detail: opts.Detail}
	var err error
	if p.r, p.wasDisabled, err = s.try(ctx, opts.SinceLast, comparison{test: true, exact: opts.Exact, only: opts.Only}); err != nil {
		return nil, err
	}
	return p.preview(), nil
}

// try does the steps 2 to 8 and writes nothing. With sinceLast it returns also
// who was disabled at the last sync.
func (s *Syncer) try(ctx context.Context, sinceLast bool, how comparison) (r *compare.Result, wasDisabled map[string]struct{}, err error) {
	fetch := s.fetchEarly(ctx)
	defer fetch.drop()
	state, base, err := s.loadCache(ctx)
	var identity *IdentityError
	if errors.As(err, &identity) {
		state = &organization.State{}
	} else if err != nil {
		return nil, nil, err
	}
	if sinceLast && identity == nil && state.Identity == s.Options.Identity {
		last, err := s.Store.Snapshot(ctx)
		if err != nil {
			return nil, nil, err
		}
		wasDisabled = disabledIn(last, state.Times.Users)
	}
	if how.only != "" {
		if identity != nil {
			return nil, nil, identity
		}
		if err := s.onlyPossible(state); err != nil {
			return nil, nil, err
		}
	}
	how.full = s.full(state, false)
	look := s.lookEarly(ctx, state, how)
	defer look.drop()
	snapshot, err := s.read(ctx, fetch, state, base, false)
	if err == nil {
		how.shown, err = s.looked(look)
	}
	if err != nil {
		return nil, nil, err
	}
	how.quietUntil = s.quietNow()
	if r, err = s.compare(ctx, state, snapshot, how); err != nil {
		return nil, nil, err
	}
	s.warnRevocation(ctx, r)
	if identity != nil {
		r.Warnings = append(r.Warnings, directory.Warning{Code: WarnIdentity, Text: fmt.Sprintf("%s: %s", identity, identity.stops())})
	}
	return r, wasDisabled, nil
}

// disabledIn returns the external ids of those who were disabled at a moment;
// nil where there is no snapshot.
func disabledIn(s *directory.Snapshot, at time.Time) map[string]struct{} {
	if s == nil {
		return nil
	}
	ids := map[string]struct{}{}
	for i := range s.Users {
		if s.Users[i].DisabledAt(at) {
			ids[s.Users[i].ExternalID] = struct{}{}
		}
	}
	return ids
}

// A previewer makes the lists of a test.
type previewer struct {
	r      *compare.Result
	since  bool
	detail Detail
	// wasDisabled are those who were disabled at the last sync.
	wasDisabled map[string]struct{}
}

func (p *previewer) preview() *Preview {
	v := &Preview{
		Enabled: []PreviewUser{}, Disabled: []PreviewUser{}, Deleted: []PreviewUser{}, Groups: []PreviewGroup{},
		Counts: p.r.Counts, Only: p.r.One(), Looked: lookedAt(p.r),
	}
	switch p.detail {
	case Bare:
		v.Plan = p.r.Changes().BarePlan()
	case Brief:
		v.Plan = p.r.Changes().BriefPlan()
	default:
		v.Plan = p.r.Changes().Plan()
	}
	if p.r.In.Sync.Users {
		if !p.since && p.r.One() == nil { // nearly everybody, in one piece
			v.Enabled = make([]PreviewUser, 0, p.r.Counts.Users)
		}
		for i := range p.r.People {
			if p.r.Concerns(p.r.People[i].ID) {
				p.user(v, &p.r.People[i])
			}
		}
	}
	p.groups(v)
	return v
}

func (p *previewer) user(v *Preview, who *compare.Person) {
	shown := PreviewUser{ExternalID: who.ID, Email: who.Email, Name: who.Entry.Name, Held: who.Fate == compare.Held}
	acked, known := p.r.In.State.Members[who.ID]
	_, was := p.wasDisabled[who.Entry.ExternalID]
	_, done := p.r.In.State.Removed[who.ID]
	switch {
	case who.Fate == compare.Gone && done && p.since:
	case who.Fate == compare.Gone && who.Entry.Deleted:
		if shown.Email = who.Wanted; shown.Email == "" {
			shown.Email = acked.Email
		}
		v.Deleted = append(v.Deleted, shown)
	case who.Fate == compare.Gone:
		shown.Email = who.Wanted
		v.Disabled = append(v.Disabled, shown)
	case who.Verdict == desired.Uninvited && !who.Stays() && p.since && was:
	case who.Verdict == desired.Uninvited && !who.Stays():
		shown.Email = who.Wanted
		v.Disabled = append(v.Disabled, shown)
	case !who.Stays():
	case p.since && known && acked.LastWanted() == who.Wanted && was == who.Disabled:
	case who.Disabled:
		v.Disabled = append(v.Disabled, shown)
	default:
		v.Enabled = append(v.Enabled, shown)
	}
}

func (p *previewer) groups(v *Preview) {
	shown := make(map[int]bool, len(p.r.Groups)) // by position in the desired groups
	for i := range p.r.Groups {
		g := &p.r.Groups[i]
		if (!p.since || g.Differs) && p.r.ConcernsGroup(g) {
			shown[g.At] = true
		}
	}
	v.Groups = make([]PreviewGroup, 0, len(shown))
	for i := range p.r.Groups {
		if g := &p.r.Groups[i]; shown[g.At] {
			v.Groups = append(v.Groups, PreviewGroup{
				ExternalID: g.ID, Name: g.Name, Members: plan.OrEmpty(g.Members), Direct: p.direct(g), Nested: p.nested(g, shown),
			})
		}
	}
}

// direct returns the external ids of a group's members that are its own.
func (p *previewer) direct(g *compare.Group) []string {
	if len(p.r.In.Desired.Nested[g.At]) == 0 && g.Verdict == desired.Wanted {
		return plan.OrEmpty(g.Members) // most groups: nothing is copied
	}
	ids := make([]string, 0, len(p.r.In.Desired.Direct[g.At]))
	for _, u := range p.r.In.Desired.Direct[g.At] {
		if id := p.r.Listed(u); id != "" {
			ids = append(ids, id)
		}
	}
	for _, id := range g.Members {
		if _, kept := p.r.Kept[id]; kept {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if g.Verdict == desired.Held {
		ids = common(ids, g.Members) // it keeps what was accepted
	}
	return ids
}

// nested returns the external ids of the shown groups directly inside one.
func (p *previewer) nested(g *compare.Group, shown map[int]bool) []string {
	below := p.r.In.Desired.Nested[g.At]
	ids := make([]string, 0, len(below))
	for _, at := range below {
		if shown[int(at)] && int(at) != g.At {
			ids = append(ids, p.r.In.Desired.Groups[at].ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// common returns what is in both sorted lists. It reuses the first.
func common(a, b []string) []string {
	out := a[:0]
	for _, id := range a {
		for len(b) > 0 && b[0] < id {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == id {
			out = append(out, id)
		}
	}
	return out
}
