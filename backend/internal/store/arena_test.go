package store

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestTextsOfAnArenaStayAsTheyAre(t *testing.T) {
	t.Parallel()
	var a arena
	var want, got []string
	for i := range 5_000 {
		first, second := fmt.Appendf(nil, "%d", i), bytes.Repeat([]byte{byte('a' + i%26)}, i%70)
		if i%1000 == 999 {
			second = bytes.Repeat([]byte("long"), arenaSize/3)
		}
		want = append(want, string(first)+string(second))
		got = append(got, a.text(first, second))
		clear(first) // as a page that goes
		clear(second)
	}
	if a.text(nil, nil) != "" {
		t.Error("nothing is a text")
	}
	if strings.Join(want, "|") != strings.Join(got, "|") {
		t.Error("a text became another one")
	}
}
