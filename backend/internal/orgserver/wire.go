package orgserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"directoryconnector/backend/organization"
)

// wireRequest is an import as it arrives: pointers tell null and missing from
// empty.
type wireRequest struct {
	Groups                       *[]*wireGroup  `json:"groups"`
	Members                      *[]*wireMember `json:"members"`
	OverwriteExisting            *bool          `json:"overwriteExisting"`
	LargeImport                  *bool          `json:"largeImport"`
	InviteUsersAfterProvisioning *bool          `json:"inviteUsersAfterProvisioning"`
}

type wireGroup struct {
	Name              *string    `json:"name"`
	ExternalID        *string    `json:"externalId"`
	MemberExternalIDs *[]*string `json:"memberExternalIds"`
}

type wireMember struct {
	Email      *string `json:"email"`
	ExternalID *string `json:"externalId"`
	Deleted    *bool   `json:"deleted"`
}

// errNull is what a null list does to the official server.
var errNull = errors.New("null where a list is needed")

// validate returns the errors of model validation by field.
func (w *wireRequest) validate() map[string][]string {
	fields := map[string][]string{}
	if w.Groups != nil {
		for i, g := range *w.Groups {
			if g != nil {
				checkText(fields, fmt.Sprintf("Groups[%d].Name", i), g.Name, organization.MaxGroupName)
				checkText(fields, fmt.Sprintf("Groups[%d].ExternalId", i), g.ExternalID, organization.MaxExternalID)
			}
		}
	}
	if w.Members != nil {
		for i, m := range *w.Members {
			if m != nil {
				checkText(fields, fmt.Sprintf("Members[%d].ExternalId", i), m.ExternalID, organization.MaxExternalID)
				checkEmail(fields, fmt.Sprintf("Members[%d].Email", i), m)
			}
		}
	}
	return fields
}

func checkText(fields map[string][]string, name string, text *string, limit int) {
	switch {
	case text == nil || strings.TrimSpace(*text) == "":
		fields[name] = append(fields[name], "a value is needed here")
	case units(*text) > limit:
		fields[name] = append(fields[name], fmt.Sprintf("more than %d characters", limit))
	}
}

// checkEmail: needed unless deleted, and where there is a text, even an empty
// one, it has exactly one @, neither first nor last.
func checkEmail(fields map[string][]string, name string, m *wireMember) {
	if m.Email == nil {
		if m.Deleted == nil || !*m.Deleted {
			fields[name] = append(fields[name], "an email address is needed here")
		}
		return
	}
	at := strings.IndexByte(*m.Email, '@')
	if at <= 0 || at == len(*m.Email)-1 || strings.Count(*m.Email, "@") != 1 {
		fields[name] = append(fields[name], "not an email address")
	}
	if units(*m.Email) > organization.MaxEmail {
		fields[name] = append(fields[name], fmt.Sprintf("more than %d characters", organization.MaxEmail))
	}
}

// units counts UTF-16 code units, as .NET does.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// request converts; what is null in it becomes empty, and errNull says that a
// list was.
func (w *wireRequest) request() (organization.Request, error) {
	r := organization.Request{
		Groups: []organization.RequestGroup{}, Members: []organization.RequestMember{},
		OverwriteExisting: value(w.OverwriteExisting), LargeImport: value(w.LargeImport),
		InviteUsersAfterProvisioning: w.InviteUsersAfterProvisioning == nil || *w.InviteUsersAfterProvisioning,
	}
	var err error
	if w.Groups == nil || w.Members == nil {
		err = errNull
	}
	for _, g := range value(w.Groups) {
		if g == nil || g.MemberExternalIDs == nil {
			err = errNull
		}
		if g == nil {
			continue
		}
		group := organization.RequestGroup{Name: value(g.Name), ExternalID: value(g.ExternalID), MemberExternalIDs: []string{}}
		for _, id := range value(g.MemberExternalIDs) {
			group.MemberExternalIDs = append(group.MemberExternalIDs, value(id))
		}
		r.Groups = append(r.Groups, group)
	}
	for _, m := range value(w.Members) {
		if m == nil {
			err = errNull
			continue
		}
		r.Members = append(r.Members, organization.RequestMember{
			Email: strings.ToLower(value(m.Email)), ExternalID: value(m.ExternalID), Deleted: value(m.Deleted),
		})
	}
	return r, err
}

// strict says what vaultwarden would not accept: anything null or missing.
func (w *wireRequest) strict() error {
	if w.Groups == nil || w.Members == nil || w.OverwriteExisting == nil {
		return errors.New("a field is missing")
	}
	for i, g := range *w.Groups {
		if g == nil || g.Name == nil || g.ExternalID == nil || g.MemberExternalIDs == nil {
			return fmt.Errorf("groups[%d] lacks a field", i)
		}
		for _, id := range *g.MemberExternalIDs {
			if id == nil {
				return fmt.Errorf("groups[%d] has a null among its members", i)
			}
		}
	}
	for i, m := range *w.Members {
		if m == nil || m.Email == nil || m.ExternalID == nil || m.Deleted == nil {
			return fmt.Errorf("members[%d] lacks a field", i)
		}
	}
	return nil
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// decodeCall decodes the body of an import for the record.
func decodeCall(route Route, body []byte) *organization.Request {
	if route != RouteImport {
		return nil
	}
	var r organization.Request
	if json.Unmarshal(body, &r) != nil {
		return nil
	}
	return &r
}
