package ldap

import (
	"fmt"
	"slices"
	"sync"

	"directoryconnector/backend/directory"
)

// notes are the warnings of a reading. Two goroutines write them.
type notes struct {
	mu        sync.Mutex
	warnings  []directory.Warning
	referrals map[string]bool
	seen      [fieldCount]bool
}

func newNotes() *notes { return &notes{referrals: map[string]bool{}} }

func (n *notes) add(code directory.WarningCode, entry, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.warnings = append(n.warnings, directory.Warning{Code: code, Entry: entry, Text: text})
}

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

func (n *notes) noExternalID(kind, dn, attribute string) {
	n.add(directory.WarnNoExternalID, dn, fmt.Sprintf("%s %q is left out: it has no %s, which identifies entries (ldap.externalIdAttribute)", kind, dn, attribute))
}

func (n *notes) badValue(dn, attribute, value string) {
	n.add(directory.WarnAttribute, dn, fmt.Sprintf("%q: the value %q of %s means nothing and is ignored", dn, value, attribute))
}

// neverSeen warns of attributes that no entry has: their names may be
// misspelt. It returns their fields.
func (n *notes) neverSeen(s *Source, users, groups int) []field {
	var missing []field
	check := func(f field, setting, attribute, what string, entries int) {
		if entries == 0 || n.seen[f] || attribute == "" {
			return
		}
		missing = append(missing, f)
		n.add(directory.WarnAttribute, attribute, fmt.Sprintf("none of the %d %s has the attribute %q (%s): its name may be misspelt, or the account may not read it", entries, what, attribute, setting))
	}
	check(fieldEmail, "ldap.userEmailAttribute", s.set.UserEmailAttribute, "users", users)
	if s.cfg.UseEmailPrefixSuffix {
		check(fieldPrefix, "ldap.emailPrefixAttribute", s.set.EmailPrefixAttribute, "users", users)
	}
	check(fieldMember, "ldap.memberAttribute", s.set.MemberAttribute, "groups", groups)
	return missing
}

// sorted returns the warnings in order, each once.
func (n *notes) sorted() []directory.Warning {
	if len(n.referrals) > 0 {
		var urls []string
		for url := range n.referrals {
			urls = append(urls, url)
		}
		slices.Sort(urls)
		text := fmt.Sprintf("%d parts of the directory are held by other servers and were skipped, such as %s", len(urls), urls[0])
		if len(urls) == 1 {
			text = "a part of the directory is held by another server and was skipped: " + urls[0]
		}
		n.add(directory.WarnReferral, "", text)
		clear(n.referrals)
	}
	slices.SortFunc(n.warnings, directory.CompareWarnings)
	n.warnings = slices.Compact(n.warnings)
	return n.warnings
}
