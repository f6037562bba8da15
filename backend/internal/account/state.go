// Package account holds what the entries of LDAP servers, and exports of them,
// say about an account in ways that are the same for every reader: by which
// attributes it is switched off, and how its id is written. A server that says
// "disabled" in its own way is one more line in Attributes.
package account

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// A State is what an entry says of its account.
type State struct {
	Disabled bool
	// ExpiresAt is the moment from which the account counts as disabled; zero
	// means never.
	ExpiresAt time.Time
}

// Add makes s what both say: disabled where one of them says so, and from the
// earlier moment on.
func (s *State) Add(other State) {
	s.Disabled = s.Disabled || other.Disabled
	if s.ExpiresAt.IsZero() || !other.ExpiresAt.IsZero() && other.ExpiresAt.Before(s.ExpiresAt) {
		s.ExpiresAt = other.ExpiresAt
	}
}

// An Attribute is one by which servers say "disabled".
type Attribute struct {
	// Name is as the server's schema spells it.
	Name string
	// Expiry says that it holds a moment at which the account expires.
	Expiry bool
	// Read returns what a value says. Of one that means nothing the error
	// says what it should be.
	Read func(value string) (State, error)
}

// Attributes are all of them. Being locked for a while, after too many wrong
// passwords, is not being disabled.
var Attributes = []Attribute{
	// Active Directory and Samba; AD LDS.
	{Name: "userAccountControl", Read: controlFlags},
	{Name: "accountExpires", Expiry: true, Read: fileTime},
	{Name: "msDS-UserAccountDisabled", Read: yes},
	// 389 Directory Server and FreeIPA.
	{Name: "nsAccountLock", Read: yes},
	{Name: "krbPrincipalExpiration", Expiry: true, Read: generalizedTime},
	// OpenLDAP's ppolicy.
	{Name: "pwdAccountLockedTime", Read: lockedForGood},
	{Name: "pwdEndTime", Expiry: true, Read: generalizedTime},
	// eDirectory.
	{Name: "loginDisabled", Read: yes},
	{Name: "loginExpirationTime", Expiry: true, Read: generalizedTime},
	// OpenDJ and PingDirectory.
	{Name: "ds-pwp-account-disabled", Read: yes},
	// Unix and Samba accounts in any server, Univention.
	{Name: "shadowExpire", Expiry: true, Read: days},
	{Name: "sambaAcctFlags", Read: sambaFlags},
	// GLAuth.
	{Name: "accountStatus", Read: inactive},
}

var (
	errNumber = errors.New("no number")
	errTime   = errors.New("no time")
	errFlags  = errors.New("no flags in brackets")
)

// controlFlags reads the flag ACCOUNTDISABLE ([MS-ADTS] 2.2.16).
func controlFlags(value string) (State, error) {
	flags, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return State{}, errNumber
	}
	return State{Disabled: flags&0x2 != 0}, nil
}

func yes(value string) (State, error) {
	return State{Disabled: strings.EqualFold(value, "TRUE")}, nil
}

// lockedForGood knows the moment that only an administrator sets
// (draft-behera-ldap-password-policy 5.3.3).
func lockedForGood(value string) (State, error) {
	return State{Disabled: value == "000001010000Z"}, nil
}

// sambaFlags reads letters in brackets, of which D is "disabled" (L, locked out,
// is not). See pdbedit(8).
func sambaFlags(value string) (State, error) {
	flags, ok := strings.CutPrefix(strings.TrimSpace(value), "[")
	if !ok || !strings.HasSuffix(flags, "]") {
		return State{}, errFlags
	}
	return State{Disabled: strings.Contains(flags, "D")}, nil
}

func inactive(value string) (State, error) {
	return State{Disabled: strings.EqualFold(value, "inactive")}, nil
}

// days reads days since 1970 (shadow(5)). That of 0 is said to mean either
// never or always, and means never here.
func days(value string) (State, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return State{}, errNumber
	}
	if n <= 0 || n > lastSeconds/secondsPerDay {
		return State{}, nil
	}
	return State{ExpiresAt: time.Unix(n*secondsPerDay, 0).UTC()}, nil
}

// generalizedTime reads the forms of RFC 4517 (3.3.13) that servers write.
func generalizedTime(value string) (State, error) {
	for _, layout := range []string{"20060102150405Z07", "20060102150405Z0700", "200601021504Z07", "200601021504Z0700"} {
		if t, err := time.Parse(layout, value); err == nil {
			if seconds := t.Unix(); seconds > lastSeconds || seconds < 0 {
				return State{}, nil // no account expires then
			}
			return State{ExpiresAt: t.UTC()}, nil
		}
	}
	return State{}, errTime
}

const (
	secondsPerDay = 24 * 60 * 60
	lastSeconds   = 253_402_300_799 // year 9999, the last that JSON can write
)

// fileTime reads 100 ns since 1601, with two ways to say never ([MS-ADA1] 2.3).
func fileTime(value string) (State, error) {
	const (
		perSecond = 10_000_000
		since1601 = 11_644_473_600
	)
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 0 {
		return State{}, errTime
	}
	seconds := n/perSecond - since1601
	if n == 0 || n == math.MaxInt64 || seconds > lastSeconds {
		return State{}, nil
	}
	return State{ExpiresAt: time.Unix(seconds, n%perSecond*100).UTC()}, nil
}
