package bitwarden

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"directoryconnector/backend/organization"
)

// rejected is the server's refusal in its own words; entries that it names by
// their number are named by their external id.
func rejected(a answer, r organization.Request) *organization.RejectedError {
	said := a.says()
	e := &organization.RejectedError{Status: a.status, Message: said.text}
	if said.text == "" {
		e.Message = a.title()
	}
	for i, f := range said.fields {
		text := f.text
		if f.name != "" {
			name, id := nameEntry(a, f.name, r)
			text = name + ": " + text
			if id != "" {
				e.Named = append(e.Named, organization.NamedEntry{ExternalID: id, Text: f.text})
			}
		}
		if i < maxFields {
			e.Fields = append(e.Fields, text)
		}
	}
	if more := len(said.fields) - maxFields; more > 0 {
		e.Fields = append(e.Fields, fmt.Sprintf("and %d more", more))
	}
	return e
}

// entryField is how servers name a field of an entry.
var entryField = regexp.MustCompile(`(?i)^(?:\$\.)?(members|groups)\[(\d+)\](?:\.(.+))?$`)

// nameEntry turns "Members[3].Email" into `Email of member "id" (a@b.c)`. id is
// that of the entry; empty where the field is of none.
func nameEntry(a answer, field string, r organization.Request) (name, id string) {
	parts := entryField.FindStringSubmatch(field)
	if parts == nil {
		return field, ""
	}
	n, err := strconv.Atoi(parts[2])
	about, of := parts[3], strings.ToLower(parts[1])
	switch {
	case err != nil:
	case of == "members" && n < len(r.Members):
		id, email := r.Members[n].ExternalID, a.tidy(r.Members[n].Email)
		if about == "" {
			return fmt.Sprintf("member %q (%s)", a.tidy(id), email), id
		}
		return fmt.Sprintf("%s of member %q (%s)", about, a.tidy(id), email), id
	case of == "groups" && n < len(r.Groups):
		id, called := r.Groups[n].ExternalID, a.tidy(r.Groups[n].Name)
		if about == "" {
			return fmt.Sprintf("group %q (%s)", a.tidy(id), called), id
		}
		return fmt.Sprintf("%s of group %q (%s)", about, a.tidy(id), called), id
	}
	return field, ""
}

// rejectedHint says what to do where the reason is known.
func rejectedHint(status int, e *organization.RejectedError, r organization.Request) string {
	said := strings.ToLower(e.Message + " " + strings.Join(e.Fields, " "))
	switch {
	case status != http.StatusBadRequest:
		return statusHint(status)
	case strings.Contains(said, "autoscale on self-hosted"):
		return "this is about seats: the license of this self-hosted server has no seat left, and it can't buy any; " +
			"buy more seats at bitwarden.com and update the license on the server, or sync fewer users (sync.userFilter)"
	case strings.Contains(said, "seat"), strings.Contains(said, "number of users"):
		return "buy more seats, raise the limit for adding seats automatically, or sync fewer users (sync.userFilter); removals of the same request may be done already. " +
			"Seats of an organization that a reseller or provider manages are bought there"
	case strings.Contains(said, "use groups"), strings.Contains(said, "usegroups"):
		return "the organization's plan has no groups: set sync.groups to false, or change the plan"
	case !r.LargeImport && max(len(r.Members), len(r.Groups)) > organization.MaxEntries:
		return "set sync.largeImport to true"
	case len(e.Fields) == 0 && r.OverwriteExisting:
		return "sync.overwriteExisting is refused where it would remove members without a master password, invited ones included: remove them by hand, or switch it off and use sync.removeMissing"
	case len(e.Fields) > 0:
		return "correct these entries in the directory, or leave them out with sync.userFilter or sync.groupFilter"
	}
	return ""
}
