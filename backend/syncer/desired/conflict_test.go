package desired

import (
	"strings"
	"testing"
	"time"
)

// An id attribute that many have in common gives as many conflicts as a directory
// has people: to say them takes no longer than to write them down. Eight times as
// many take eight times as long, and not 64 times.
func TestManyConflictsAreSaidAtOnce(t *testing.T) {
	t.Parallel()
	took := func(n int) time.Duration {
		e := &ConflictError{}
		for range n {
			e.Conflicts = append(e.Conflicts, Conflict{What: sharedID, Value: "4711", Entries: []string{strings.Repeat("a", 60), strings.Repeat("b", 60)}})
		}
		best := time.Hour
		for range 3 {
			begin := time.Now()
			text := e.Error()
			best = min(best, time.Since(begin))
			if strings.Count(text, "\n") != n {
				t.Fatalf("%d conflicts have %d lines", n, strings.Count(text, "\n"))
			}
		}
		return best
	}
	few, many := took(5_000), took(40_000)
	if many > 24*few+200*time.Millisecond {
		t.Errorf("5,000 take %s, 40,000 take %s", few, many)
	}
}
