package bridge

import (
	"encoding/json"
	"testing"
)

func TestSpansOfTheLogAreReadable(t *testing.T) {
	t.Parallel()
	for object, want := range map[string]string{
		`{"duration":152852468}`:   "152.9ms",
		`{"duration":4000000}`:     "4ms",
		`{"waited":12345678901}`:   "12.35s",
		`{"requests":152852468}`:   "152852468",
		`{"duration":"a while"}`:   "a while",
		`{"duration":{"of":"it"}}`: `{"of":"it"}`,
	} {
		got := attributes(json.RawMessage(object), func(s string) string { return s })
		if len(got) != 1 || got[0].Value != want {
			t.Errorf("%s: got %+v, want %s", object, got, want)
		}
	}
}
