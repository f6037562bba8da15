package sourcetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"directoryconnector/backend/directory"
)

// Timed reads completely, fails the test where that is not the truth, and
// returns how long it took.
func Timed(t testing.TB, source directory.Source, truth func() *directory.Snapshot) (s *directory.Snapshot, took time.Duration) {
	t.Helper()
	start := time.Now()
	s, err := source.Fetch(t.Context(), nil)
	if err != nil {
		t.Fatalf("fetch: %v", err)
	}
	took = time.Since(start)
	IsTruth(t, truth(), s)
	return s, took
}

// CancelWhileWaiting cancels a read that waits for its directory, after five
// seconds of a bubble of synctest, and fails the test where that did not end
// it.
func CancelWhileWaiting(t testing.TB, source directory.Source) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(5*time.Second, cancel)
	start := time.Now()
	_, err := source.Fetch(ctx, nil)
	if !errors.Is(err, context.Canceled) || time.Since(start) > 6*time.Second {
		t.Errorf("error %v after %s", err, time.Since(start))
	}
}

// GivesUp fails the test where a read of a directory that wants it to wait for
// too long does not fail as incomplete, with a hint, in that time.
func GivesUp(t testing.TB, source directory.Source, within time.Duration) {
	t.Helper()
	start := time.Now()
	if FailsIncomplete(t, source, nil, ""); time.Since(start) > within {
		t.Errorf("it took %s", time.Since(start))
	}
}
