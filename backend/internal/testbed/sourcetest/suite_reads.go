package sourcetest

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"directoryconnector/backend/directory"
)

func testDeterministic(t *testing.T, w *world) {
	w.fill(t, 7)
	if w.traits.Nested {
		w.putGroup(t, Group{Key: "outer", Name: "Outer", Members: []string{"all", person(3).Key}})
	}
	first := w.fetch(t, nil)
	for range 3 {
		if diff := Diff(first, w.fetch(t, nil)); diff != "" {
			t.Fatalf("two complete reads differ (-first +second):\n%s", diff)
		}
	}
	if diff := Diff(first, w.fetch(t, Stored(t, first))); diff != "" {
		t.Fatalf("a read without a change differs (-first +second):\n%s", diff)
	}
}

func testBaseUnchanged(t *testing.T, w *world) {
	w.fill(t, 4)
	base := Stored(t, w.fetch(t, nil))
	before, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	u := person(1)
	u.Email = "changed@example.test"
	w.putUser(t, u)
	w.delete(t, person(2).Key)
	w.putGroup(t, Group{Key: "all", Name: "All", Members: []string{person(1).Key}})
	w.compare(t, w.fetch(t, base))
	after, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Errorf("the base was changed:\nbefore %s\nafter  %s", before, after)
	}
}

func testForeignCursor(t *testing.T, w *world) {
	w.fill(t, 2)
	base := Stored(t, w.fetch(t, nil))
	for _, cursor := range []*directory.Cursor{
		nil, {Kind: "somebody-else/token", Data: []byte("abc")},
	} {
		foreign := *base
		foreign.Cursor = cursor
		s := w.fetch(t, &foreign)
		if !s.Complete {
			t.Errorf("read with the cursor %+v is not complete", cursor)
		}
		w.compare(t, s)
	}
	if base.Cursor != nil {
		damaged := *base
		damaged.Cursor = &directory.Cursor{Kind: base.Cursor.Kind, Data: []byte("\x00not a cursor")}
		s := w.fetch(t, &damaged)
		if !s.Complete {
			t.Error("read with a damaged cursor is not complete")
		}
		w.compare(t, s)
	}
}

func testExpiredCursor(t *testing.T, w *world) {
	expirer, ok := w.h.(CursorExpirer)
	if !ok || !w.traits.Incremental {
		t.Skip("cursors do not expire here")
	}
	w.fill(t, 3)
	base := Stored(t, w.fetch(t, nil))
	w.delete(t, person(1).Key)
	expirer.ExpireCursors(t)
	s := w.fetch(t, base)
	if !s.Complete {
		t.Error("the read with an expired cursor is not complete")
	}
	w.compare(t, s)
}

// patience is how long a read may take to notice that it was cancelled.
const patience = 10 * time.Second

func testCancelled(t *testing.T, w *world) {
	w.fill(t, 1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	start := time.Now()
	s, err := w.h.Source(t).Fetch(ctx, nil)
	if !errors.Is(err, context.Canceled) || s != nil {
		t.Errorf("cancelled read: snapshot %v, error %v; want none and context.Canceled", s != nil, err)
	}
	if took := time.Since(start); took > patience {
		t.Errorf("the read took %v to notice", took)
	}
}

func testCancelledMidway(t *testing.T, w *world) {
	interrupter, ok := w.h.(Interrupter)
	if !ok {
		t.Skip("answers can't be interrupted here")
	}
	w.fill(t, max(5, 3*w.traits.PageSize))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var start time.Time
	interrupter.OnAnswer(t, func() { start = time.Now(); cancel() })
	s, err := w.h.Source(t).Fetch(ctx, nil)
	switch {
	case start.IsZero():
		t.Fatalf("the read ended before it could be cancelled: %v", err)
	case !errors.Is(err, context.Canceled) || s != nil:
		t.Errorf("cancelled read: snapshot %v, error %v; want none and context.Canceled", s != nil, err)
	case time.Since(start) > patience:
		t.Errorf("the read took %v to notice", time.Since(start))
	}
	w.expect(t)
}

func testPageFails(t *testing.T, w *world) {
	failer, ok := w.h.(PageFailer)
	if !ok {
		t.Skip("pages don't fail here")
	}
	w.fill(t, max(5, 3*w.traits.PageSize))
	base := Stored(t, w.fetch(t, nil))
	w.breaksOff(t, failer, "complete", nil)
	for i := range 3 {
		u := person(i)
		u.Email = "new-" + u.Email
		w.putUser(t, u)
	}
	w.breaksOff(t, failer, "incremental", base)
}

func (w *world) breaksOff(t *testing.T, failer PageFailer, kind string, base *directory.Snapshot) {
	t.Helper()
	failer.FailPages(t, true)
	s, err := w.h.Source(t).Fetch(context.Background(), base)
	failer.FailPages(t, false)
	if !errors.Is(err, directory.ErrIncomplete) || s != nil {
		t.Errorf("%s read that broke off: snapshot %v, error %v; want none and ErrIncomplete", kind, s != nil, err)
	}
	w.compare(t, w.fetch(t, base))
}

func testThrottled(t *testing.T, w *world) {
	throttler, ok := w.h.(Throttler)
	if !ok {
		t.Skip("nothing is throttled here")
	}
	w.fill(t, max(3, w.traits.PageSize+1))
	throttler.Throttle(t, 2)
	w.expect(t)
}

func testCredentials(t *testing.T, w *world) {
	stranger, ok := w.h.(Stranger)
	if !ok {
		t.Skip("there are no credentials here")
	}
	w.fill(t, 1)
	w.refused(t, stranger.WrongCredentials(t), directory.ErrAuth)
}

func testDenied(t *testing.T, w *world) {
	denier, ok := w.h.(Denier)
	if !ok {
		t.Skip("everybody may read here")
	}
	w.fill(t, 1)
	w.refused(t, denier.Denied(t), directory.ErrPermission)
}

func (w *world) refused(t *testing.T, source directory.Source, want error) {
	t.Helper()
	s, err := source.Fetch(context.Background(), nil)
	if !errors.Is(err, want) || s != nil {
		t.Fatalf("snapshot %v, error %v; want none and %q", s != nil, err, want)
	}
	if directory.HintOf(err) == "" {
		t.Errorf("the error has no hint for the administrator: %v", err)
	}
}
