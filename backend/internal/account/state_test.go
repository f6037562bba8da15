package account

import (
	"strings"
	"testing"
	"time"
)

func TestWhatAttributesSayOfAnAccount(t *testing.T) {
	t.Parallel()
	off, on := State{Disabled: true}, State{}
	tests := []struct {
		name, attribute, value string
		want                   State
		wrong                  bool
	}{
		{"the flag is set", "userAccountControl", "514", off, false},
		{"the flag is not set", "userAccountControl", "66048", on, false},
		{"flags are signed", "userAccountControl", "-2147483134", off, false},
		{"no flags", "userAccountControl", "many", on, true},
		{"more than a number", "userAccountControl", "99999999999999999999", on, true},
		{"locked in any case", "nsAccountLock", "true", off, false},
		{"not locked", "nsAccountLock", "false", on, false},
		{"locked for good", "pwdAccountLockedTime", "000001010000Z", off, false},
		{"locked for a while", "pwdAccountLockedTime", "20260101000000Z", on, false},
		{"0 is never", "accountExpires", "0", on, false},
		{"the largest number is never", "accountExpires", "9223372036854775807", on, false},
		{"what no calendar writes is never", "accountExpires", "9223372036854775806", on, false},
		{"the start of Unix time", "accountExpires", "116444736000000000", State{ExpiresAt: time.Unix(0, 0).UTC()}, false},
		{"100 ns are the unit", "accountExpires", "132223104000000001", State{ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 100, time.UTC)}, false},
		{"before 1601", "accountExpires", "-1", on, true},
		{"a date", "accountExpires", "2026-01-01", on, true},
		{"AD LDS", "msDS-UserAccountDisabled", "TRUE", off, false},
		{"eDirectory", "loginDisabled", "TRUE", off, false},
		{"eDirectory, not", "loginDisabled", "FALSE", on, false},
		{"OpenDJ", "ds-pwp-account-disabled", "true", off, false},
		{"GLAuth", "accountStatus", "inactive", off, false},
		{"GLAuth, not", "accountStatus", "active", on, false},
		{"Samba", "sambaAcctFlags", "[UD         ]", off, false},
		{"Samba, locked out", "sambaAcctFlags", "[UL         ]", on, false},
		{"Samba, no flags", "sambaAcctFlags", "D", on, true},
		{"a day", "shadowExpire", "1", State{ExpiresAt: time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)}, false},
		{"no day", "shadowExpire", "-1", on, false},
		{"the day that may mean either", "shadowExpire", "0", on, false},
		{"the last of all days", "shadowExpire", "9223372036854775807", on, false},
		{"no number of days", "shadowExpire", "soon", on, true},
		{"a moment", "loginExpirationTime", "20200101000000Z", State{ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}, false},
		{"with a fraction", "pwdEndTime", "20200101000000.5Z", State{ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 5e8, time.UTC)}, false},
		{"with a zone", "krbPrincipalExpiration", "20200101020000+0200", State{ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}, false},
		{"without seconds", "pwdEndTime", "202001010000Z", State{ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}, false},
		{"the zero moment", "krbPrincipalExpiration", "19691231235959Z", on, false},
		{"no moment", "pwdEndTime", "never", on, true},
	}
	for _, test := range tests {
		got, err := attribute(t, test.attribute).Read(test.value)
		if got != test.want || (err != nil) != test.wrong {
			t.Errorf("%s: %s %q: got %+v and %v, want %+v", test.name, test.attribute, test.value, got, err, test.want)
		}
	}
}

func attribute(t *testing.T, name string) Attribute {
	t.Helper()
	for _, a := range Attributes {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("there is no %s", name)
	return Attribute{}
}

func TestOneAttributeIsEnoughToSwitchOff(t *testing.T) {
	t.Parallel()
	early, late := time.Unix(1, 0), time.Unix(2, 0)
	tests := []struct{ a, b, want State }{
		{State{}, State{}, State{}},
		{State{Disabled: true}, State{}, State{Disabled: true}},
		{State{ExpiresAt: early}, State{}, State{ExpiresAt: early}},
		{State{ExpiresAt: early}, State{ExpiresAt: late, Disabled: true}, State{ExpiresAt: early, Disabled: true}},
	}
	for _, test := range tests {
		for _, both := range [][2]State{{test.a, test.b}, {test.b, test.a}} {
			got := both[0]
			got.Add(both[1])
			if got != test.want {
				t.Errorf("%+v and %+v are %+v, want %+v", both[0], both[1], got, test.want)
			}
		}
	}
}

// FuzzAttributes proves that no value panics, and that what is told can be
// written as JSON.
func FuzzAttributes(f *testing.F) {
	for _, seed := range []string{"", "0", "514", "TRUE", "000001010000Z", "-1", "9223372036854775807", "2650467743990000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, a := range Attributes {
			state, err := a.Read(value)
			if err != nil && (state != State{} || strings.TrimSpace(err.Error()) == "") {
				t.Errorf("%s %q: %+v and %v", a.Name, value, state, err)
			}
			if _, err := state.ExpiresAt.MarshalJSON(); err != nil {
				t.Errorf("%s %q: %v", a.Name, value, err)
			}
		}
	})
}
