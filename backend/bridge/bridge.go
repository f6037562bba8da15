package bridge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
)

// Bridge is what the pages call. Desk makes it; every exported method may be
// called by any page that is let in.
type Bridge struct{ desk *Desk }

// patience is how long a call may take; the requests in it have their own,
// shorter limits.
const patience = time.Minute

// ask does the work of a call that returns something, on the profile that the
// pages are on. A panic becomes an error: a page would wait for its answer for
// ever.
func ask[T any](b *Bridge, work func(ctx context.Context, t *tray) (T, error)) (T, error) {
	var none T
	t, leave, err := b.desk.enter()
	if err != nil {
		return none, &Error{Explain(err), err}
	}
	defer leave()
	ctx, cancel := context.WithTimeout(b.desk.ctx, patience)
	defer cancel()
	var answer T
	err = t.app.Safely(func() (err error) {
		answer, err = work(ctx, t)
		return err
	})
	if err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = directory.WithHint(fmt.Errorf("there was no answer in %s: %w", patience, err), "Try again in a moment.")
		}
		return none, t.tell(err)
	}
	return answer, nil
}

// do is ask for a call that returns nothing and changes what State shows.
func do(b *Bridge, work func(ctx context.Context, t *tray) error) error {
	_, err := ask(b, func(ctx context.Context, t *tray) (struct{}, error) { return struct{}{}, work(ctx, t) })
	b.desk.news.state()
	return err
}
