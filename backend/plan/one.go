package plan

// One is the person that a sync is only about.
type One struct {
	ExternalID string `json:"externalId"`
	// Name is the email.
	Name string `json:"name"`
	// Waiting is how many changes of others, as far as anybody looked, wait for
	// the next sync.
	Waiting int `json:"waiting"`
	// Nothing says why nothing is sent; zero where something is.
	Nothing Reason `json:"nothing,omitzero"`
}

// Why nothing is sent for somebody.
const (
	// UpToDate: nothing differs.
	UpToDate Code = "up-to-date"
	// StaysHeld, StaysOut: can't be sent as the directory has it, for the
	// reason in "text"; was, and was not, a member before.
	StaysHeld Code = "held"
	StaysOut  Code = "left-out"
	// NotInvited: disabled and no member.
	NotInvited Code = "disabled-not-invited"
	// StaysByHand: removed from the organization by hand.
	StaysByHand Code = "removed-by-hand"
	// FilteredOut: the filter does not let somebody through who is no member.
	FilteredOut Code = "filtered"
	// MissingKept: no longer in the directory or the filter, and
	// sync.removeMissing is off.
	MissingKept Code = "missing-kept"
	// OwnerKept: gone, but an owner.
	OwnerKept Code = "owner-kept"
	// StaysRevoked: gone, and the access was revoked before.
	StaysRevoked Code = "revoked"
	// NoMember: gone, and no member.
	NoMember Code = "no-member"
	// AnotherProfile: the member is another profile's.
	AnotherProfile Code = "other-profile"
	// Overwrites: only sync.overwriteExisting would remove this one, which
	// sends everybody in one request.
	Overwrites Code = "overwrites"
	// GroupWaits: the only difference is in groups that can't be sent without
	// taking somebody else out.
	GroupWaits Code = "group-waits"
)
