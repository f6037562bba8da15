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
	// Active Directory and Samba.
	{Name: "userAccountControl", Read: controlFlags},
	{Name: "accountExpires", Expiry: true, Read: fileTime},
	// 389 Directory Server and FreeIPA.
	{Name: "nsAccountLock", Read: yes},
	// OpenLDAP's ppolicy.
	{Name: "pwdAccountLockedTime", Read: lockedForGood},
}

var (
	errNumber = errors.New("no number")
	errTime   = errors.New("no time")
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

// fileTime reads 100 ns since 1601, with two ways to say never ([MS-ADA1] 2.3).
func fileTime(value string) (State, error) {
	const (
		perSecond   = 10_000_000
		since1601   = 11_644_473_600
		lastSeconds = 253_402_300_799 // year 9999, the last that JSON can write
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
