package syncer

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Codes of the warnings about users.
const (
	WarnUserLeftOut directory.WarningCode = "user-left-out"
	WarnUserHeld    directory.WarningCode = "user-held"
	WarnDuplicate   directory.WarningCode = "duplicate"
	WarnEmailKept   directory.WarningCode = "email-kept"
	WarnConflict    directory.WarningCode = "email-conflict"
	WarnOwner       directory.WarningCode = "owner-kept"
	WarnMissing     directory.WarningCode = "missing-kept"
	WarnMemberList  directory.WarningCode = "member-list-unavailable"
	WarnNotShown    directory.WarningCode = "accepted-but-not-shown"
	WarnUnknownHere directory.WarningCode = "not-in-directory"
	WarnRemovalMail directory.WarningCode = "removal-without-email"
	WarnVaultwarden directory.WarningCode = "vaultwarden"
)

// validateUsers leaves out those whom the server would refuse: one bad entry
// would refuse the whole request.
func (p *plan) validateUsers() {
	for i := range p.people {
		if u := &p.people[i]; u.fate == fateMember {
			if problem := userProblem(u); problem != "" {
				p.leaveOut(u, WarnUserLeftOut, problem)
			}
		}
	}
}

// leaveOut takes a user out with a warning, and holds it if it was
// acknowledged: it keeps its last accepted values and its groups.
func (p *plan) leaveOut(u *person, code directory.WarningCode, reason string) {
	acked, known := p.state.Members[u.id]
	if !known {
		u.fate, p.stale = fateLeftOut, true
		p.warn(code, u.user.ReferenceID, fmt.Sprintf("user %s was left out: %s", describe(u), reason))
		return
	}
	u.fate, u.email = fateHeld, acked.Email
	p.stale = true
	if code == WarnUserLeftOut {
		code = WarnUserHeld
	}
	p.warn(code, u.user.ReferenceID, fmt.Sprintf("user %s is held as the member %s: %s", describe(u), acked.Email, reason))
}

// describe names a user by email and reference.
func describe(u *person) string {
	switch ref := u.user.ReferenceID; {
	case u.wanted == "" || len(u.wanted) > organization.MaxEmail:
		return ref
	case ref == "" || ref == u.wanted:
		return u.wanted
	default:
		return u.wanted + " (" + ref + ")"
	}
}

func userProblem(u *person) string {
	if problem := idProblem(u.id); problem != "" {
		return problem
	}
	switch {
	case u.email == "":
		return "it has no email"
	case utf16Len(u.email) > organization.MaxEmail:
		return fmt.Sprintf("its email has %d characters, the server takes %d", utf16Len(u.email), organization.MaxEmail)
	case !validEmail(u.email):
		return fmt.Sprintf("%q is not an email address the server takes (one @ inside, no line break)", u.email)
	}
	return ""
}

// idProblem says why the server would not take an external id.
func idProblem(id string) string {
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

// isBlank is how .NET's RequiredAttribute judges a text.
// See https://learn.microsoft.com/dotnet/api/system.componentmodel.dataannotations.requiredattribute
func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// cleanText is s as JSON would carry it.
func cleanText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// validEmail is the rule of .NET's EmailAddressAttribute, which the server
// uses: exactly one @, neither first nor last, and no line break.
// See https://learn.microsoft.com/dotnet/api/system.componentmodel.dataannotations.emailaddressattribute
func validEmail(email string) bool {
	at := strings.IndexByte(email, '@')
	return at > 0 && at < len(email)-1 && at == strings.LastIndexByte(email, '@') && !strings.ContainsAny(email, "\r\n") && utf8.ValidString(email)
}

// utf16Len is the length that the server counts.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// shorten cuts a text for a message.
func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
