package ldap

import (
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
)

func TestPrimaryGroupsSurviveTheCursor(t *testing.T) {
	t.Parallel()
	s := func(rid uint32) sid { return sid{"S-1-5-21-1-2-3", rid} }
	p := &people{
		users:   []directory.User{{ExternalID: "a"}, {ExternalID: "b"}, {ExternalID: "c"}, {ExternalID: "d"}, {ExternalID: "e"}},
		primary: []sid{s(513), s(513), s(514), {}, {"S-1-5-21-9", 513}},
	}
	table := makePrimaryTable(p, []*groupEntry{{Group: directory.Group{ExternalID: "g"}, sid: s(514)}, {Group: directory.Group{ExternalID: "h"}}})
	for i, u := range p.users {
		if got := table.of(u.ExternalID); got != p.primary[i] {
			t.Errorf("%s: got %v, want %v", u.ExternalID, got, p.primary[i])
		}
	}
	if got := table.sid(table.Groups["g"]); got != s(514) {
		t.Errorf("group g: got %v", got)
	}
	if got := table.sid(table.Groups["h"]); got != (sid{}) {
		t.Errorf("group h: got %v", got)
	}
}

func TestHashesAreFound(t *testing.T) {
	t.Parallel()
	packed := mergeHashes(packHashes([]uint64{9, 3, 3}), packHashes([]uint64{7, 9}))
	if len(packed) != 3*8 {
		t.Errorf("got %d bytes", len(packed))
	}
	for h, want := range map[uint64]bool{3: true, 7: true, 9: true, 0: false, 8: false, 10: false} {
		if got := containsHash(packed, h); got != want {
			t.Errorf("%d: got %t", h, got)
		}
	}
}

func TestTheNextReadAsksFromBeforeThisOneBegan(t *testing.T) {
	t.Parallel()
	r := offline(t, func(c *Config) { c.Now = func() time.Time { return time.Date(2026, 1, 1, 0, 0, 30, 0, time.UTC) } })
	r.start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	since := func(newest string, result *resolution, old *cursor) position {
		var p position
		r.askSince(&p, &people{newest: newest}, result, old)
		return p
	}
	groups := &resolution{groups: []*groupEntry{{revision: "20260101010000Z"}, {}}}
	first := since("20260101003000Z", groups, nil)
	if got, want := first.Since, "20260101005920Z"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	old := &cursor{Position: position{Since: "20260202000000Z"}}
	if got, want := since("20260101003000.5Z", &resolution{}, old).Since, "20260202000000Z"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := since("", &resolution{}, nil).Since; got != "" {
		t.Errorf("without any revision: got %s", got)
	}
	// Nothing changes for an hour: then the newest entry is no news any more.
	r.start = r.start.Add(time.Hour)
	if got, want := since("", &resolution{}, &cursor{Position: first}).Since, "20260101015920Z"; got != want {
		t.Errorf("an hour later: got %s, want %s", got, want)
	}
}

func TestACursorThatCanNotBeUsedMeansACompleteRead(t *testing.T) {
	t.Parallel()
	r := offline(t, nil)
	p := &people{users: []directory.User{{ExternalID: "a"}}, primary: []sid{{}}}
	p.stamps = []stamp{1}
	good := &directory.Snapshot{Users: p.users}
	at := &position{Method: methodUSN, Service: "dc1", Invocation: "i", USN: 5}
	var err error
	if good.Cursor, err = r.makeCursor(at, p, &resolution{}, good, nil); err != nil {
		t.Fatal(err)
	}
	if _, why := r.src.parseCursor(good); why.text != "" {
		t.Fatalf("a good cursor is refused: %s", why.text)
	}
	foreign, broken, fewer := *good, *good, *good
	foreign.Cursor = &directory.Cursor{Kind: "entra/delta", Data: good.Cursor.Data}
	broken.Cursor = &directory.Cursor{Kind: good.Cursor.Kind, Data: []byte("{")}
	fewer.Users = nil
	for want, base := range map[string]*directory.Snapshot{"another directory": &foreign, "another directory's": &broken, "does not fit": &fewer} {
		if _, why := r.src.parseCursor(base); !strings.Contains(why.text, want) {
			t.Errorf("got %q, want %q", why.text, want)
		}
	}
	other := offline(t, func(c *Config) { c.UserFilter = "(a=b)" })
	if _, why := other.src.parseCursor(good); !strings.Contains(why.text, "settings changed") || why.surprising {
		t.Errorf("another filter: got %+v", why)
	}
}

func TestPositionsThatDoNotFollowEachOther(t *testing.T) {
	t.Parallel()
	old := &position{Method: methodUSN, Service: "dc1", Invocation: "i", USN: 5}
	tests := []struct {
		name       string
		now        *position
		want       string
		surprising bool
	}{
		{"later", &position{Method: methodUSN, Service: "dc1", Invocation: "i", USN: 6}, "", false},
		{"another controller", &position{Method: methodUSN, Service: "dc2", Invocation: "i", USN: 6}, "another domain controller", false},
		{"a restored one", &position{Method: methodUSN, Service: "dc1", Invocation: "j", USN: 6}, "restored", true},
		{"an older one", &position{Method: methodUSN, Service: "dc1", Invocation: "i", USN: 4}, "back in time", true},
		{"another method", &position{Method: methodRevision}, "usn and are now by revision", false},
		{"none", nil, "can't be asked", false},
	}
	for _, test := range tests {
		got := test.now.since(old)
		if (test.want == "") != (got.text == "") || !strings.Contains(got.text, test.want) || got.surprising != test.surprising {
			t.Errorf("%s: got %+v, want %q", test.name, got, test.want)
		}
	}
}
