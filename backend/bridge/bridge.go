package bridge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
)

// Bridge is what the pages call. A Manager makes it; every exported method may
// be called by any page that is let in.
type Bridge struct{ manager *Manager }

// callTimeout is how long a call may take; the requests in it have their own,
// shorter limits.
const callTimeout = time.Minute

// call does the work of a call that returns something, on the profile that the
// pages are on. A panic becomes an error: a page would wait for its answer for
// ever.
func call[T any](m *Manager, work func(ctx context.Context, s *session) (T, error)) (T, error) {
	var none T
	s, release, err := m.acquire()
	if err != nil {
		return none, &Error{Explain(err), err}
	}
	defer release()
	ctx, cancel := context.WithTimeout(m.ctx, callTimeout)
	defer cancel()
	var answer T
	err = s.app.Safely(func() (err error) {
		answer, err = work(ctx, s)
		return err
	})
	if err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = directory.WithHint(fmt.Errorf("there was no answer in %s: %w", callTimeout, err), "Try again in a moment.")
		}
		return none, &Error{s.problem(err), err}
	}
	return answer, nil
}

// update is call for a method that returns nothing and changes what State shows.
func update(b *Bridge, work func(ctx context.Context, s *session) error) error {
	_, err := call(b.manager, func(ctx context.Context, s *session) (struct{}, error) { return struct{}{}, work(ctx, s) })
	b.manager.events.stateChanged()
	return err
}
