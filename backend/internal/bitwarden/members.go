package bitwarden

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

const (
	// maxMembers is how many bytes a member list may have.
	maxMembers = 512 << 20
	// memberTries is how often a list that breaks off is asked for.
	memberTries = 3
)

// Members implements organization.Organization. Emails are in lower case. It
// wraps directory.ErrIncomplete where the list is not whole.
func (c *Client) Members(ctx context.Context) ([]organization.Member, error) {
	for try := 1; ; try++ {
		list, a, err := c.readMembers(ctx)
		if err == nil {
			return list, nil
		}
		if try == memberTries || !errors.Is(err, errBrokeOff) || ctx.Err() != nil {
			return nil, fmt.Errorf("bitwarden: read members%s: %w", a.at(), transport.Explain(err))
		}
		c.log.WarnContext(ctx, "the member list broke off and is read again", "tries", try)
	}
}

func (c *Client) readMembers(ctx context.Context) ([]organization.Member, answer, error) {
	var list []organization.Member
	a, tokenErr, err := c.do(ctx, call{
		client: c.reads, method: http.MethodGet, path: "/public/members",
		stream: func(body io.Reader) error {
			var err error
			list, err = decodeMembers(body)
			return err
		},
	})
	if tokenErr != nil {
		return nil, a, tokenErr
	}
	switch {
	case a.status == http.StatusNotFound:
		return nil, a, organization.ErrNoMemberList
	case err != nil && (a.status == 0 || !errors.Is(err, errNotList)):
		return nil, a, err
	case err != nil, a.status == http.StatusOK && a.isPage():
		return nil, a, a.notAPI("server.api")
	case a.status != http.StatusOK:
		return nil, a, a.failure()
	}
	return list, a, nil
}

var (
	// errNotList: what came is no member list at all.
	errNotList = errors.New("not a member list")
	// errBrokeOff: the connection ended before the list did.
	errBrokeOff = fmt.Errorf("%w: the member list broke off", directory.ErrIncomplete)
)

// decodeMembers reads a member list line by line. Only a list that ends as it
// should is one.
func decodeMembers(body io.Reader) ([]organization.Member, error) {
	in := bufio.NewReader(io.LimitReader(body, maxMembers))
	if bom, err := in.Peek(3); err == nil && string(bom) == "\xef\xbb\xbf" {
		_, _ = in.Discard(3) // they were peeked at
	}
	d := json.NewDecoder(in)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, readError(err)
	}
	list, found := []organization.Member{}, false
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, readError(err)
		}
		switch name {
		case "data":
			if found {
				return nil, errNotList
			}
			found = true
			err = decodeLines(d, &list)
		case "continuationToken":
			var next any
			if err = d.Decode(&next); err == nil && next != nil && next != "" {
				err = fmt.Errorf("%w: the server sent only a part of the list", directory.ErrIncomplete)
			}
		default:
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return nil, readError(err)
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, readError(err)
	}
	if !found {
		return nil, errNotList
	}
	return list, nil
}

func decodeLines(d *json.Decoder, list *[]organization.Member) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return errNotList
	}
	for d.More() {
		var line memberLine
		if err := d.Decode(&line); err != nil {
			return err
		}
		if line.ID == "" && line.Email == "" {
			return errNotList
		}
		*list = append(*list, organization.Member{
			ID: line.ID, ExternalID: line.ExternalID, Name: line.Name,
			Email: strings.ToLower(strings.TrimSpace(line.Email)),
			Role:  organization.Role(line.Type), Status: organization.MemberStatus(line.Status),
		})
	}
	_, err = d.Token()
	return err
}

// readError tells a list that broke off from what never was one.
func readError(err error) error {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, mismatch := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case err == nil, syntax, mismatch, errors.Is(err, errNotList):
		return errNotList
	case errors.Is(err, directory.ErrIncomplete):
		return err
	}
	return fmt.Errorf("%w: %w", errBrokeOff, err)
}

// memberLine is a line of the list. Null texts count as empty.
type memberLine struct {
	ID         string    `json:"id"`
	Email      string    `json:"email"`
	Name       string    `json:"name"`
	ExternalID string    `json:"externalId"`
	Type       anyNumber `json:"type"`
	Status     anyNumber `json:"status"`
}

// UnknownValue stands for a role or status that is not even a number.
const UnknownValue = math.MinInt32

// anyNumber reads whole numbers, and anything else as UnknownValue.
type anyNumber int

func (n *anyNumber) UnmarshalJSON(text []byte) error {
	var i int32
	if err := json.Unmarshal(text, &i); err != nil || string(text) == "null" {
		i = UnknownValue // a value of tomorrow must not break reading
	}
	*n = anyNumber(i)
	return nil
}
