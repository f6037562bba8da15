package bitwarden

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

var (
	_ organization.AccessEditor  = (*Client)(nil)
	_ organization.AccessProber  = (*Client)(nil)
	_ organization.MemberRemover = (*Client)(nil)
)

// Revoke implements organization.AccessEditor.
// See https://bitwarden.com/help/public-api/ (POST /public/members/{id}/revoke).
func (c *Client) Revoke(ctx context.Context, memberID string) error {
	return c.actOnMember(ctx, memberID, "revoke", deed{"revoke a member", "revoke a member at %s"}, organization.StatusRevoked)
}

// Restore implements organization.AccessEditor.
func (c *Client) Restore(ctx context.Context, memberID string) error {
	return c.actOnMember(ctx, memberID, "restore", deed{"restore a member", "restore a member at %s"}, organization.StatusConfirmed)
}

// CanRevoke implements organization.AccessProber. Asked with GET, which changes
// nothing, a path that is there for POST is answered with 405, one that is not
// with 404.
func (c *Client) CanRevoke(ctx context.Context) (bool, error) {
	const nobody = "/public/members/00000000-0000-0000-0000-000000000000/revoke"
	a, tokenErr, err := c.do(ctx, call{client: c.reads, method: http.MethodGet, path: nobody})
	switch {
	case tokenErr != nil:
		err = tokenErr
	case err != nil:
		err = transport.Explain(err)
	case a.status == http.StatusMethodNotAllowed:
		return true, nil
	case a.status == http.StatusNotFound:
		return false, nil
	default:
		err = a.failure()
	}
	return false, failed("%s: %w", a.to(deed{"ask whether members can be revoked", "ask whether members can be revoked at %s"}), err)
}

// RemoveMember implements organization.MemberRemover.
// See https://bitwarden.com/help/public-api/ (DELETE /public/members/{id}).
func (c *Client) RemoveMember(ctx context.Context, memberID string) error {
	what := deed{"remove a member", "remove a member at %s"}
	err := c.act(ctx, http.MethodDelete, "/public/members/"+url.PathEscape(memberID), what)
	if !errors.Is(err, organization.ErrNotFound) {
		return err
	}
	members, listErr := c.Members(ctx)
	switch {
	case listErr != nil:
		return err
	case slices.ContainsFunc(members, func(m organization.Member) bool { return m.ID == memberID }):
		return failed("%s: %w", what.words, organization.ErrNoMemberRemoval)
	}
	return nil
}

// actOnMember does what a member's path ends in. The server answers 400 where
// it is so already: the member tells.
func (c *Client) actOnMember(ctx context.Context, id, action string, what deed, after organization.MemberStatus) error {
	path := "/public/members/" + url.PathEscape(id)
	err := c.act(ctx, http.MethodPost, path+"/"+action, what)
	if errors.Is(err, organization.ErrNotFound) {
		return c.notActed(ctx, id, what.words, action == "revoke", err)
	}
	if rejected, ok := errors.AsType[*organization.RejectedError](err); ok && rejected.Status == http.StatusBadRequest {
		if status, known := c.memberStatus(ctx, path); known && (status == organization.StatusRevoked) == (after == organization.StatusRevoked) {
			return nil
		}
	}
	return err
}

// notActed tells a server that lacks the call from a member who is gone, and
// so has no access any more: both are a 404.
func (c *Client) notActed(ctx context.Context, id, what string, revoking bool, err error) error {
	members, listErr := c.Members(ctx)
	switch {
	case listErr != nil:
		return err
	case slices.ContainsFunc(members, func(m organization.Member) bool { return m.ID == id }):
		return directory.WithHint(failed("%s: %w", what, organization.ErrNoRevocation), noRevocationHint)
	case revoking:
		return nil
	}
	return err
}

const noRevocationHint = "Update the server, or set sync.leavers to remove, which removes the members of people who leave."

func (c *Client) memberStatus(ctx context.Context, path string) (status organization.MemberStatus, known bool) {
	a, tokenErr, err := c.do(ctx, call{client: c.reads, method: http.MethodGet, path: path})
	if tokenErr != nil || err != nil || a.status != http.StatusOK {
		return 0, false
	}
	var list []organization.Member
	if err := memberReader(&list)(newDecoder(bytes.NewReader(a.body))); err != nil || list[0].ID == "" {
		return 0, false
	}
	return list[0].Status, true
}

// act sends a request without a body.
func (c *Client) act(ctx context.Context, method, path string, what deed) error {
	return c.write(ctx, call{method: method, path: path}, what, organization.Request{})
}

// write sends a request that changes something, of an import what is imported.
// Its errors tell what may have happened, as those of Import do.
func (c *Client) write(ctx context.Context, k call, what deed, imported organization.Request) error {
	k.client = c.imports
	a, tokenErr, err := c.do(ctx, k)
	switch {
	case errors.Is(tokenErr, organization.ErrAuth):
		return failed("%s: %w", what.words, tokenErr)
	case tokenErr != nil:
		return failed("%s: %w: %w", what.words, organization.ErrNotSent, tokenErr)
	case a.status == 0 && errors.Is(err, transport.ErrNotSent):
		err = fmt.Errorf("%w: %w", organization.ErrNotSent, transport.Explain(err))
	case a.status == 0:
		err = &organization.UnknownOutcomeError{Err: transport.Explain(err)}
	default:
		err = decodeImport(a, imported) // the status says all, even where the body broke off
	}
	if err != nil {
		return failed("%s: %w", a.to(what), err)
	}
	return nil
}
