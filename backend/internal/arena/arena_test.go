package arena_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/internal/arena"
)

func TestTextsStayAsTheyWereJoined(t *testing.T) {
	t.Parallel()
	var kept arena.Texts
	var got, want []string
	buffer := make([]byte, 0, 100)
	for i := range 10_000 { // more than one allocation holds
		buffer = fmt.Appendf(buffer[:0], "text %d", i)
		got, want = append(got, kept.Join(buffer, []byte("/"), buffer)), append(want, string(buffer)+"/"+string(buffer))
	}
	long := bytes.Repeat([]byte("x"), 1<<20)
	got, want = append(got, kept.Join(long), kept.Join(), kept.Join(nil, []byte("a")), kept.Clone("b"), kept.Clone("")), append(want, strings.Repeat("x", 1<<20), "", "a", "b", "")
	clear(buffer[:cap(buffer)])
	clear(long)
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("text %d is %.40q instead of %.40q", i, got[i], want[i])
		}
	}
}
