package store

import (
	"encoding/json"
	"testing"
)

func TestNoticesAreKept(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	read := func(limit int) (list []int) {
		must(t, s.Notices(t.Context(), limit, func(text []byte) error {
			var n int
			err := json.Unmarshal(text, &n)
			list = append(list, n)
			return err
		}))
		return list
	}
	if got := read(10); got != nil {
		t.Errorf("before anything: %v", got)
	}
	for n := range keepNotices + 3 {
		must(t, s.AppendNotice(t.Context(), n))
	}
	if got := read(2); len(got) != 2 || got[0] != keepNotices+2 || got[1] != keepNotices+1 {
		t.Errorf("the last two: %v", got)
	}
	if got := read(1 << 20); len(got) != keepNotices || got[len(got)-1] != 3 {
		t.Errorf("%d are kept", len(got))
	}
	var state struct{ Failures int }
	for want := range 3 {
		must(t, s.UpdateNotices(t.Context(), &state, func() {
			if state.Failures != want {
				t.Errorf("%d failures are remembered, want %d", state.Failures, want)
			}
			state.Failures++
		}))
		state.Failures = 0
	}
}
