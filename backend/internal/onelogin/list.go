package onelogin

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// list returns all entries of a list, each once. The error is explained, and
// wraps directory.ErrIncomplete where part of the list was read.
func list[T identified](ctx context.Context, c *client, l listing, progress func(n int)) ([]T, error) {
	all, err := listPages[T](ctx, c, l, progress)
	if err != nil {
		return nil, err
	}
	return all.items, nil
}

// listPages reads a list. Where its pages by number do not fit, it is read
// again by its cursors.
func listPages[T identified](ctx context.Context, c *client, l listing, progress func(n int)) (*pages[T], error) {
	byNumber := true
	all, err := transport.FromStart(listTries, func() (*pages[T], error) {
		p := &pages[T]{c: c, list: l, progress: progress, place: map[int64]int{}, total: -1, least: -1}
		err := p.read(ctx, byNumber)
		byNumber = false
		return p, err
	})
	if transport.IsStale(err) {
		return nil, directory.WithHint(err, hintMoving)
	}
	return all, transport.ExplainRead(err)
}

// moved says that a list changed while it was read.
func moved(format string, args ...any) error { return transport.Stale(fmt.Errorf(format, args...)) }

// pages is one list under way.
type pages[T identified] struct {
	c        *client
	list     listing
	progress func(n int)

	mu    sync.Mutex
	items []T
	place map[int64]int
	// total is how many entries there are, count how many pages, as far as the
	// answers say, and least how many entries there are for sure: answers that
	// were asked for side by side may come in any order.
	total, count, least int
	// several: it did not come in one page, and so may have moved.
	several bool
}

// ask reads one page, the n-th.
func (p *pages[T]) ask(ctx context.Context, n int, u *url.URL) ([]T, paging, error) {
	body, header, err := p.c.get(ctx, u)
	if err != nil {
		return nil, paging{}, transport.OnPage(n, err, transport.IsBadRequest(err))
	}
	entries, err := decodePage[T](body)
	if err != nil {
		return nil, paging{}, directory.WithHint(fmt.Errorf("%w: page %d: %w", directory.ErrIncomplete, n, err), hintAddress)
	}
	return entries, pagingOf(header), nil
}

// take adds a page.
func (p *pages[T]) take(entries []T, said paging) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, entry := range entries {
		if i, known := p.place[entry.id()]; known {
			p.items[i] = entry
			continue
		}
		p.place[entry.id()] = len(p.items)
		p.items = append(p.items, entry)
	}
	if p.progress != nil {
		p.progress(len(p.items))
	}
	if said.total < p.least {
		return moved("entries were deleted: there are %d, before there were %d", said.total, p.least)
	}
	p.total, p.count = max(p.total, said.total), max(p.count, said.pages)
	return nil
}

// ended checks that there are as many entries as was said.
func (p *pages[T]) ended() error {
	if p.total >= 0 && len(p.items) != p.total {
		return moved("the list ended after %d of %d entries", len(p.items), p.total)
	}
	return nil
}

// read reads the pages one after the other, by the cursors that each of them
// gives for the next; where byNumber is set and there are more than two, side
// by side.
func (p *pages[T]) read(ctx context.Context, byNumber bool) error {
	cursor := ""
	for n := 1; n <= mostPages; n++ {
		entries, said, err := p.ask(ctx, n, p.list.url(p.c.origin, cursor))
		if err == nil {
			err = p.take(entries, said)
		}
		if err != nil {
			return err
		}
		if said.next == "" || said.next == cursor || len(entries) == 0 {
			return p.ended()
		}
		p.several, p.least = true, said.total
		if byNumber && n == 1 && said.number == 1 && said.pages > 2 && said.total >= 0 {
			return p.sideBySide(ctx, len(entries))
		}
		cursor = said.next
	}
	return fmt.Errorf("%w: the pages of %s do not end", directory.ErrIncomplete, strings.Join(p.list.path, "/"))
}

// sideBySide reads all pages but the first. Those that come to it meanwhile
// follow.
func (p *pages[T]) sideBySide(ctx context.Context, limit int) error {
	for last := 1; last < min(p.count, mostPages); {
		first := last + 1
		last = min(p.count, mostPages)
		fan, inner := errgroup.WithContext(ctx)
		fan.SetLimit(mostInFlight)
		for n := first; n <= last; n++ {
			fan.Go(func() error { return p.numbered(inner, limit, n) })
		}
		if err := fan.Wait(); err != nil {
			return err
		}
	}
	return p.ended()
}

func (p *pages[T]) numbered(ctx context.Context, limit, n int) error {
	entries, said, err := p.ask(ctx, n, p.list.page(p.c.origin, limit, n))
	if err != nil {
		return err
	}
	if said.number != n {
		return moved("page %d was asked for, and page %d came", n, said.number)
	}
	return p.take(entries, said)
}
