package directory

import "cmp"

// WarningCode names the kind of a Warning for programs.
type WarningCode string

// A Warning says that an entry was left out or can't be trusted, and why.
type Warning struct {
	Code WarningCode `json:"code"`
	// Entry is the reference, external id or name of the entry it is about;
	// empty when it is about the read as a whole.
	Entry string `json:"entry,omitempty"`
	// Text is a sentence that names the entry and the reason.
	Text string `json:"text"`
}

// Codes of the warnings that Sources give.
const (
	// WarnReferral: a continuation reference was skipped.
	WarnReferral WarningCode = "referral-skipped"
	// WarnNoExternalID: the entry lacks the attribute that identifies it.
	WarnNoExternalID WarningCode = "no-external-id"
	// WarnNoName: a group without a name attribute.
	WarnNoName WarningCode = "no-name"
	// WarnDeletedUnreadable: deleted entries can't be read with this account.
	WarnDeletedUnreadable WarningCode = "deleted-unreadable"
	// WarnMemberUnreadable: a member of a group could not be resolved.
	WarnMemberUnreadable WarningCode = "member-unreadable"
	// WarnServer: a server of several could not be reached.
	WarnServer WarningCode = "server"
	// WarnMemberUnknown: members of groups are neither users nor groups that
	// the searches find.
	WarnMemberUnknown WarningCode = "member-unknown"
	// WarnAttribute: an attribute has a value that means nothing.
	WarnAttribute WarningCode = "attribute-invalid"
	// WarnInsecure: the connection or its certificate is not protected.
	WarnInsecure WarningCode = "insecure"
	// WarnFullRead: changes could not be asked for, so everything was read.
	WarnFullRead WarningCode = "full-read"
)

// CompareWarnings orders warnings by code, entry and text.
func CompareWarnings(a, b Warning) int {
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Text, b.Text))
}
