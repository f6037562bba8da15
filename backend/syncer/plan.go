package syncer

import (
	"cmp"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A plan is what the organization should hold and what stands in the way,
// made of one snapshot and the acknowledged state. Making it changes nothing.
type plan struct {
	opts     *Options
	state    *organization.State
	now      time.Time
	people   []person // sorted by id
	units    []unit   // sorted by id
	byID     map[string]int32
	removals []removal
	held     map[string]heldMember // by external id, absent from the directory
	missing  []missingGroup
	// warnings are about the directory and the member list; late ones about
	// groups, made anew by each finish.
	warnings, late []directory.Warning
	full           bool
	// server and members are what the organization shows; roster is nil where
	// it was not asked or can't tell.
	server organization.Server
	roster *roster
	counts organization.Counts
}

// fate is what becomes of a user of the directory.
type fate uint8

const (
	// fateFiltered: the filter or nothing else lets it out; absent.
	fateFiltered fate = iota
	// fateMember: is to be a member.
	fateMember
	// fateRemoved: deleted, or disabled with removeDisabled.
	fateRemoved
	// fateLeftOut: can't be sent and was never acknowledged.
	fateLeftOut
	// fateHeld: can't be sent, but was acknowledged: keeps what was accepted.
	fateHeld
	// fateDropped: a second copy of another entry.
	fateDropped
)

// A person is a user of the directory on its way into the organization.
type person struct {
	user *directory.User
	// id is the external id that the organization knows or will know.
	id string
	// wanted is the directory's email, trimmed and lower-cased; email is what
	// is sent.
	wanted, email string
	fate          fate
	disabled      bool
	// isNew: would be invited or staged; adopted: a member without an
	// external id gets this one; replaces: the old external id whose removal
	// goes together with this addition.
	isNew, adopted bool
	replaces       string
	// refused: the server did not take it in this run.
	refused bool
}

// A unit is a group of the directory on its way into the organization.
type unit struct {
	group   *directory.Group
	id      string
	name    string
	fate    fate
	members []string // external ids, sorted
}

// A removal takes a member away.
type removal struct {
	id, email string
	reason    string
	// known: the organization still has it, as far as anybody can tell.
	known bool
	// send is false for what is settled without a request.
	send bool
}

// A heldMember is a member that the directory does not have under this
// external id and that stays untouched, with the groups it has.
type heldMember struct{ email string }

// A missingGroup left the directory or the filter.
type missingGroup struct {
	id, name string
	members  int
	// empty: is sent without members.
	empty bool
}

// newPlan does the steps 3 to 6 as far as they need the directory and the
// acknowledged state only.
func newPlan(opts *Options, state *organization.State, snapshot *directory.Snapshot, now time.Time, full bool) (*plan, error) {
	p := &plan{full: full, opts: opts, state: state, now: now, held: map[string]heldMember{}, warnings: slices.Clone(snapshot.Warnings)}
	p.takeUsers(snapshot.Users)
	p.takeGroups(snapshot.Groups)
	p.filterUsers()
	p.filterGroups()
	p.restrictToGroups()
	if opts.Sync.Users {
		p.validateUsers()
		if err := p.resolveDuplicates(); err != nil {
			return nil, err
		}
		p.findRemovals()
	}
	return p, nil
}

// finish does what depends on who is to be a member: groups, their members and
// the counts. It is done again after the member list changed who that is.
func (p *plan) finish() error {
	p.late, p.counts, p.missing = nil, organization.Counts{}, nil
	p.sortPeople()
	if p.opts.Sync.Groups {
		if err := p.validateGroups(); err != nil {
			return err
		}
		p.listMembers(p.flattenGroups())
		p.findMissingGroups()
	}
	p.countUp()
	return nil
}

// allWarnings returns every warning once, in order.
func (p *plan) allWarnings() []directory.Warning {
	all := slices.Concat(p.warnings, p.late)
	slices.SortStableFunc(all, directory.CompareWarnings)
	return slices.Compact(all)
}

func (p *plan) warn(code directory.WarningCode, entry, text string) {
	p.warnings = append(p.warnings, directory.Warning{Code: code, Entry: entry, Text: text})
}

func (p *plan) warnLate(code directory.WarningCode, entry, text string) {
	p.late = append(p.late, directory.Warning{Code: code, Entry: entry, Text: text})
}

func (p *plan) sortPeople() {
	slices.SortStableFunc(p.people, func(a, b person) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.user.ReferenceID, b.user.ReferenceID))
	})
	p.indexPeople()
}

func (p *plan) countUp() {
	for i := range p.people {
		switch p.people[i].fate {
		case fateMember:
			p.counts.Users++
		case fateHeld:
			p.counts.Users++
			p.counts.Held++
			p.counts.LeftOut++
		case fateLeftOut:
			p.counts.LeftOut++
		}
	}
	for i := range p.units {
		switch p.units[i].fate {
		case fateMember:
			p.counts.Groups++
		case fateHeld:
			p.counts.Groups++
			p.counts.Held++
			p.counts.LeftOut++
		case fateLeftOut:
			p.counts.LeftOut++
		}
	}
}
