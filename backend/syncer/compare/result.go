package compare

import (
	"slices"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// Input is everything that a comparison depends on.
type Input struct {
	desired.Options
	Desired *desired.State
	State   *organization.State
	// Seen is what the organization shows; nil where nobody looked, because
	// nothing differs.
	Seen *organization.Seen
	// Full: everything is to be sent.
	Full bool
	Now  time.Time
	// QuietUntil is until when nothing that removes is sent; zero for now.
	QuietUntil time.Time
	// Again tells whom an administrator wants to be sent again: removed by
	// hand, or unchanged on vaultwarden. May be nil.
	Again func(id, email string) bool
	// Others are the other profiles that feed the same organization.
	Others []Other
}

// A Result is what the desired state means in the organization.
type Result struct {
	In Input
	// List is the member list, or what stands in for it.
	List *MemberList
	// People are the users of the directory, in the order of their ids; Kept
	// are members that the directory does not have under their external id and
	// that stay untouched, with the email.
	People   []Person
	Kept     map[string]string
	Removals []Removal
	// Groups are those of the directory; Missing those that left it.
	Groups  []Group
	Missing []MissingGroup
	// Forgotten are acknowledged groups that exist neither here nor there.
	Forgotten []string
	Drift     []plan.Drift
	Warnings  []directory.Warning
	Work      Work
	// Postponed is what waits in a quiet window, and is not in Work; nil for
	// nothing. whole is the work with it, waiting are the removals and the new
	// accounts in it.
	Postponed *plan.Postponed
	whole     Work
	waiting   map[waiter]struct{}
	Counts    organization.Counts
	// flying is what is in flight, members and removals by external id; departing
	// are the removals.
	flying       map[string]organization.Flight
	departing    map[string]struct{}
	flyingGroups map[string]organization.Flight
	flyingEmails map[string]struct{}
	// emails are those of the members by the server's ids, made when asked.
	emails map[string]string
	others others
	// one is the person that the comparison was cut down to; nil for everybody.
	one   *OnePerson
	alone plan.One
}

// Of compares. The error is a *TwinError.
func Of(in Input) (*Result, error) {
	r := &Result{In: in, Kept: map[string]string{}, Warnings: slices.Clone(in.Desired.Warnings)}
	r.takeFlights()
	var err error
	if in.Seen != nil && in.Seen.Listed {
		if r.List, err = NewMemberList(in.Seen.Members); err != nil {
			return nil, err
		}
	} else {
		r.List = acknowledgedList(in.State)
	}
	people{r}.takeOthers()
	if in.Sync.Users {
		r.Removals = leaving{r}.findRemovals()
		people{r}.keepOthers()
		people{r}.comparePeople()
		people{r}.nameShared()
		leaving{r}.settleRemovals()
		people{r}.nameUnknown()
	} else {
		people{r}.takePeople()
		leaving{r}.keepRevoked()
	}
	if in.Sync.Groups {
		list := newGroupList(r.In.Seen)
		grouping{r}.compareGroups(list)
		grouping{r}.findMissingGroups(list)
	}
	r.count()
	r.Work = working{r}.work()
	r.postpone()
	r.warnSeats()
	return r, nil
}

// Changes tells by name what is to be done.
func (r *Result) Changes() Changes { return Changes{r} }

// Guard returns all that would be too much, which nobody may let happen
// without being told.
func (r *Result) Guard() []plan.Finding { return guards{r}.all() }

// Looked tells whether the organization was asked.
func (r *Result) Looked() bool { return r.In.Seen != nil }

// Vaultwarden tells whether the server is one.
func (r *Result) Vaultwarden() bool { return r.In.Seen != nil && r.In.Seen.Server.Vaultwarden }

// unlisted tells that the server was asked and has no lists.
func (r *Result) unlisted() bool { return r.Looked() && !r.List.Listed }

// unchecked tells that nobody will see what becomes of what is sent. Where nobody
// is logged in, that is not known yet.
func (r *Result) unchecked() bool { return r.unlisted() && !r.In.Seen.Unasked }

// unread tells that a list that the server has could not be read now.
func (r *Result) unread() bool { return r.Looked() && r.In.Seen.Unread }

// UnseenFlight tells whether only a request in flight knows a group of the directory
// that is not sent, since it can't be read now.
func (r *Result) UnseenFlight(id string) bool {
	_, known := r.In.State.Groups[id]
	return r.unread() && !known && slices.ContainsFunc(r.Groups, func(g Group) bool { return g.Unseen && g.ID == id })
}

// Unlisted tells whether the server has no lists, as far as anybody knows: what
// is said to be done was sent.
func (r *Result) Unlisted() bool { return r.unlisted() || !r.Looked() && r.In.State.Times.Unlisted }

func (r *Result) warn(code directory.WarningCode, entry, text string) {
	r.Warnings = append(r.Warnings, directory.Warning{Code: code, Entry: entry, Text: text})
}

// AllWarnings returns every warning once, in order.
func (r *Result) AllWarnings() []directory.Warning {
	all := append([]directory.Warning{}, r.Warnings...)
	slices.SortStableFunc(all, directory.CompareWarnings)
	return slices.Compact(all)
}

// Settles tells whether a sync can settle what became of an entry in flight:
// members where users are synced, groups where groups are.
func Settles(sync *config.Sync, f organization.Flight) bool {
	if f.Kind == organization.FlightGroup {
		return sync.Groups
	}
	return sync.Users
}

// takeFlights indexes what is in flight.
func (r *Result) takeFlights() {
	r.flying, r.flyingGroups = map[string]organization.Flight{}, map[string]organization.Flight{}
	r.flyingEmails, r.departing = map[string]struct{}{}, map[string]struct{}{}
	for _, f := range r.In.State.InFlight {
		if f.Kind == organization.FlightGroup {
			r.flyingGroups[f.ExternalID] = f
			continue
		}
		if f.Kind == organization.FlightRemoval {
			r.departing[f.ExternalID] = struct{}{}
		}
		if f.Email == organization.RemovedEmail {
			f.Email = "" // says nothing
		}
		r.flyingEmails[f.Email] = struct{}{}
		if old := r.flying[f.ExternalID]; old.Email == "" || f.Email != "" && f.Kind == organization.FlightMember {
			r.flying[f.ExternalID] = f
		}
	}
}

// DesiredIDs returns the external ids of all that are to be members.
func (r *Result) DesiredIDs() map[string]struct{} {
	ids := make(map[string]struct{}, len(r.People))
	for i := range r.People {
		if r.People[i].Stays() {
			ids[r.People[i].ID] = struct{}{}
		}
	}
	for id := range r.Kept {
		ids[id] = struct{}{}
	}
	return ids
}

// DesiredEmails returns the accepted and the wanted emails of all that are to be
// members.
func (r *Result) DesiredEmails() map[string]struct{} {
	emails := make(map[string]struct{}, len(r.People))
	for i := range r.People {
		if p := &r.People[i]; p.Stays() {
			emails[p.Email], emails[p.Wanted] = struct{}{}, struct{}{}
		}
	}
	for _, email := range r.Kept {
		emails[email] = struct{}{}
	}
	delete(emails, "")
	return emails
}

// ShownName is how a member is called: by the email that the list shows.
func (r *Result) ShownName(id, email string) string {
	if m, ok := r.List.ByID(id); ok && m.Email != "" {
		return m.Email
	}
	if email == organization.RemovedEmail {
		return id
	}
	return email
}

func (r *Result) count() {
	if r.In.Sync.Users {
		r.Counts.Users = len(r.Kept)
		for id := range r.Kept {
			_, revoked := r.In.State.Revoked[id]
			if at, leaver := r.findRemoval(id); !revoked && (!leaver || !r.Removals[at].Revoke) { // not held for what the entry is like
				r.Counts.Held++
			}
		}
		for i := range r.People {
			switch p := &r.People[i]; p.Fate {
			case Member:
				r.Counts.Users++
			case Held:
				r.Counts.Users++
				r.Counts.Held++
				r.Counts.LeftOut++
			case LeftOut:
				if p.Verdict != desired.Uninvited { // nobody wants them to be members
					r.Counts.LeftOut++
				}
			}
		}
	}
	for i := range r.In.Desired.Groups {
		switch r.In.Desired.Groups[i].Verdict {
		case desired.Wanted:
			if _, others := r.others.groups[r.In.Desired.Groups[i].ID]; !others {
				r.Counts.Groups++
			}
		case desired.Held:
			r.Counts.Groups++
			r.Counts.Held++
			r.Counts.LeftOut++
		case desired.LeftOut:
			r.Counts.LeftOut++
		}
	}
}
