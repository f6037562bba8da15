package organization

import "time"

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
	// Shown is the list with which a guard stopped the last sync.
	Shown []ShownList
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

// An AckedGroup is a group that the server accepted.
type AckedGroup struct {
	Name     string   `json:"name"`
	StableID string   `json:"stable,omitempty"`
	Members  []string `json:"members,omitempty"`
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
	// Removals, Times, Cleared and Shown replace what was there.
	Removals *[]RemovalCount
	Times    *SyncTimes
	Cleared  *bool
	Shown    *[]ShownList
}
