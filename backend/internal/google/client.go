package google

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	admin "google.golang.org/api/admin/directory/v1"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// How Google is asked
// (https://developers.google.com/workspace/admin/directory/v1/limits). The
// limit of concurrent requests is not documented.
const (
	mostInFlight = 28
	perMinute    = 2400
	// mostBytes bounds a page.
	mostBytes = 32 << 20
	// tries and longestWait make the waits of a request longer than a minute,
	// which is what a quota is counted by.
	tries       = 9
	longestWait = 32 * time.Second
	// peek is how much of an answer tells why it was refused.
	peek = 16 << 10
)

// The sizes of pages, which are the largest that are documented
// (https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/list,
// https://developers.google.com/workspace/admin/directory/reference/rest/v1/groups/list,
// https://developers.google.com/workspace/admin/directory/reference/rest/v1/members/list).
const (
	userLimit   = 500
	groupLimit  = 200
	memberLimit = 200
)

// newHTTP takes what Google needs into the transport's options.
func newHTTP(o transport.Options) (*http.Client, error) {
	o.Wait = wait
	o.Gate = transport.NewGate(mostInFlight, mostInFlight)
	window := transport.NewWindow(perMinute, time.Minute)
	o.Limits = []transport.Limit{func(*http.Request) transport.Limiter { return window }}
	o.WholeAnswers = mostBytes
	o.Retry.Tries = cmp.Or(o.Retry.Tries, tries)
	o.Retry.MaxWait = cmp.Or(o.Retry.MaxWait, longestWait)
	return transport.NewClient(o)
}

// wait knows the quota errors that come as 403.
func wait(resp *http.Response) (time.Duration, bool) {
	if resp.StatusCode != http.StatusForbidden {
		return 0, false
	}
	var answer struct {
		Error struct {
			Errors []struct {
				Reason string `json:"reason"`
			} `json:"errors"`
		} `json:"error"`
	}
	if json.Unmarshal(transport.Peek(resp, peek), &answer) != nil {
		return 0, false
	}
	for _, e := range answer.Error.Errors {
		if isQuota(resp.StatusCode, e.Reason) {
			asked, _ := transport.RetryAfter(resp)
			return asked, true
		}
	}
	return 0, false
}

// client asks one account. It belongs to one read.
type client struct {
	tokens           *transport.Tokens
	api              *admin.Service
	customer, domain string
}

// newClient makes the client of one read.
func (s *Source) newClient(ctx context.Context) (*client, error) {
	l := &login{http: s.http, account: s.account, subject: s.cfg.Settings.AdminUser, now: s.reads.Now}
	tokens := transport.NewTokens(l.now, l.ask)
	api, err := admin.NewService(ctx,
		option.WithHTTPClient(tokens.Client(s.http)),
		option.WithLogger(slog.New(slog.DiscardHandler))) // it would log whole answers
	if err != nil {
		return nil, directory.Errorf(directory.ErrConfig, "the Google client can't be made: %w", err)
	}
	c := &client{tokens: tokens, api: api, customer: s.cfg.Settings.Customer, domain: s.cfg.Settings.Domain}
	if c.customer != "" {
		c.domain = ""
	}
	return c, nil
}

// A page is a part of a list.
type page[T any] struct {
	items []T
	next  string
	// kind says what the list is of, so that nothing else passes for an empty
	// one.
	kind   string
	status int
}

// list returns all entries of a list. Where a page token is refused, which
// happens to old ones, the list begins once more. The error is explained, and
// wraps directory.ErrIncomplete where part of the list was read.
func list[T comparable](ctx context.Context, kind string, ask func(token string) (page[T], error), progress func(n int)) ([]T, error) {
	items, err := transport.FromStart(2, func() (items []T, err error) {
		err = transport.Pages(kind, "", func(token string) (next string, err error) {
			p, err := askOnce(ctx, kind, ask, token)
			if err != nil {
				return "", err
			}
			items = append(items, p.items...)
			if progress != nil {
				progress(len(items))
			}
			return p.next, nil
		}, transport.IsBadRequest)
		return items, err
	})
	if err != nil {
		return nil, explain(err)
	}
	return items, nil
}

// askOnce asks for one page and makes sure that it is one.
func askOnce[T comparable](ctx context.Context, kind string, ask func(token string) (page[T], error), token string) (page[T], error) {
	p, err := ask(token)
	if err != nil {
		if _, refused := errors.AsType[*googleapi.Error](err); !refused && ctx.Err() == nil {
			err = unreadable(transport.Explain(err))
		}
		return p, answerError(err)
	}
	if p.status != http.StatusOK || p.kind != kind {
		return p, directory.WithHint(
			fmt.Errorf("%w: the answer (HTTP %d) is not a list of %s as the Google API gives it", directory.ErrIncomplete, p.status, kind), hintAddress)
	}
	var null T
	if slices.Contains(p.items, null) {
		return p, directory.WithHint(fmt.Errorf("%w: an entry of %s is null", directory.ErrIncomplete, kind), hintAddress)
	}
	return p, nil
}

// unreadable hides what encoding/json repeats of an answer that is no JSON.
func unreadable(err error) error {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, mismatch := errors.AsType[*json.UnmarshalTypeError](err)
	if !syntax && !mismatch {
		return err
	}
	return directory.WithHint(fmt.Errorf("%w: the answer is not one of the Google API", directory.ErrIncomplete), hintAddress)
}
