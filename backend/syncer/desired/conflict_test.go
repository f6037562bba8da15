package desired

import (
	"strings"
	"testing"
	"time"
)

// An id attribute that many have in common gives as many conflicts as a directory
// has people: to say them takes no longer than to write them down.
func TestManyConflictsAreSaidAtOnce(t *testing.T) {
	t.Parallel()
	e := &ConflictError{}
	for range 40_000 {
		e.Conflicts = append(e.Conflicts, Conflict{What: sharedID, Value: "4711", Entries: []string{strings.Repeat("a", 60), strings.Repeat("b", 60)}})
	}
	begin := time.Now()
	text := e.Error()
	if took := time.Since(begin); took > 15*time.Second || strings.Count(text, "\n") != len(e.Conflicts) {
		t.Errorf("%d bytes took %s", len(text), took)
	}
}
