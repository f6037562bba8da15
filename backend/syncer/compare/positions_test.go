package compare

import (
	"fmt"
	"testing"
)

func TestPositions(t *testing.T) {
	t.Parallel()
	var none positions
	if _, ok := none.find("a"); ok {
		t.Error("something was found in nothing")
	}
	list := make([]string, 10_000)
	for i := range list {
		list[i] = fmt.Sprint(i / 2) // each one twice
	}
	p := newPositions(len(list), func(at int32) string { return list[at] })
	for i, text := range list {
		if other, twice := p.put(text, int32(i)); twice != (i%2 == 1) || twice && other != int32(i-1) {
			t.Fatalf("%s at %d: %d, %v", text, i, other, twice)
		}
	}
	for i := range list {
		if at, ok := p.find(list[i]); !ok || at != int32(i|1) {
			t.Fatalf("%s is at %d, %v", list[i], at, ok)
		}
	}
	for _, text := range []string{"", "-1", "5000"} {
		if at, ok := p.find(text); ok {
			t.Errorf("%q is at %d", text, at)
		}
	}
}
