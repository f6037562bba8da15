package organization

import "context"

// A Member is one line of the organization's member list.
// See https://bitwarden.com/help/public-api/ (GET /public/members).
type Member struct {
	ID         string       `json:"id"`
	ExternalID string       `json:"externalId"`
	Email      string       `json:"email"`
	Role       Role         `json:"type"`
	Status     MemberStatus `json:"status"`
}

// Role is the part a member plays. Values unknown here are legal.
type Role int32

// The roles that matter to a sync: an import never removes an owner.
const (
	RoleOwner Role = 0
	RoleAdmin Role = 1
	RoleUser  Role = 2
	// RoleCustom has permissions of its own.
	RoleCustom Role = 4
)

// MemberStatus is how far a member has come. Values unknown here are legal.
type MemberStatus int32

// The statuses of a member.
const (
	StatusRevoked   MemberStatus = -1
	StatusInvited   MemberStatus = 0
	StatusAccepted  MemberStatus = 1
	StatusConfirmed MemberStatus = 2
	StatusStaged    MemberStatus = 3
)

// Server says what kind of server answers.
type Server struct {
	// Vaultwarden looks members up by email and has no member list.
	Vaultwarden bool
	// Version is what the server calls itself; may be empty.
	Version string
}

// An Organization is what a sync needs of the server.
type Organization interface {
	// Server asks what kind of server it is.
	Server(ctx context.Context) (Server, error)
	// Members reads the whole member list. ErrNoMemberList where the server
	// has none.
	Members(ctx context.Context) ([]Member, error)
	// Import sends one request and waits for its answer. It repeats what
	// certainly was not processed (throttled, connection refused, expired
	// token) and nothing else. Its errors wrap ErrAuth, *RejectedError,
	// *UnknownOutcomeError or ErrNotSent.
	Import(ctx context.Context, r Request) error
}

// A GroupLister is an Organization that shows its groups.
type GroupLister interface {
	// Groups reads the whole group list. ErrNoGroupList where the server has
	// none.
	Groups(ctx context.Context) ([]Group, error)
	// GroupMembers reads the ids of the members of a group.
	GroupMembers(ctx context.Context, groupID string) ([]string, error)
}

// A NamedMember is a member with what the account is called; empty where the
// organization has no name for it.
type NamedMember struct {
	Member
	Name string
}

// A NameLister is an Organization that tells what its members are called. A sync
// has no use for that.
type NameLister interface {
	// NamedMembers reads the member list and returns those that keep wants.
	// ErrNoMemberList where the server has none.
	NamedMembers(ctx context.Context, keep func(*NamedMember) bool) ([]NamedMember, error)
}

// An AccessEditor is an Organization that can take the access of a member away
// and give it back, at once. Asked for what is so already, it does nothing.
type AccessEditor interface {
	Revoke(ctx context.Context, memberID string) error
	Restore(ctx context.Context, memberID string) error
}

// An AccessProber is an AccessEditor that can tell, and does nothing by that,
// whether the server has its calls. An error means that nobody knows.
type AccessProber interface {
	CanRevoke(ctx context.Context) (bool, error)
}

// A MemberEditor is an Organization that can give a member another external id
// and leaves everything else about the member as it is at that moment: type,
// permissions, direct access to collections, groups. One who has it already is
// left alone. ErrNotFound where there is no such member, an *OtherIDError where
// it has an external id that is neither.
type MemberEditor interface {
	RekeyMember(ctx context.Context, memberID, from, to string) error
}

// A GroupEditor is to groups what a MemberEditor is to members: name, access
// and members stay.
type GroupEditor interface {
	RekeyGroup(ctx context.Context, groupID, from, to string) error
}

// A MemberRemover is an Organization that can remove one member, at once. One
// who is gone already is no error.
type MemberRemover interface {
	RemoveMember(ctx context.Context, memberID string) error
}

// A GroupDeleter is an Organization that can delete a group, for good.
type GroupDeleter interface {
	DeleteGroup(ctx context.Context, groupID string) error
}
