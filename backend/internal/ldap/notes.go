package ldap

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// notes are the warnings of a reading. Two goroutines write them.
type notes struct {
	mu sync.Mutex
	// warnings are kept by what they are about.
	warnings  [aboutCount][]directory.Warning
	referrals map[string]bool
	seen      [fieldCount]bool
}

// about says what a warning is about: those about an entry hold until the
// entry is read again.
type about int

const (
	aboutRead about = iota
	aboutUser
	aboutGroup
	aboutCount
)

func (a about) String() string {
	return [...]string{"read", "user", "group"}[a]
}

// add warns of something in the read as a whole.
func (n *notes) add(code directory.WarningCode, entry, text string) {
	n.about(aboutRead, code, entry, text)
}

func (n *notes) about(what about, code directory.WarningCode, entry, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.warnings[what] = append(n.warnings[what], directory.Warning{Code: code, Entry: entry, Text: text})
}

// of returns the warnings about users or groups.
func (n *notes) of(what about) []directory.Warning {
	list := slices.Clone(n.warnings[what])
	slices.SortFunc(list, directory.CompareWarnings)
	return slices.Compact(list)
}

// carry takes over the warnings of the last read about entries that stay as
// they were.
func (n *notes) carry(what about, old []directory.Warning, stays map[string]bool) {
	for _, w := range old {
		if stays[w.Entry] {
			n.warnings[what] = append(n.warnings[what], w)
		}
	}
}

// forget drops what was said about users or groups.
func (n *notes) forget(what about) { n.warnings[what] = nil }

// saw notes that at least one entry has the attribute.
func (n *notes) saw(f field) {
	n.mu.Lock()
	n.seen[f] = true
	n.mu.Unlock()
}

func (n *notes) referral(url string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.referrals[url] = true
}

func (n *notes) noExternalID(what about, entry, attribute string) {
	n.about(what, directory.WarnNoExternalID, entry, fmt.Sprintf("%s %s is left out: it has no %s, which identifies entries (ldap.externalIdAttribute)", what, dn.Quoted(entry), attribute))
}

func (n *notes) badValue(entry, attribute, value string) {
	n.about(aboutUser, directory.WarnAttribute, entry, fmt.Sprintf("%s: the value %q of %s means nothing and is ignored", dn.Quoted(entry), value, attribute))
}

// neverSeen warns of attributes that no entry has: their names may be
// misspelt.
func (n *notes) neverSeen(s *Source, users, groups int) {
	check := func(f field, setting, attribute, what string, entries int) {
		if entries == 0 || n.seen[f] || attribute == "" {
			return
		}
		n.add(directory.WarnAttribute, attribute, fmt.Sprintf("none of the %d %s has the attribute %q (%s): its name may be misspelt, or the account may not read it", entries, what, attribute, setting))
	}
	check(fieldEmail, "ldap.userEmailAttribute", s.set.UserEmailAttribute, "users", users)
	if s.cfg.UseEmailPrefixSuffix {
		check(fieldPrefix, "ldap.emailPrefixAttribute", s.set.EmailPrefixAttribute, "users", users)
	}
	check(fieldMember, "ldap.memberAttribute", s.set.MemberAttribute, "groups", groups)
}

// sorted returns the warnings in order, each once.
func (n *notes) sorted() []directory.Warning {
	if len(n.referrals) > 0 {
		urls := slices.Sorted(maps.Keys(n.referrals))
		text := fmt.Sprintf("%d parts of the directory are held by other servers and were skipped, such as %s", len(urls), urls[0])
		if len(urls) == 1 {
			text = "a part of the directory is held by another server and was skipped: " + urls[0]
		}
		n.add(directory.WarnReferral, "", text)
		clear(n.referrals)
	}
	var list []directory.Warning
	for _, part := range n.warnings {
		list = append(list, part...)
	}
	slices.SortFunc(list, directory.CompareWarnings)
	return slices.Compact(list)
}
