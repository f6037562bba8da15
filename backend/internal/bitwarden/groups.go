package bitwarden

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

var (
	_ organization.GroupLister  = (*Client)(nil)
	_ organization.GroupDeleter = (*Client)(nil)
)

// Groups implements organization.GroupLister.
// See https://bitwarden.com/help/public-api/ (GET /public/groups).
func (c *Client) Groups(ctx context.Context) ([]organization.Group, error) {
	return readList(ctx, c, deed{"read groups", "read groups at %s"}, "/public/groups", organization.ErrNoGroupList, groupReader)
}

// groupReader reads a group of the list. Null texts count as empty.
func groupReader(list *[]organization.Group) func(*jsontext.Decoder) error {
	var g organization.Group
	var collection string
	access := objects([]field{{"id", text(&collection)}}, func() {
		g.Collections = append(g.Collections, collection)
		collection = ""
	})
	fields := []field{{"id", text(&g.ID)}, {"name", text(&g.Name)}, {"externalId", text(&g.ExternalID)}, {"collections", access}}
	return func(d *jsontext.Decoder) error {
		g = organization.Group{}
		if err := readObject(d, fields); err != nil {
			return err
		}
		if g.ID == "" {
			return errNotList
		}
		*list = append(*list, g)
		return nil
	}
}

// GroupMembers implements organization.GroupLister.
func (c *Client) GroupMembers(ctx context.Context, groupID string) ([]string, error) {
	var ids []string
	a, tokenErr, err := c.do(ctx, call{
		client: c.reads, method: http.MethodGet, path: groupPath(groupID) + "/member-ids",
		stream: func(body io.Reader) (err error) { ids, err = decodeIDs(body); return err },
	})
	switch {
	case tokenErr != nil:
		return nil, tokenErr
	case errors.Is(err, errNotList), err == nil && a.status == http.StatusOK && a.isPage():
		err = a.notAPI("server.api")
	case err == nil && a.status == http.StatusNotFound && !a.isPage():
		err = fmt.Errorf("%w: %w", organization.ErrNotFound, a.failure())
	case err == nil && a.status != http.StatusOK:
		err = a.failure()
	}
	if err != nil {
		return nil, failed("%s: %w", a.to(deed{"read the members of a group", "read the members of a group at %s"}), transport.Explain(err))
	}
	return ids, nil
}

// decodeIDs reads an array of ids to its end.
func decodeIDs(body io.Reader) ([]string, error) {
	ids := []string{}
	bound := &bounded{r: body, all: maxList, line: maxLine}
	d := newDecoder(bound)
	var id string // empty for null
	read := text(&id)
	err := bound.each(d, func(d *jsontext.Decoder) error {
		if err := read(d); err != nil {
			return err
		}
		if id == "" {
			return errNotList
		}
		ids = append(ids, id)
		return nil
	})
	if err == nil {
		bound.line = maxLine
		err = end(d)
	}
	if err != nil {
		return nil, readError(err)
	}
	return ids, nil
}

// DeleteGroup implements organization.GroupDeleter. A group that is gone
// already is no error.
func (c *Client) DeleteGroup(ctx context.Context, groupID string) error {
	err := c.act(ctx, http.MethodDelete, groupPath(groupID), deed{"delete a group", "delete a group at %s"})
	if !errors.Is(err, organization.ErrNotFound) {
		return err
	}
	groups, listErr := c.Groups(ctx)
	switch {
	case listErr != nil:
		return err
	case slices.ContainsFunc(groups, func(g organization.Group) bool { return g.ID == groupID }):
		return directory.WithHint(failed("delete a group: %w", organization.ErrNoGroupDeletion),
			"Update the server, or set groups.missing to keep or empty.")
	}
	return nil
}

func groupPath(id string) string { return "/public/groups/" + url.PathEscape(id) }
