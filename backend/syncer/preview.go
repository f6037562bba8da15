package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A Preview is the result of a test: what a sync would mean.
type Preview struct {
	// Enabled and Disabled are to be members (held ones included), Deleted are
	// gone in the directory; all sorted by external id.
	Enabled  []PreviewUser  `json:"enabledUsers"`
	Disabled []PreviewUser  `json:"disabledUsers"`
	Deleted  []PreviewUser  `json:"deletedUsers"`
	Groups   []PreviewGroup `json:"groups"`
	// Removals name who would lose access; Added, Changed and GroupsChanged
	// count what else would be sent as far as it differs.
	Removals      []organization.EntryChange `json:"removals"`
	Added         int                        `json:"added"`
	Changed       int                        `json:"changed"`
	GroupsChanged int                        `json:"groupsChanged"`
	MissingGroups []string                   `json:"missingGroups"`
	Warnings      []directory.Warning        `json:"warnings"`
	// Stop is what would stop a sync; empty when nothing would.
	Stop   []Finding           `json:"stop"`
	Counts organization.Counts `json:"counts"`
}

// A PreviewUser is a user in a Preview.
type PreviewUser struct {
	ExternalID string `json:"externalId"`
	Email      string `json:"email"`
	Held       bool   `json:"held,omitempty"`
}

// A PreviewGroup is a group in a Preview, with its flattened members.
type PreviewGroup struct {
	ExternalID string   `json:"externalId"`
	Name       string   `json:"name"`
	Members    []string `json:"members"`
	// Direct are those of Members that are in the group itself, Nested the
	// groups directly inside it that are in the Preview too; both external
	// ids, sorted. A held member that the directory does not have counts as
	// direct.
	Direct []string `json:"-"`
	Nested []string `json:"-"`
}

// TestOptions limit a test.
type TestOptions struct {
	// SinceLast shows only what changed since the last sync.
	SinceLast bool
}

// disabledIn returns the external ids of those who were disabled at a moment.
func disabledIn(s *directory.Snapshot, at time.Time) map[string]struct{} {
	ids := map[string]struct{}{}
	for i := range s.Users {
		if s.Users[i].DisabledAt(at) {
			ids[s.Users[i].ExternalID] = struct{}{}
		}
	}
	return ids
}

// Test does the steps 2 to 7, sends nothing and writes nothing.
func (s *Syncer) Test(ctx context.Context, opts TestOptions) (*Preview, error) {
	state, base, err := s.loadCache(ctx)
	var identity *IdentityError
	if errors.As(err, &identity) {
		state = &organization.State{}
	} else if err != nil {
		return nil, err
	}
	var wasDisabled map[string]struct{}
	if opts.SinceLast && base != nil {
		wasDisabled = disabledIn(base, state.Times.Users)
	}
	snapshot, err := s.read(ctx, state, base, false)
	if err != nil {
		return nil, err
	}
	p, d, err := s.plan(ctx, state, snapshot, s.full(state, false), true)
	if err != nil {
		return nil, err
	}
	if identity != nil {
		p.warn(WarnIdentity, "", fmt.Sprintf("%s: a sync would stop until the sync cache is cleared", identity))
	}
	p.wasDisabled = wasDisabled
	return p.preview(d, opts)
}

// WarnIdentity: the sync cache belongs to another configuration.
const WarnIdentity directory.WarningCode = "cache-of-another-configuration"

func (p *plan) preview(d *difference, opts TestOptions) (*Preview, error) {
	v := &Preview{
		Enabled: []PreviewUser{}, Disabled: []PreviewUser{}, Deleted: []PreviewUser{}, Groups: []PreviewGroup{},
		Removals: []organization.EntryChange{}, MissingGroups: []string{}, Stop: []Finding{},
	}
	if p.opts.Sync.Users {
		for i := range p.people {
			p.previewUser(v, &p.people[i], opts)
		}
	}
	p.previewGroups(v, opts)
	for _, r := range p.removals {
		if r.known {
			v.Removals = append(v.Removals, organization.EntryChange{Kind: organization.UserRemoved, ExternalID: r.id, Name: p.shownName(r.id, r.email), Detail: r.reason})
		}
	}
	for _, m := range d.overwritten {
		v.Removals = append(v.Removals, organization.EntryChange{Kind: organization.UserRemoved, ExternalID: m.ExternalID, Name: m.Email, Detail: "not in the directory (overwriteExisting)"})
	}
	v.Added = len(d.fresh)
	for _, u := range d.known {
		if acked, known := p.state.Members[u.id]; u.adopted || u.replaces != "" || known && acked.Email != u.email {
			v.Changed++
		}
	}
	v.Warnings, v.Counts = orEmpty(p.allWarnings()), p.counts
	var stop *GuardError
	if err := p.guard(d); errors.As(err, &stop) {
		v.Stop = stop.Findings
	} else if err != nil {
		return nil, err
	}
	return v, nil
}

// orEmpty is never nil, so that JSON shows a list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (p *plan) previewGroups(v *Preview, opts TestOptions) {
	var nodes []node
	shown := make([]bool, len(p.units))
	if len(p.units) > 0 {
		nodes = p.nodes()
	}
	for i := range p.units {
		g := &p.units[i]
		if g.fate != fateMember && g.fate != fateHeld {
			continue
		}
		differs := g.fate == fateMember && p.groupDiffers(g)
		shown[i] = differs || !opts.SinceLast
		if differs {
			v.GroupsChanged++
		}
	}
	for i := range p.units {
		if g := &p.units[i]; shown[i] {
			v.Groups = append(v.Groups, PreviewGroup{
				ExternalID: g.id, Name: g.name, Members: orEmpty(g.members),
				Direct: p.directIn(g, &nodes[i]), Nested: p.nestedIn(i, &nodes[i], shown),
			})
		}
	}
	for _, m := range p.missing {
		v.MissingGroups = append(v.MissingGroups, m.name)
		if m.empty {
			v.GroupsChanged++
		}
	}
}

// directIn returns the external ids of a group's members that are its own.
func (p *plan) directIn(g *unit, n *node) []string {
	if len(n.groups) == 0 && g.fate == fateMember {
		return orEmpty(g.members) // most groups: nothing is copied
	}
	ids := make([]string, 0, len(n.users))
	for _, u := range n.users {
		if id := p.listed(u); id != "" {
			ids = append(ids, id)
		}
	}
	for _, id := range g.members {
		if _, held := p.held[id]; held {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if g.fate == fateHeld {
		ids = common(ids, g.members) // it keeps what was accepted
	}
	return ids
}

// nestedIn returns the external ids of the shown groups directly inside unit i.
func (p *plan) nestedIn(i int, n *node, shown []bool) []string {
	ids := make([]string, 0, len(n.groups))
	for _, below := range n.groups {
		if shown[below] && int(below) != i {
			ids = append(ids, p.units[below].id)
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

func (p *plan) previewUser(v *Preview, u *person, opts TestOptions) {
	shown := PreviewUser{ExternalID: u.id, Email: u.email, Held: u.fate == fateHeld}
	acked, known := p.state.Members[u.id]
	_, was := p.wasDisabled[u.user.ExternalID]
	switch {
	case u.fate == fateRemoved && u.user.Deleted:
		shown.Email = u.wanted
		if _, done := p.state.Removed[u.id]; done && opts.SinceLast {
			return
		}
		if shown.Email == "" {
			shown.Email = acked.Email
		}
		v.Deleted = append(v.Deleted, shown)
	case u.fate == fateRemoved:
		shown.Email = u.wanted
		if _, done := p.state.Removed[u.id]; done && opts.SinceLast {
			return
		}
		v.Disabled = append(v.Disabled, shown)
	case u.fate != fateMember && u.fate != fateHeld:
	case opts.SinceLast && known && wantedOf(acked) == u.wanted && was == u.disabled:
	case u.disabled:
		v.Disabled = append(v.Disabled, shown)
	default:
		v.Enabled = append(v.Enabled, shown)
	}
}
