package account

import (
	"strings"
	"testing"
)

func TestTheFirstThreeFieldsOfAGUIDAreLittleEndian(t *testing.T) {
	t.Parallel()
	const raw, want = "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff", "00112233-4455-6677-8899-aabbccddeeff"
	if got := FormatGUID([]byte(raw)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, text := range []string{raw, want, strings.ToUpper(want), "{" + want + "}"} {
		if got, ok := ParseGUID(text); !ok || got != want {
			t.Errorf("%q became %q, %t", text, got, ok)
		}
	}
	if !IsGUID(want) || !IsGUID(strings.ToUpper(want)) {
		t.Errorf("%s is not taken for a GUID", want)
	}
	for _, text := range []string{"", want[1:], want + "0", strings.ReplaceAll(want, "-", "0"), "g" + want[1:]} {
		if _, ok := ParseGUID(text); ok || IsGUID(text) {
			t.Errorf("%q is taken for a GUID", text)
		}
	}
	if got := FormatGUID([]byte("short")); got != "" {
		t.Errorf("5 bytes became %q", got)
	}
}

func TestKeysOfExternalIDs(t *testing.T) {
	t.Parallel()
	const guid = "00112233-4455-6677-8899-aabbccddeeff"
	tests := []struct {
		id      string
		mayBeDN bool
		want    string
	}{
		{id: strings.ToUpper(guid), want: guid},
		{id: strings.ToUpper(guid), mayBeDN: true, want: guid},
		{id: "CN=Anna, DC=X", mayBeDN: true, want: "cn=anna,dc=x"},
		{id: "CN=Anna, DC=X", want: "CN=Anna, DC=X"},
		{id: "Anna", mayBeDN: true, want: "Anna"},
		{id: "", mayBeDN: true, want: ""},
	}
	for _, test := range tests {
		if got := IDKey(test.id, test.mayBeDN); got != test.want {
			t.Errorf("%q (may be a DN: %t) has the key %q, want %q", test.id, test.mayBeDN, got, test.want)
		}
	}
}
