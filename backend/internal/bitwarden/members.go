package bitwarden

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"directoryconnector/backend/organization"
)

// Members implements organization.Organization. Emails are in lower case. It
// wraps directory.ErrIncomplete where the list is not whole.
func (c *Client) Members(ctx context.Context) ([]organization.Member, error) {
	var list []organization.Member
	err := c.readList(ctx, "members", "/public/members", organization.ErrNoMemberList, func() func(*json.Decoder) error {
		list = []organization.Member{}
		return func(d *json.Decoder) error { return decodeMember(d, &list) }
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func decodeMember(d *json.Decoder, list *[]organization.Member) error {
	var line memberLine
	if err := d.Decode(&line); err != nil {
		return err
	}
	if line.ID == "" && line.Email == "" {
		return errNotList
	}
	m := organization.Member{Role: organization.Role(line.Type), Status: organization.MemberStatus(line.Status)}
	// One text holds all three: a million members are kept.
	email := strings.ToLower(strings.TrimSpace(line.Email))
	texts := line.ID + line.ExternalID + email
	m.ID, texts = texts[:len(line.ID)], texts[len(line.ID):]
	m.ExternalID, m.Email = texts[:len(line.ExternalID)], texts[len(line.ExternalID):]
	*list = append(*list, m)
	return nil
}

// memberLine is a line of the list. Null texts count as empty.
type memberLine struct {
	ID         string    `json:"id"`
	Email      string    `json:"email"`
	ExternalID string    `json:"externalId"`
	Type       anyNumber `json:"type"`
	Status     anyNumber `json:"status"`
}

// UnknownValue stands for a role or status that is not even a number.
const UnknownValue = math.MinInt32

// anyNumber reads whole numbers, and anything else as UnknownValue.
type anyNumber int32

func (n *anyNumber) UnmarshalJSON(text []byte) error {
	var i int32
	if err := json.Unmarshal(text, &i); err != nil || string(text) == "null" {
		i = UnknownValue // a value of tomorrow must not break reading
	}
	*n = anyNumber(i)
	return nil
}
