package bitwarden

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

var (
	_ organization.MemberEditor = (*Client)(nil)
	_ organization.GroupEditor  = (*Client)(nil)
)

// memberDetails is a member as it is shown by itself, with what PUT resets where
// it is left out. The lists have null for the collections of members: only what
// is shown here may be sent back. Permissions are kept as they came, those of
// tomorrow's servers too. Groups are not shown and not sent: null leaves them as
// they are.
type memberDetails struct {
	ID          string          `json:"id"`
	ExternalID  string          `json:"externalId"`
	Type        json.RawMessage `json:"type"`
	Permissions json.RawMessage `json:"permissions"`
	Collections json.RawMessage `json:"collections"`
}

// memberEdit is what PUT takes.
type memberEdit struct {
	Type        json.RawMessage `json:"type"`
	ExternalID  string          `json:"externalId"`
	Permissions json.RawMessage `json:"permissions,omitempty"`
	Collections json.RawMessage `json:"collections"`
}

// edit sends back what was shown, with another external id; or says what the
// server does not show, so that nobody knows what would be lost.
func (m *memberDetails) edit(to string) (memberEdit, error) {
	e := memberEdit{Type: m.Type, ExternalID: to, Collections: m.Collections}
	role, err := strconv.Atoi(string(m.Type))
	switch {
	case err != nil:
		return e, errors.New("the server does not show the member's type")
	case !isArray(m.Collections):
		return e, errors.New("the server does not show to which collections the member has access")
	case organization.Role(role) != organization.RoleCustom:
		return e, nil
	case !isObject(m.Permissions):
		return e, errors.New("the server does not show the member's permissions")
	}
	e.Permissions = m.Permissions
	return e, nil
}

func isArray(text json.RawMessage) bool  { return bytes.HasPrefix(text, []byte("[")) }
func isObject(text json.RawMessage) bool { return bytes.HasPrefix(text, []byte("{")) }

// RekeyMember implements organization.MemberEditor: it reads the member and
// sends back, at once, what it was shown, with another external id.
// See https://bitwarden.com/help/public-api/ (PUT /public/members/{id}).
func (c *Client) RekeyMember(ctx context.Context, memberID, from, to string) error {
	what := deed{"change the external id of a member", "change the external id of a member at %s"}
	var m memberDetails
	k := call{method: http.MethodPut, once: true, path: "/public/members/" + url.PathEscape(memberID)}
	if err := c.show(ctx, k.path, &m); err != nil {
		return c.notChanged(ctx, what.words, err, c.hasMember(memberID))
	}
	if done, err := rekeyed(m.ExternalID, from, to); done || err != nil {
		return err
	}
	edit, err := m.edit(to)
	if err == nil {
		k.body, err = json.Marshal(edit)
	}
	if err != nil {
		return failed("%s: %w: %w", what.words, organization.ErrNotSent, err)
	}
	return c.notChanged(ctx, what.words, c.write(ctx, k, what, organization.Request{}), c.hasMember(memberID))
}

// groupEdit is what PUT takes. Collections are left out: null leaves them as
// they are, also where somebody changes them at this moment. AccessAll is what
// servers before 2024 had, and reset.
type groupEdit struct {
	Name       string          `json:"name"`
	ExternalID string          `json:"externalId"`
	AccessAll  json.RawMessage `json:"accessAll,omitempty"`
}

// RekeyGroup implements organization.GroupEditor.
// See https://bitwarden.com/help/public-api/ (PUT /public/groups/{id}).
func (c *Client) RekeyGroup(ctx context.Context, groupID, from, to string) error {
	what := deed{"change the external id of a group", "change the external id of a group at %s"}
	var g struct {
		groupEdit
		ID string `json:"id"`
	}
	k := call{method: http.MethodPut, once: true, path: groupPath(groupID)}
	if err := c.show(ctx, k.path, &g); err != nil {
		return c.notChanged(ctx, what.words, err, c.hasGroup(groupID))
	}
	if done, err := rekeyed(g.ExternalID, from, to); done || err != nil {
		return err
	}
	g.ExternalID = to
	var err error
	if k.body, err = json.Marshal(g.groupEdit); err != nil {
		return failed("%s: %w: %w", what.words, organization.ErrNotSent, err)
	}
	return c.notChanged(ctx, what.words, c.write(ctx, k, what, organization.Request{}), c.hasGroup(groupID))
}

// rekeyed tells whether nothing is to be done, or nothing may be.
func rekeyed(now, from, to string) (done bool, err error) {
	switch now {
	case to:
		return true, nil
	case from:
		return false, nil
	}
	return false, &ServerError{&organization.OtherIDError{Now: now}}
}

// show reads one member or group.
func (c *Client) show(ctx context.Context, path string, into any) error {
	a, tokenErr, err := c.do(ctx, call{client: c.reads, method: http.MethodGet, path: path})
	switch {
	case errors.Is(tokenErr, organization.ErrAuth):
		return tokenErr
	case tokenErr != nil:
		err = tokenErr
	case err != nil:
		err = transport.Explain(err)
	case a.status == http.StatusNotFound:
		return organization.ErrNotFound
	case a.status != http.StatusOK:
		err = a.failure()
	case a.isPage() || json.Unmarshal(a.body, into) != nil:
		err = a.notAPI("server.api")
	default:
		return nil
	}
	return fmt.Errorf("%w: %s: %w", organization.ErrNotSent, a.to(deed{"read", "read at %s"}), err)
}

// notChanged tells a server that lacks the call from what is gone: both are a
// 404.
func (c *Client) notChanged(ctx context.Context, what string, err error, isThere func(context.Context) (bool, error)) error {
	rejected, lacks := errors.AsType[*organization.RejectedError](err)
	lacks = lacks && rejected.Status == http.StatusMethodNotAllowed
	if errors.Is(err, organization.ErrNotFound) {
		there, listErr := isThere(ctx)
		switch {
		case listErr != nil:
			return failed("%s: %w: %w", what, organization.ErrNotSent, listErr)
		case !there:
			return organization.ErrNotFound
		}
		lacks = true
	}
	if lacks {
		return directory.WithHint(failed("%s: %w", what, organization.ErrNoRekey), "Update the server.")
	}
	return err
}

func (c *Client) hasMember(id string) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		members, err := c.Members(ctx)
		return slices.ContainsFunc(members, func(m organization.Member) bool { return m.ID == id }), err
	}
}

func (c *Client) hasGroup(id string) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		groups, err := c.Groups(ctx)
		return slices.ContainsFunc(groups, func(g organization.Group) bool { return g.ID == id }), err
	}
}
