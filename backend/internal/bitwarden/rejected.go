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
	for _, f := range said.fields {
		if id := namedEntry(f.name, r); id != "" {
			e.Named = append(e.Named, organization.NamedEntry{ExternalID: id, Text: f.text})
		}
	}
	for i, f := range said.fields {
		if i == maxFields {
			e.Fields = append(e.Fields, fmt.Sprintf("and %d more", len(said.fields)-maxFields))
			break
		}
		text := f.text
		if f.name != "" {
			text = nameEntry(a, f.name, r) + ": " + text
		}
		e.Fields = append(e.Fields, text)
	}
	return e
}

// entryField is how servers name a field of an entry.
var entryField = regexp.MustCompile(`(?i)^(?:\$\.)?(members|groups)\[(\d+)\](?:\.(.+))?$`)

// namedEntry is the external id of the entry that a field is of, or empty.
func namedEntry(field string, r organization.Request) string {
	parts := entryField.FindStringSubmatch(field)
	if parts == nil {
		return ""
	}
	n, err := strconv.Atoi(parts[2])
	switch {
	case err != nil:
	case strings.EqualFold(parts[1], "members") && n < len(r.Members):
		return r.Members[n].ExternalID
	case strings.EqualFold(parts[1], "groups") && n < len(r.Groups):
		return r.Groups[n].ExternalID
	}
	return ""
}

// nameEntry turns "Members[3].Email" into `Email of member "id" (a@b.c)`.
func nameEntry(a answer, field string, r organization.Request) string {
	parts := entryField.FindStringSubmatch(field)
	if parts == nil {
		return field
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil {
		return field
	}
	field, of := parts[3], strings.ToLower(parts[1])
	switch {
	case of == "members" && n < len(r.Members):
		id, email := a.tidy(r.Members[n].ExternalID), a.tidy(r.Members[n].Email)
		if field == "" {
			return fmt.Sprintf("member %q (%s)", id, email)
		}
		return fmt.Sprintf("%s of member %q (%s)", field, id, email)
	case of == "groups" && n < len(r.Groups):
		id, name := a.tidy(r.Groups[n].ExternalID), a.tidy(r.Groups[n].Name)
		if field == "" {
			return fmt.Sprintf("group %q (%s)", id, name)
		}
		return fmt.Sprintf("%s of group %q (%s)", field, id, name)
	}
	return parts[0]
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
