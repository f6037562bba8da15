package syncer

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A plan is what the organization should hold and what stands in the way,
// made of one snapshot and the acknowledged state. Making it changes nothing.
type plan struct {
	opts  *Options
	state *organization.State
	now   time.Time
	full  bool
	// idKey is the same text for all external ids of one entry; may be nil.
	idKey  func(id string) string
	people []person // sorted by id
	units  []unit   // sorted by id
	// byID finds people by the external id that the snapshot's groups use;
	// sharedIDs says that one of them is there twice.
	byID      map[string]int32
	sharedIDs bool
	// flying are the external ids of members and removals in flight, with the
	// email; flyingGroups those of groups, with the name; flyingEmails the
	// emails.
	flying, flyingGroups map[string]string
	flyingEmails         map[string]struct{}
	removals             []removal
	held                 map[string]heldMember // by external id, absent from the directory
	missing              []missingGroup
	// warnings are about the directory and the member list; late ones about
	// groups, made anew by each finish.
	warnings, late []directory.Warning
	// stale says that the groups don't fit the people any more.
	stale bool
	// server and roster are what the organization shows. As long as nobody
	// asked, the roster knows nothing but its size.
	server organization.Server
	roster *roster
	asked  bool
	// wasDisabled are those who were disabled at the last sync; for tests.
	wasDisabled map[string]struct{}
	counts      organization.Counts
}

// fate is what becomes of a user of the directory.
type fate uint8

const (
	// fateFiltered: the filter does not let it through; absent.
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
	// standIn is the external id of the member that groups list for somebody
	// who was left out because that member has the email.
	standIn string
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
	// owner: the member is an owner, whom no import removes.
	owner bool
	// replaced: the member goes on under another external id, so it is
	// forgotten when the server took that one.
	replaced bool
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
//
// The plan is returned with an error too, for its warnings.
func newPlan(opts *Options, state *organization.State, snapshot *directory.Snapshot, now time.Time, full bool, idKey func(id string) string) (*plan, error) {
	p := &plan{
		full: full, opts: opts, state: state, now: now, idKey: idKey,
		held: map[string]heldMember{}, warnings: slices.Clone(snapshot.Warnings),
		roster: &roster{size: len(state.Members)},
	}
	p.takeFlights()
	p.takeUsers(snapshot.Users)
	if opts.Sync.Groups {
		p.takeGroups(snapshot.Groups)
		p.filterGroups()
	}
	if opts.Sync.Users {
		p.filterUsers()
		p.restrictToGroups()
		p.validateUsers()
		if err := p.resolveDuplicates(); err != nil {
			return p, err
		}
		p.findRemovals()
	}
	return p, p.finish()
}

// takeFlights indexes what is in flight.
func (p *plan) takeFlights() {
	p.flying, p.flyingGroups, p.flyingEmails = map[string]string{}, map[string]string{}, map[string]struct{}{}
	for _, f := range p.state.InFlight {
		if f.Kind == organization.FlightGroup {
			p.flyingGroups[f.ExternalID] = f.Email
			continue
		}
		email := f.Email
		if email == organization.RemovedEmail {
			email = "" // says nothing
		}
		p.flyingEmails[email] = struct{}{}
		if p.flying[f.ExternalID] == "" || email != "" && f.Kind == organization.FlightMember {
			p.flying[f.ExternalID] = email
		}
	}
}

// finish does what depends on who is to be a member: groups, their members and
// the counts. It is done again after the member list changed who that is.
func (p *plan) finish() error {
	p.late, p.counts, p.missing, p.stale = nil, organization.Counts{}, nil, false
	if p.sortPeople() || p.sharedIDs {
		p.indexPeople()
	}
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

// sortPeople tells whether there was anything to do.
func (p *plan) sortPeople() bool {
	byID := func(a, b person) int {
		return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.user.ReferenceID, b.user.ReferenceID),
			strings.Compare(a.wanted, b.wanted))
	}
	if slices.IsSortedFunc(p.people, byID) {
		return false
	}
	slices.SortStableFunc(p.people, byID)
	return true
}

func (p *plan) countUp() {
	if p.opts.Sync.Users {
		p.countPeople()
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

func (p *plan) countPeople() {
	p.counts.Users = len(p.held)
	p.counts.Held = len(p.held)
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
}
