package syncer

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"directoryconnector/backend/organization"
)

// change reads what is at a path and sends back what PUT resets, with another
// external id.
func (c *client) change(ctx context.Context, path, from, to string, fields ...string) error {
	var shown map[string]json.RawMessage
	if err := c.get(ctx, path, &shown); errors.Is(err, organization.ErrNoGroupList) {
		return organization.ErrNotFound
	} else if err != nil {
		return err
	}
	var now string
	if err := json.Unmarshal(shown["externalId"], &now); err != nil {
		return err
	}
	switch now {
	case to:
		return nil
	case from:
	default:
		return &organization.OtherIDError{Now: now}
	}
	id, err := json.Marshal(to)
	if err != nil {
		return err
	}
	edit := map[string]json.RawMessage{"externalId": id}
	for _, f := range fields {
		edit[f] = shown[f]
	}
	body, err := json.Marshal(edit)
	if err != nil {
		return err
	}
	token, err := c.token(ctx)
	if err != nil {
		return err
	}
	rec, err := c.call(ctx, http.MethodPut, path, "application/json", body, token)
	if err == nil && rec.Code == http.StatusNotFound { // it was there a moment ago
		return organization.ErrNoRekey
	}
	return outcome(rec, err)
}

func (c *client) RekeyMember(ctx context.Context, memberID, from, to string) error {
	return c.change(ctx, "/api/public/members/"+memberID, from, to, "type", "permissions", "collections")
}

func (c *client) RekeyGroup(ctx context.Context, groupID, from, to string) error {
	return c.change(ctx, "/api/public/groups/"+groupID, from, to, "name")
}

// changer is a client that dies before or after a change in place, and lets
// somebody else be faster.
type changer struct {
	*client
	tick func(string) error
	// first is called before a change, with the server's id; nil is nobody. Its
	// error is the answer.
	first func(id string) error
	// after, where not nil, is called after a change: its error takes the place
	// of the answer.
	after func() error
}

func (c *changer) do(id string, change func() error) error {
	if c.first != nil {
		if err := c.first(id); err != nil {
			return err
		}
	}
	_ = c.tick("before change")
	err := change()
	_ = c.tick("after change")
	if c.after != nil && err == nil {
		return c.after()
	}
	return err
}

func (c *changer) RekeyMember(ctx context.Context, memberID, from, to string) error {
	return c.do(memberID, func() error { return c.client.RekeyMember(ctx, memberID, from, to) })
}

func (c *changer) RekeyGroup(ctx context.Context, groupID, from, to string) error {
	return c.do(groupID, func() error { return c.client.RekeyGroup(ctx, groupID, from, to) })
}

func (w *world) withChanger() *changer {
	c := &changer{client: &client{w.server}, tick: func(string) error { return nil }}
	w.syncer.Organization = c
	return c
}

// dies is killed in something with a changer.
func (w *world) dies(n int, do func()) (where string) {
	w.t.Helper()
	w.withChanger()
	return w.killedIn(n, do)
}
