package organization

import (
	"iter"
	"maps"
	"time"

	"directoryconnector/backend/plan"
)

// State is the sync cache of a profile, without the snapshot: what the
// organization is known to have accepted.
type State struct {
	// Identity names server, organization and directory of everything below.
	Identity Identity
	// Members and Groups are the acknowledged state, by external id.
	Members map[string]AckedMember
	Groups  map[string]AckedGroup
	// Removed holds the external ids of deleted users whose removal was
	// accepted, so that a tombstone is not sent again.
	Removed map[string]struct{}
	// InFlight are entries of requests that were started and whose answer is
	// not known.
	InFlight []Flight
	// Removals are the accepted removals of the last 24 hours.
	Removals []RemovalCount
	Times    SyncTimes
	// Cleared says that the cache was cleared and no run was acknowledged
	// since.
	Cleared bool
	// TakenOver says that the other connector synced this organization before,
	// until a run of this program was acknowledged.
	TakenOver bool
	// Shown is the list with which a guard stopped the last sync.
	Shown []ShownList
	// Seats are what the last sync left.
	Seats SeatsSeen
	// Known is who was acknowledged before the cache was cleared: nobody is
	// made twice or mistaken for somebody else because of a clear.
	Known KnownBefore
	// Revoked are the members whose access this program revoked, and
	// RemovedByHand those that somebody removed from the organization and that
	// are not invited again; both by external id. A clear forgets neither.
	Revoked       map[string]RevokedMember
	RemovedByHand map[string]AckedMember
	// Offboarded are those whose access an administrator took away although the
	// directory may have them still: no sync lets them in before the directory
	// lets them go, or somebody asks for it. A clear does not forget them.
	Offboarded map[string]AckedMember
	// Rekeying is a change of external ids that has not come to its end; nil
	// where there is none. All of the above has the old ids until then.
	Rekeying *Rekeying
}

// KnownBefore is who was acknowledged before a clear, by external id.
type KnownBefore struct {
	// Identity says whose they are.
	Identity Identity
	Members  map[string]AckedMember
	Groups   map[string]AckedGroup
}

// A RevokedMember is a member whose access this program revoked.
type RevokedMember struct {
	AckedMember
	// Days counts the days on which a sync ran since then, the last of which
	// was LastDay (2006-01-02): a clock that jumps counts for one.
	Days    int    `json:"days"`
	LastDay string `json:"lastDay"`
	// Latest is the latest day that was counted: machines whose clocks differ
	// take turns at midnight.
	Latest string `json:"latest,omitempty"`
}

// Apart returns those whom the organization knows, or knew, although they are
// not acknowledged: removed by hand, revoked, offboarded, or from before a clear.
func (s *State) Apart() map[string]AckedMember {
	return maps.Collect(s.EachApart())
}

// EachApart goes through them without a copy, which may be large.
func (s *State) EachApart() iter.Seq2[string, AckedMember] {
	return func(yield func(string, AckedMember) bool) {
		for id, m := range s.RemovedByHand {
			if !yield(id, m) {
				return
			}
		}
		for id, m := range s.Revoked {
			if !has(s.RemovedByHand, id) && !yield(id, m.AckedMember) {
				return
			}
		}
		for id, m := range s.Offboarded {
			if !has(s.RemovedByHand, id) && !has(s.Revoked, id) && !yield(id, m) {
				return
			}
		}
		for id, m := range s.Known.Members {
			if !has(s.RemovedByHand, id) && !has(s.Revoked, id) && !has(s.Offboarded, id) && !yield(id, m) {
				return
			}
		}
	}
}

// IsApart tells whether somebody is one of those.
func (s *State) IsApart(id string) bool { _, is := s.ApartAs(id); return is }

// ApartAs returns what is remembered of one of those.
func (s *State) ApartAs(id string) (m AckedMember, ok bool) {
	if m, ok = s.RemovedByHand[id]; ok {
		return m, true
	}
	if revoked, ok := s.Revoked[id]; ok {
		return revoked.AckedMember, true
	}
	if m, ok = s.Offboarded[id]; ok {
		return m, true
	}
	m, ok = s.Known.Members[id]
	return m, ok
}

func has[T any](m map[string]T, id string) bool {
	_, ok := m[id]
	return ok
}

// IsEmpty tells whether nothing was ever acknowledged.
func (s *State) IsEmpty() bool { return len(s.Members) == 0 && len(s.Groups) == 0 }

// Identity is the cache identity: states of different identities are never
// compared.
type Identity struct {
	Server       string `json:"server"`
	Organization string `json:"organization"`
	Directory    string `json:"directory"`
	// Host is the host, tenant or domain; Bases the search bases; IDAttribute
	// the attribute that gives external ids.
	Host        string `json:"host"`
	Bases       string `json:"bases,omitempty"`
	IDAttribute string `json:"idAttribute,omitempty"`
}

// Fields are what it is made of, by the names in JSON; a saved plan is bound to
// them.
func (i Identity) Fields() map[string]string {
	fields := map[string]string{
		"server": i.Server, "organization": i.Organization, "directory": i.Directory,
		"host": i.Host, "bases": i.Bases, "idAttribute": i.IDAttribute,
	}
	maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
	return fields
}

// IsZero tells whether no identity was recorded yet.
func (i Identity) IsZero() bool { return i == Identity{} }

// An AckedMember is a member that the server accepted.
type AckedMember struct {
	// Email is what was accepted; Wanted is what the directory had then,
	// where it differs.
	Email  string `json:"email"`
	Wanted string `json:"wanted,omitempty"`
	// StableID finds the entry again after a rename.
	StableID string `json:"stable,omitempty"`
}

// LastWanted is the email that the directory had when the member was accepted.
func (m AckedMember) LastWanted() string {
	if m.Wanted != "" {
		return m.Wanted
	}
	return m.Email
}

// An AckedGroup is a group that the server accepted.
type AckedGroup struct {
	Name     string   `json:"name"`
	StableID string   `json:"stable,omitempty"`
	Members  []string `json:"members,omitempty"`
	// Unsure: a request about it was cut off and nobody sent it again, since it
	// had left the directory. It is sent when it is back, whatever it looks like.
	Unsure bool `json:"unsure,omitempty"`
}

// FlightKind says what was being done to an entry in flight.
type FlightKind string

// The kinds of entries in flight.
const (
	FlightMember  FlightKind = "member"
	FlightRemoval FlightKind = "removal"
	FlightGroup   FlightKind = "group"
)

// A Flight is one entry of a request whose answer is not known. Email is the
// one that was sent; for a group it is its name.
type Flight struct {
	Kind       FlightKind `json:"kind"`
	ExternalID string     `json:"id"`
	Email      string     `json:"email,omitempty"`
	StableID   string     `json:"stable,omitempty"`
	// At is when the record was made. Zero: by an earlier program, or the server
	// has answered that it ended, and may have done a part.
	At time.Time `json:"at,omitzero"`
	// Resent: everything was sent again since, without anybody being able to
	// look whether the old request came late.
	Resent bool `json:"resent,omitempty"`
}

// A RemovalCount says how many removals were accepted at a moment.
type RemovalCount struct {
	At time.Time `json:"at"`
	N  int       `json:"n"`
}

// SyncTimes are the moments of the last syncs. Zero means never.
type SyncTimes struct {
	Users  time.Time `json:"users,omitzero"`
	Groups time.Time `json:"groups,omitzero"`
	// FullSend is when everything was last sent and accepted.
	FullSend time.Time `json:"fullSend,omitzero"`
	// Look is when the organization's lists were last read, which took
	// LookTook, Memberships when the members of its groups were.
	Look        time.Time     `json:"look,omitzero"`
	LookTook    time.Duration `json:"lookTook,omitzero"`
	Memberships time.Time     `json:"memberships,omitzero"`
	// Unlisted: at the last look the server had no lists.
	Unlisted bool `json:"unlisted,omitempty"`
}

// A ShownList is a list that a guard showed: how many entries, and a digest of
// which. An allowance covers exactly this.
type ShownList struct {
	Guard  string `json:"guard"`
	Count  int    `json:"count"`
	Digest string `json:"digest"`
}

// A Change is written to the State in one transaction. Nil and empty fields
// change nothing.
type Change struct {
	Identity      *Identity
	SetMembers    map[string]AckedMember
	DeleteMembers []string
	SetGroups     map[string]AckedGroup
	DeleteGroups  []string
	// AddRemoved and DeleteRemoved change State.Removed.
	AddRemoved, DeleteRemoved []string
	// AddFlights and DeleteFlights change the record of what is in flight, by
	// kind and external id.
	AddFlights, DeleteFlights []Flight
	// Removals, Times, Cleared, Shown, Seats and SyncedWith replace what was
	// there. SyncedWith are the settings of a sync of everybody that was done.
	Removals *[]RemovalCount
	Times    *SyncTimes
	Cleared  *bool
	// TakenOver changes State.TakenOver.
	TakenOver  *bool
	Shown      *[]ShownList
	Seats      *SeatsSeen
	SyncedWith map[string]string
	// SetRevoked and the others change State.Revoked, RemovedByHand and Offboarded;
	// ForgetKnown empties State.Known.
	SetRevoked          map[string]RevokedMember
	DeleteRevoked       []string
	SetRemovedByHand    map[string]AckedMember
	DeleteRemovedByHand []string
	SetOffboarded       map[string]AckedMember
	DeleteOffboarded    []string
	ForgetKnown         bool
	// Known replaces State.Known.
	Known *KnownBefore
	// Rekey adds to State.Rekeying, which EndRekeying drops.
	Rekey       *Rekeying
	EndRekeying bool
	// Done is what the server accepted with this change, at At, for the record
	// of the run at work; NotDone are users of it that did not come about after
	// all.
	At      time.Time
	Done    []plan.Change
	NotDone []string
}

// IsEmpty tells whether a Change of entries changes nothing.
func (c *Change) IsEmpty() bool {
	return len(c.SetMembers)+len(c.DeleteMembers)+len(c.SetGroups)+len(c.DeleteGroups)+len(c.AddRemoved)+len(c.DeleteRemoved)+
		len(c.AddFlights)+len(c.DeleteFlights)+len(c.SetRevoked)+len(c.DeleteRevoked)+len(c.SetRemovedByHand)+len(c.DeleteRemovedByHand)+
		len(c.SetOffboarded)+len(c.DeleteOffboarded) == 0
}
