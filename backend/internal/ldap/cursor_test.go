package ldap

import (
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

func TestACursorThatCanNotBeUsedMeansACompleteRead(t *testing.T) {
	t.Parallel()
	r := offline(t, nil)
	p := &people{}
	p.add(0, person{User: directory.User{ExternalID: "a"}, stamp: 1}, userGroups{})
	good := &directory.Snapshot{Users: []directory.User{p.list[0]}}
	at := &position{Service: "dc1", Invocation: "i", USN: 5}
	var err error
	if good.Cursor, err = r.makeCursor(at, p, nil); err != nil {
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
	old := &position{Service: "dc1", Invocation: "i", USN: 5}
	tests := []struct {
		name       string
		now        *position
		want       string
		surprising bool
	}{
		{"later", &position{Service: "dc1", Invocation: "i", USN: 6}, "", false},
		{"another controller", &position{Service: "dc2", Invocation: "i", USN: 6}, "another domain controller", false},
		{"a restored one", &position{Service: "dc1", Invocation: "j", USN: 6}, "restored", true},
		{"an older one", &position{Service: "dc1", Invocation: "i", USN: 4}, "back in time", true},
		{"none", nil, "can't be asked", false},
	}
	for _, test := range tests {
		got := test.now.since(old)
		if (test.want == "") != (got.text == "") || !strings.Contains(got.text, test.want) || got.surprising != test.surprising {
			t.Errorf("%s: got %+v, want %q", test.name, got, test.want)
		}
	}
}
