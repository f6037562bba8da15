package transport

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"directoryconnector/backend/directory"
)

// errStale says that a list must be read from its start.
var errStale = errors.New("stale")

// Stale says that the places in a list are not good any more: it must be read
// from its start. It wraps directory.ErrIncomplete.
func Stale(err error) error {
	return directory.Errorf(errStale, "%w: %w", directory.ErrIncomplete, err)
}

// IsStale tells whether a list must be read from its start.
func IsStale(err error) bool { return errors.Is(err, errStale) }

// OnPage says on which page of a list err came: after the first one the list is
// incomplete. stale tells that the server refused the place of the page.
func OnPage(n int, err error, stale bool) error {
	switch {
	case err == nil || n == 1:
		return err
	case stale:
		return Stale(fmt.Errorf("page %d: %w", n, err))
	case errors.Is(err, directory.ErrIncomplete):
		return err
	}
	return fmt.Errorf("%w: page %d: %w", directory.ErrIncomplete, n, err)
}

// mostPages bounds a list, should its places go in circles.
const mostPages = 100_000

// Pages asks for one page of a list after the other: ask returns the place of the
// next one, or nothing after the last. what names the list in errors. stale tells
// that the server refused a place: see OnPage.
func Pages[P comparable](what string, place P, ask func(P) (next P, err error), stale func(error) bool) error {
	var end P
	for n := 1; n <= mostPages; n++ {
		next, err := ask(place)
		switch {
		case err != nil:
			return OnPage(n, err, stale(err))
		case next == end:
			return nil
		case fmt.Sprint(next) == fmt.Sprint(place):
			return fmt.Errorf("%w: the next page of %s is the same page again", directory.ErrIncomplete, what)
		}
		place = next
	}
	return fmt.Errorf("%w: the pages of %s do not end", directory.ErrIncomplete, what)
}

// FromStart reads a list, and again where its places went stale, tries times
// at the most.
func FromStart[T any](tries int, read func() (T, error)) (T, error) {
	for {
		result, err := read()
		if tries--; tries == 0 || !IsStale(err) {
			return result, err
		}
	}
}

// NotHTTPS says that the next page of a list is where no token may be sent to,
// since anybody could read it on the way.
func NotHTTPS(next *url.URL) error {
	return directory.WithHint(
		fmt.Errorf("%w: the next page is at %s://%s, and the token is sent over https:// only", directory.ErrIncomplete, next.Scheme, next.Host),
		"A proxy or gateway on the way changes the addresses in answers: let this machine through to the server itself, or have it keep https://.")
}

// ReadList reads an answer that is a list as the vendor gives it, of entries
// that have an id: of an entry null nothing is known.
func ReadList[T any](v *Vendor, body []byte, identified func(T) bool) (items []T, err error) {
	err = json.Unmarshal(body, &items)
	err = v.CheckList(err, items != nil, !slices.ContainsFunc(items, func(item T) bool { return !identified(item) }))
	if err != nil {
		return nil, err
	}
	return items, nil
}

// CheckList returns why an answer is no list as the vendor gives it: it can't
// be read, holds none, or an entry without an id. It repeats nothing of it.
func (v *Vendor) CheckList(err error, is, identified bool) error {
	text := "the answer is not a list as " + v.API + " gives it"
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", text, err)
	case !is:
		return errors.New(text)
	case !identified:
		return errors.New(text + ": an entry has no id")
	}
	return nil
}

// During says what failed.
func During(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
