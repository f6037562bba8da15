package config

import "time"

// Settings are all options of a profile, defaults filled in.
type Settings struct {
	Directory DirectoryType
	Server    Server
	Network   Network
	LDAP      LDAP
	File      File
	Entra     Entra
	Google    Google
	Okta      Okta
	OneLogin  OneLogin
	Sync      Sync
	Groups    Groups
	Notify    Notify
	Mail      Mail
	Webhook   Webhook
	Log       Log
	Update    Update
}

// DirectoryType names a kind of directory.
type DirectoryType string

// The kinds of directory. Bitwarden's connector numbers the first five 0 to 4.
const (
	DirectoryLDAP     DirectoryType = "ldap"
	DirectoryEntra    DirectoryType = "entra"
	DirectoryGoogle   DirectoryType = "google"
	DirectoryOkta     DirectoryType = "okta"
	DirectoryOneLogin DirectoryType = "onelogin"
	DirectoryFile     DirectoryType = "file"
)

// Server is where the organization lives.
type Server struct {
	// URL is the base; the other three override parts of it.
	URL, WebVault, API, Identity string
	// OrganizationName is how people call the organization.
	OrganizationName string
}

// Network is how HTTPS servers (not LDAP) are reached.
type Network struct {
	Proxy, ProxyUsername string
	CAFile               string
}

// Encryption is how an LDAP connection is protected.
type Encryption string

// The protections of an LDAP connection.
const (
	EncryptionNone     Encryption = "none"
	EncryptionStartTLS Encryption = "starttls"
	EncryptionLDAPS    Encryption = "ldaps"
)

// Authentication is how a program logs in to an LDAP server.
type Authentication string

// The ways to log in: simple bind with name and password, SASL EXTERNAL with
// the client certificate (RFC 4422 appendix A), SASL GSSAPI with a ticket (RFC
// 4752), or not at all.
const (
	AuthSimple    Authentication = "simple"
	AuthExternal  Authentication = "external"
	AuthKerberos  Authentication = "kerberos"
	AuthAnonymous Authentication = "anonymous"
)

// LDAP is an LDAP server or Active Directory.
type LDAP struct {
	Hostname string
	// Port 0 means 389, or 636 with LDAPS.
	Port              int
	Encryption        Encryption
	CAFile            string
	CertFile, KeyFile string
	TLSServerName     string
	AllowUnauthorized bool
	Authentication    Authentication
	Username          string
	// Keytab is a file with the keys of Username, for Kerberos.
	Keytab          string
	ActiveDirectory bool
	// RootPath is the DN below which UserPath and GroupPath are; empty means
	// the server's default naming context.
	RootPath            string
	UserPath, GroupPath string
	// UserObjectClass, GroupObjectClass, UserEmailAttribute and MemberAttribute
	// may list several, separated by semicolons.
	UserObjectClass      string
	GroupObjectClass     string
	UserEmailAttribute   string
	GroupNameAttribute   string
	MemberAttribute      string
	EmailPrefixAttribute string
	ExternalIDAttribute  string
	PrimaryGroup         bool
	POSIXPrimaryGroup    bool
	PeopleOnly           bool
	DisabledFilter       string
	AccountExpires       bool
	DeletedObjects       bool
	Incremental          bool
	PagedSearch          bool
	PageSize             int
	Timeout              time.Duration
}

// Entra is Microsoft Entra ID.
type Entra struct {
	IdentityAuthority, Tenant, ApplicationID string
}

// Google is Google Workspace.
type Google struct {
	ClientEmail, Domain, AdminUser, Customer string
}

// Okta is an Okta organization.
type Okta struct {
	OrgURL string
}

// OneLogin is a OneLogin account.
type OneLogin struct {
	ClientID, Region string
}

// Sync says what is synced and how carefully.
type Sync struct {
	Users, Groups bool
	Interval      int // minutes
	// Times and Quiet are texts for ParseTimes and ParseQuiet.
	Times, Quiet                 string
	UserFilter, GroupFilter      string
	RemoveDisabled               bool
	RemoveMissing                bool
	OverwriteExisting            bool
	LargeImport                  bool
	InviteUsersAfterProvisioning bool
	UseEmailPrefixSuffix         bool
	EmailSuffix                  string
	MaxRemovals, MaxAdditions    Limit
	FullSyncEvery                time.Duration
	DuplicateEmails              DuplicateEmails
	// InviteDisabled: disabled accounts that are no members yet are invited.
	InviteDisabled bool
	// MaxGroupRemovals is how many groups may be deleted at once.
	MaxGroupRemovals Limit
	// MaxSeats is how many seats members may take; 0 means no limit.
	MaxSeats int
	// Leavers says what a removal is; DeleteRevokedAfter how many days later
	// those are removed whose access was revoked (0: never).
	Leavers            Leavers
	DeleteRevokedAfter int
	// RemovedByHand says what becomes of members that somebody removed from
	// the organization.
	RemovedByHand RemovedByHand
	// LookEvery is how often the organization's lists are read at least.
	LookEvery time.Duration
}

// Leavers says what the removal of a member is.
type Leavers string

// The answers: the membership ends, or only the access.
const (
	LeaversRemove Leavers = "remove"
	LeaversRevoke Leavers = "revoke"
)

// RemovedByHand says what becomes of somebody whom the directory has and who
// was removed from the organization by hand.
type RemovedByHand string

// The answers: stay out until somebody says otherwise, or be invited again.
const (
	ByHandAsk    RemovedByHand = "ask"
	ByHandInvite RemovedByHand = "invite"
)

// DuplicateEmails says what happens when two users have one email.
type DuplicateEmails string

// The answers to one email twice: stop the sync, or leave all of them out.
const (
	DuplicatesStop DuplicateEmails = "stop"
	DuplicatesSkip DuplicateEmails = "skip"
)

// Groups says how groups are treated.
type Groups struct {
	CountNested    bool
	ResolveOutside bool
	// KeepFiltered: groups list members whom the user filter leaves out.
	KeepFiltered bool
	Missing      MissingGroups
}

// MissingGroups says what happens to a group that left the directory.
type MissingGroups string

// The answers: leave it as it is, send it without members, or delete it.
const (
	MissingKeep   MissingGroups = "keep"
	MissingEmpty  MissingGroups = "empty"
	MissingDelete MissingGroups = "delete"
)

// Log says how much is written to the log.
type Log struct {
	Level string
}

// Update is about new releases of this program.
type Update struct {
	Check bool
	URL   string
}
