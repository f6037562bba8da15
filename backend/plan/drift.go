package plan

import "slices"

// DriftKind is how the organization differs from what it accepted.
type DriftKind string

// The kinds of drift, and what is done about them.
const (
	// MemberGone: an acknowledged member is gone. Not invited again unless
	// sync.removedByHand says so, or somebody does.
	MemberGone DriftKind = "member-gone"
	// MemberRevoked: somebody else revoked the access; left as it is.
	MemberRevoked DriftKind = "member-revoked"
	// MemberOffboarded: an administrator took the access away, and the directory
	// has the user still; nobody lets him or her in again unless asked.
	MemberOffboarded DriftKind = "member-offboarded"
	// MemberLostID: the member lost the external id; it is given again.
	MemberLostID DriftKind = "member-lost-id"
	// GroupGone: an acknowledged group is gone; it is made anew.
	GroupGone DriftKind = "group-gone"
	// GroupRenamed, GroupMembers: another name ("now"), other members.
	GroupRenamed DriftKind = "group-renamed"
	GroupMembers DriftKind = "group-members"
	// UnknownMembers, UnknownGroups count what this program does not know.
	UnknownMembers DriftKind = "unknown-members"
	UnknownGroups  DriftKind = "unknown-groups"
	// OrphanGroup: it came from a directory, but this one does not have it.
	OrphanGroup DriftKind = "orphan-group"
)

// OfMember says that it is about a member, not a group.
func (k DriftKind) OfMember() bool {
	return k == MemberGone || k == MemberRevoked || k == MemberOffboarded || k == MemberLostID
}

// OfGroup says that it is about one group.
func (k DriftKind) OfGroup() bool {
	return k == GroupGone || k == GroupRenamed || k == GroupMembers || k == OrphanGroup
}

// A Drift is one difference between what the organization accepted and what it
// holds: somebody changed it by other means.
type Drift struct {
	Kind       DriftKind `json:"kind"`
	ExternalID string    `json:"externalId,omitempty"`
	Name       string    `json:"name,omitempty"`
	// Now is what the organization shows instead.
	Now string `json:"now,omitempty"`
	// Invited says that a member who is gone is invited again.
	Invited bool `json:"invited,omitempty"`
	// Joined and Left are members that were put into a group and taken out.
	Joined []Ref `json:"joined,omitempty"`
	Left   []Ref `json:"left,omitempty"`
	// Count is how many there are, of what is only counted.
	Count int `json:"count,omitempty"`
}

// ByHand tells whether somebody put members into a group or took them out: who
// is no member of the organization any more leaves groups without that.
func (d *Drift) ByHand() bool {
	return len(d.Joined) > 0 || slices.ContainsFunc(d.Left, func(r Ref) bool { return r.Reason != NoMember })
}
