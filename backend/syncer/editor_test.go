package syncer

import (
	"context"
	"net/http"
	"slices"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// editor is the whole public API: beside what client does it revokes, restores,
// deletes groups and tells seats.
type editor struct {
	*client
	// tick is called before and after what changes something; an error is a
	// crash.
	tick func(string) error
	// refuse is the answer to a call, by its name and the member or group;
	// nil lets it through.
	refuse func(call, id string) error
	// seats are those of the subscription, collections what hangs on a group.
	seats       organization.Seats
	collections map[string][]string
	calls       []string
}

func (w *world) withEditor() *editor {
	e := &editor{
		client: &client{w.server}, tick: func(string) error { return nil },
		refuse: func(string, string) error { return nil }, collections: map[string][]string{},
	}
	w.syncer.Organization = e
	return e
}

func (e *editor) Seats(context.Context) (organization.Seats, error) { return e.seats, nil }

func (e *editor) Revoke(ctx context.Context, id string) error {
	return e.act(ctx, "revoke", "/api/public/members/"+id+"/revoke", id)
}

func (e *editor) Restore(ctx context.Context, id string) error {
	return e.act(ctx, "restore", "/api/public/members/"+id+"/restore", id)
}

func (e *editor) RemoveMember(ctx context.Context, id string) error {
	return e.act(ctx, "remove", "/api/public/members/"+id, id)
}

func (e *editor) DeleteGroup(ctx context.Context, id string) error {
	return e.act(ctx, "delete", "/api/public/groups/"+id, id)
}

// act treats "it is so already" as done, as the real client does.
func (e *editor) act(ctx context.Context, call, path, id string) error {
	e.calls = append(e.calls, call+" "+e.nameOf(id))
	if err := e.refuse(call, e.nameOf(id)); err != nil {
		return err
	}
	token, err := e.token(ctx)
	if err != nil {
		return err
	}
	method := "POST"
	if call == "delete" || call == "remove" {
		method = "DELETE"
	}
	_ = e.tick("before " + call)
	rec, err := e.call(ctx, method, path, "", nil, token)
	_ = e.tick("after " + call)
	switch {
	case err != nil:
		return &organization.UnknownOutcomeError{Err: err}
	case call == "remove" && rec.Code == http.StatusNotFound:
		return nil
	case rec.Code == http.StatusBadRequest && call != "remove" && e.isRevoked(id) == (call == "revoke"):
		return nil
	case rec.Code != http.StatusOK:
		return &organization.RejectedError{Status: rec.Code, Message: rec.Body.String()}
	}
	return nil
}

func (e *editor) isRevoked(id string) bool {
	return slices.ContainsFunc(e.server.Members(), func(m orgserver.Member) bool { return m.ID == id && m.Status == organization.StatusRevoked })
}

func (e *editor) nameOf(id string) string {
	for _, m := range e.server.Members() {
		if m.ID == id {
			return m.ExternalID
		}
	}
	for _, g := range e.server.Groups() {
		if g.ID == id {
			return g.ExternalID
		}
	}
	return id
}

func (e *editor) Groups(ctx context.Context) ([]organization.Group, error) {
	groups, err := e.client.Groups(ctx)
	for i := range groups {
		groups[i].Collections = slices.Clone(e.collections[groups[i].ExternalID])
	}
	return groups, err
}

func (e *editor) Import(ctx context.Context, r organization.Request) error {
	_ = e.tick("before import")
	err := e.client.Import(ctx, r)
	_ = e.tick("after import")
	return err
}

// did returns the calls since it was asked last.
func (e *editor) did() []string {
	calls := append([]string{}, e.calls...)
	e.calls = nil
	return calls
}
