package google

import (
	"context"
	"fmt"
	"slices"

	admin "google.golang.org/api/admin/directory/v1"
	"google.golang.org/api/googleapi"

	"directoryconnector/backend/directory"
)

// The kinds of lists, as answers name them.
const (
	kindUsers   = "admin#directory#users"
	kindGroups  = "admin#directory#groups"
	kindMembers = "admin#directory#members"
)

// Only these fields are asked for
// (https://developers.google.com/workspace/admin/directory/v1/guides/performance#partial).
const (
	userFields   = "kind,nextPageToken,users(id,primaryEmail,name,suspended,archived)"
	goneFields   = "kind,nextPageToken,users(id,primaryEmail,name)"
	groupFields  = "kind,nextPageToken,groups(id,name,email)"
	memberFields = "kind,nextPageToken,members(id,type)"
)

// errNull is an answer null, of which the library makes no answer at all.
var errNull = directory.WithHint(fmt.Errorf("%w: the answer is null, not one of the Google API", directory.ErrIncomplete), hintAddress)

// orNull returns why there is no answer.
func orNull(err error) error {
	if err == nil {
		return errNull
	}
	return err
}

// users asks for a page of users, or of those deleted in the last 20 days.
func (c *client) users(ctx context.Context, query string, deleted bool) func(string) (page[*admin.User], error) {
	return func(token string) (page[*admin.User], error) {
		call := c.api.Users.List().Context(ctx).MaxResults(userLimit).Fields(userFields)
		if deleted {
			call.ShowDeleted("true").Fields(goneFields)
		}
		answer, err := call.Do(c.parameters(query, token)...)
		if err != nil || answer == nil {
			return page[*admin.User]{}, orNull(err)
		}
		return page[*admin.User]{answer.Users, answer.NextPageToken, answer.Kind, answer.HTTPStatusCode}, nil
	}
}

func (c *client) groups(ctx context.Context, query string) func(string) (page[*admin.Group], error) {
	return func(token string) (page[*admin.Group], error) {
		answer, err := c.api.Groups.List().Context(ctx).MaxResults(groupLimit).Fields(groupFields).Do(c.parameters(query, token)...)
		if err != nil || answer == nil {
			return page[*admin.Group]{}, orNull(err)
		}
		return page[*admin.Group]{answer.Groups, answer.NextPageToken, answer.Kind, answer.HTTPStatusCode}, nil
	}
}

func (c *client) members(ctx context.Context, group string) func(string) (page[*admin.Member], error) {
	return func(token string) (page[*admin.Member], error) {
		answer, err := c.api.Members.List(group).Context(ctx).MaxResults(memberLimit).Fields(memberFields).Do(parameter("pageToken", token)...)
		if err != nil || answer == nil {
			return page[*admin.Member]{}, orNull(err)
		}
		return page[*admin.Member]{answer.Members, answer.NextPageToken, answer.Kind, answer.HTTPStatusCode}, nil
	}
}

// parameters choose the account, who of it is listed, and the page.
func (c *client) parameters(query, token string) []googleapi.CallOption {
	return slices.Concat(parameter("customer", c.customer), parameter("domain", c.domain), parameter("query", query), parameter("pageToken", token))
}

// parameter is left out where its value is empty.
func parameter(name, value string) []googleapi.CallOption {
	if value == "" {
		return nil
	}
	return []googleapi.CallOption{googleapi.QueryParameter(name, value)}
}

// group asks for one group. The error is explained.
func (c *client) group(ctx context.Context, id string) (*admin.Group, error) {
	const kind = "admin#directory#group"
	answer, err := askOnce(ctx, kind, func(string) (page[*admin.Group], error) {
		g, err := c.api.Groups.Get(id).Context(ctx).Fields("kind,id,name,email").Do()
		if err != nil || g == nil {
			return page[*admin.Group]{}, orNull(err)
		}
		return page[*admin.Group]{[]*admin.Group{g}, "", g.Kind, g.HTTPStatusCode}, nil
	}, "")
	if err != nil {
		return nil, explain(err)
	}
	return answer.items[0], nil
}
