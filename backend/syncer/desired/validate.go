package desired

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/organization"
)

// Codes of the warnings about entries that can't be sent as they are.
const (
	WarnUserLeftOut  directory.WarningCode = "user-left-out"
	WarnUserHeld     directory.WarningCode = "user-held"
	WarnDuplicate    directory.WarningCode = "duplicate"
	WarnGroupLeftOut directory.WarningCode = "group-left-out"
	WarnGroupName    directory.WarningCode = "group-name-kept"
)

// validateUsers leaves out those whom the server would refuse: one bad entry
// would refuse the whole request.
func (d *decision) validateUsers() {
	problems := make([]string, len(d.Users))
	parts.Do(len(d.Users), func(from, to int) {
		for i := from; i < to; i++ {
			if u := &d.Users[i]; u.Verdict == Wanted {
				problems[i] = cmp.Or(IDProblem(u.ID), EmailProblem(u.Email))
			}
		}
	})
	for i, problem := range problems {
		if problem != "" {
			d.leaveOut(&d.Users[i], WarnUserLeftOut, problem)
		}
	}
}

// leaveOut takes a user out with a warning, and holds it if it was
// acknowledged: it keeps its last accepted values and its groups.
func (d *decision) leaveOut(u *User, code directory.WarningCode, reason string) {
	acked, known := d.known.member(u.ID)
	if !known {
		u.Verdict = LeftOut
		d.warn(code, u.Entry.ReferenceID, fmt.Sprintf("user %s was left out: %s", u.Describe(), reason))
		return
	}
	u.Verdict, u.Email = Held, acked.Email
	if code == WarnUserLeftOut {
		code = WarnUserHeld
	}
	d.warn(code, u.Entry.ReferenceID, fmt.Sprintf("user %s is held as the member %s: %s", u.Describe(), acked.Email, reason))
}

// Describe names a user by email and reference.
func (u *User) Describe() string { return describe(u.Wanted, u.Entry.ReferenceID) }

func describe(email, reference string) string {
	switch {
	case email == "" || len(email) > organization.MaxEmail:
		return reference
	case reference == "" || reference == email:
		return email
	default:
		return email + " (" + reference + ")"
	}
}

// IDProblem says why the server would not take an external id; empty where
// it would.
func IDProblem(id string) string {
	switch {
	case isBlank(id):
		return "it has no external id"
	case !utf8.ValidString(id):
		return "its external id is not text (UTF-8); choose another attribute for external ids"
	case utf16Len(id) > organization.MaxExternalID:
		return fmt.Sprintf("its external id has %d characters, the server takes %d", utf16Len(id), organization.MaxExternalID)
	}
	return ""
}

// GroupNameProblem says why the server would not take the name of a group.
func GroupNameProblem(name string) string {
	switch n := utf16Len(name); {
	case isBlank(name):
		return "is empty"
	case n > organization.MaxGroupName:
		return fmt.Sprintf("has %d characters, the server takes %d", n, organization.MaxGroupName)
	}
	return ""
}

// isBlank is how .NET's RequiredAttribute judges a text.
// See https://learn.microsoft.com/dotnet/api/system.componentmodel.dataannotations.requiredattribute
func isBlank(s string) bool { return strings.TrimSpace(s) == "" }
