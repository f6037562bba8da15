package bitwarden

import (
	"context"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"directoryconnector/backend/organization"
)

// Members implements organization.Organization. Emails are in lower case. It
// wraps directory.ErrIncomplete where the list is not whole.
func (c *Client) Members(ctx context.Context) ([]organization.Member, error) {
	return readList(ctx, c, deed{"read members", "read members at %s"}, "/public/members", organization.ErrNoMemberList, memberReader)
}

// memberReader reads a member of the list.
func memberReader(list *[]organization.Member) func(*jsontext.Decoder) error {
	var line struct {
		id, email, externalID string
		role, status          int32
	}
	fields := []field{
		{"id", text(&line.id)}, {"email", text(&line.email)}, {"externalId", text(&line.externalID)},
		{"type", number(&line.role)}, {"status", number(&line.status)},
	}
	return func(d *jsontext.Decoder) error {
		line.id, line.email, line.externalID, line.role, line.status = "", "", "", 0, 0
		if err := readObject(d, fields); err != nil {
			return err
		}
		if line.id == "" && line.email == "" {
			return errNotList
		}
		m := organization.Member{Role: organization.Role(line.role), Status: organization.MemberStatus(line.status)}
		// One text holds all three: a million members are kept.
		email := strings.ToLower(strings.TrimSpace(line.email))
		texts := line.id + line.externalID + email
		m.ID, texts = texts[:len(line.id)], texts[len(line.id):]
		m.ExternalID, m.Email = texts[:len(line.externalID)], texts[len(line.externalID):]
		*list = append(*list, m)
		return nil
	}
}
