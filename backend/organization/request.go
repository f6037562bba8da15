package organization

// A Request is the body of POST /public/organization/import. Lists are never
// nil and texts never null on the wire: the official server answers 500 to a
// null list, vaultwarden refuses null texts.
// See https://bitwarden.com/help/public-api/ and docs/formats.md.
type Request struct {
	Groups                       []RequestGroup  `json:"groups"`
	Members                      []RequestMember `json:"members"`
	OverwriteExisting            bool            `json:"overwriteExisting"`
	LargeImport                  bool            `json:"largeImport"`
	InviteUsersAfterProvisioning bool            `json:"inviteUsersAfterProvisioning"`
}

// A RequestGroup creates or updates the group with that external id; its
// members are replaced by those named.
type RequestGroup struct {
	Name              string   `json:"name"`
	ExternalID        string   `json:"externalId"`
	MemberExternalIDs []string `json:"memberExternalIds"`
}

// A RequestMember adds the member, or removes it when Deleted.
type RequestMember struct {
	Email      string `json:"email"`
	ExternalID string `json:"externalId"`
	Deleted    bool   `json:"deleted"`
}

// RemovedEmail stands in for the email of a removal that is not known: both
// servers accept it, and it belongs to nobody.
const RemovedEmail = "removed@directory-connector.invalid"

// The limits of the server's import, lengths in UTF-16 code units.
const (
	MaxGroupName  = 100
	MaxExternalID = 300
	MaxEmail      = 256
	// MaxEntries is the most members or groups a request may carry without
	// largeImport; MaxBytes the most bytes, well below the 10 MB that servers
	// take, since a request is held in memory whole; MaxNewMembers the most
	// members that do not exist yet, since a server may send their mails
	// inside the request.
	MaxEntries    = 2000
	MaxBytes      = 4_000_000
	MaxNewMembers = 500
)
