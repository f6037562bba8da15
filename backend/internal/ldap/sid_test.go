package ldap

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
)

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestExternalIDsOfAnyAttribute(t *testing.T) {
	t.Parallel()
	guid := unhex(t, "33221100554477668899AABBCCDDEEFF")
	sidBytes := unhex(t, "01 05 000000000005 15000000 01000000 02000000 03000000 01020000")
	tests := []struct {
		attribute string
		value     []byte
		want      string
	}{
		{"OBJECTGUID", guid, "00112233-4455-6677-8899-aabbccddeeff"},
		{"mS-DS-ConsistencyGuid", guid, "00112233-4455-6677-8899-aabbccddeeff"},
		{"objectSid", sidBytes, "S-1-5-21-1-2-3-513"},
		{"entryUUID", []byte("ab-cd"), "ab-cd"},
		{"employeeNumber", []byte(" 7 "), "7"},
		{"blob", []byte{0xff, 0x01}, "ff01"},
	}
	for _, test := range tests {
		if got := formatID(test.attribute, test.value); got != test.want {
			t.Errorf("%s: got %q, want %q", test.attribute, got, test.want)
		}
	}
}

func TestSIDs(t *testing.T) {
	t.Parallel()
	s, ok := parseSID(unhex(t, "01 05 000000000005 15000000 A065CF7E 784B9B5F E77C8770 F4010000"))
	if want := "S-1-5-21-2127521184-1604012920-1887927527-500"; !ok || s.String() != want || s.rid != 500 {
		t.Errorf("got %v, %t; want %s", s, ok, want)
	}
	for _, text := range []string{"", "01", "0105000000000005150000", "0201000000000005 15000000", "0102000000000005 15000000"} {
		if s, ok := parseSID(unhex(t, text)); ok {
			t.Errorf("%s became %v", text, s)
		}
	}
}

// FuzzSID proves that every SID has one text, and that none panics.
func FuzzSID(f *testing.F) {
	f.Add([]byte{1, 1, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0})
	f.Add(bytes.Repeat([]byte{1}, 28))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, ok := parseSID(b)
		if !ok {
			return
		}
		if !strings.HasPrefix(s.String(), "S-1-") || strings.Count(s.String(), "-") != int(b[1])+2 {
			t.Errorf("%x became %s", b, s)
		}
	})
}
