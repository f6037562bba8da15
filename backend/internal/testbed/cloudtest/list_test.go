package cloudtest_test

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/cloudtest"
)

func TestMisused(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"": "", "limit=5": "", "limit=5&after=x": "",
		"limit=": `limit=[""] is not supported`, "limit=1&limit=2": `limit=["1" "2"] is not supported`, "b=1&a=2": `a=["2"] is not supported`,
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := cloudtest.Misused(q, "limit", "after"); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestAfter(t *testing.T) {
	t.Parallel()
	ids := []string{"a", "c", "e"}
	for _, test := range []struct {
		last string
		size int
		want []string
		more bool
	}{
		{"", 2, []string{"a", "c"}, true},
		{"", 3, ids, false},
		{"a", 2, []string{"c", "e"}, false},
		{"b", 1, []string{"c"}, true}, // it is gone
		{"e", 2, nil, false},
	} {
		if page, more := cloudtest.After(ids, test.last, test.size); !slices.Equal(page, test.want) || more != test.more {
			t.Errorf("after %q: %q, more %v", test.last, page, more)
		}
	}
}

func TestCursorsAreForgotten(t *testing.T) {
	t.Parallel()
	var c cloudtest.Cursors[string]
	first := c.HandOut("%x-%d", "here")
	if place, known := c.Find(first); place != "here" || !known {
		t.Errorf("%q, known %v", place, known)
	}
	c.Forget()
	if next := c.HandOut("%x-%d", "there"); next == first {
		t.Errorf("%q is handed out twice", next)
	}
	if _, known := c.Find(first); known {
		t.Error("a forgotten name is known")
	}
}

func TestAWindowBeginsAnew(t *testing.T) {
	t.Parallel()
	w := cloudtest.Window{Seconds: 60}
	noon := time.Unix(1_800_000_000, 0)
	if used := w.Use(noon.Add(-time.Second), 5); used != 5 || !w.End().Equal(noon) {
		t.Errorf("%d used until %s", used, w.End())
	}
	if used := w.Use(noon, 0); used != 0 || !w.End().Equal(noon.Add(time.Minute)) {
		t.Errorf("%d used until %s", used, w.End())
	}
}
