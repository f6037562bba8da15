package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
)

// TestADatabaseThatSomebodyHolds, as a backup does, is waited for, and is in use
// where that takes too long.
func TestADatabaseThatSomebodyHolds(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	fill(t, s)
	release := needs.Hold(t, s.Path())
	_, err := New(s.Path(), Options{Timeout: 300 * time.Millisecond}).Values(t.Context())
	if !errors.Is(err, ErrLocked) || !strings.Contains(directory.HintOf(err), "Another program has the file") {
		t.Errorf("got %v, hint %q", err, directory.HintOf(err))
	}
	time.AfterFunc(300*time.Millisecond, release)
	must(t, s.SetAccount(t.Context(), Account{ClientID: "x"}))
}
