package bitwarden

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"directoryconnector/backend/internal/arena"
	"directoryconnector/backend/organization"
)

// Members implements organization.Organization. Emails are in lower case. It
// wraps directory.ErrIncomplete where the list is not whole.
func (c *Client) Members(ctx context.Context) ([]organization.Member, error) {
	return readList(ctx, c, deed{"read members", "read members at %s"}, "/public/members", organization.ErrNoMemberList,
		func(list *[]organization.Member) func(*jsontext.Decoder) error { return memberReader(list) })
}

// NamedMembers implements organization.NameLister.
func (c *Client) NamedMembers(ctx context.Context, keep func(*organization.NamedMember) bool) ([]organization.NamedMember, error) {
	return readList(ctx, c, deed{"read members", "read members at %s"}, "/public/members", organization.ErrNoMemberList,
		func(list *[]organization.NamedMember) func(*jsontext.Decoder) error {
			var one []organization.Member
			var name []byte
			read := memberReader(&one, field{"name", bytesOf(&name)})
			return func(d *jsontext.Decoder) error {
				one, name = one[:0], name[:0]
				if err := read(d); err != nil {
					return err
				}
				if m := (organization.NamedMember{Member: one[0], Name: strings.TrimSpace(string(name))}); keep(&m) {
					*list = append(*list, m)
				}
				return nil
			}
		})
}

// memberReader reads a member of the list, and more of its fields.
func memberReader(list *[]organization.Member, more ...field) func(*jsontext.Decoder) error {
	var line struct {
		id, email, externalID []byte
		role, status          int32
	}
	// A million members are kept, and what is known of them already is not
	// kept twice: the server's ids have an arena of their own.
	var ids, others arena.Texts
	fields := append([]field{
		{"id", bytesOf(&line.id)}, {"email", bytesOf(&line.email)}, {"externalId", bytesOf(&line.externalID)},
		{"type", number(&line.role)}, {"status", number(&line.status)},
	}, more...)
	return func(d *jsontext.Decoder) error {
		line.id, line.email, line.externalID, line.role, line.status = line.id[:0], line.email[:0], line.externalID[:0], 0, 0
		if err := readObject(d, fields); err != nil {
			return err
		}
		if len(line.id)+len(line.email) == 0 {
			return errNotList
		}
		line.email = append(line.email[:0], strings.ToLower(strings.TrimSpace(string(line.email)))...)
		both := others.Join(line.externalID, line.email)
		if len(*list) == cap(*list) {
			*list = slices.Grow(*list, max(len(*list), 256)) // in few steps: what was before is garbage
		}
		*list = append(*list, organization.Member{
			ID: ids.Join(line.id), ExternalID: both[:len(line.externalID)], Email: both[len(line.externalID):],
			Role: organization.Role(line.role), Status: organization.MemberStatus(line.status),
		})
		return nil
	}
}
