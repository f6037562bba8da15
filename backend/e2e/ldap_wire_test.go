package e2e

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// What goes over the wire between the program and an LDAP server.

// watched is a small company behind a proxy that sees every search.
type watched struct {
	*tree
	*profile
	proxy   *adproxy.Proxy
	company *company
	org     *orgServer
}

func newWatched(t *testing.T, change settings) *watched {
	w := &watched{tree: newTree(t, slapdtest.Start(t)), company: newCompany(), org: newOrgServer(t, orgserver.Options{SelfHosted: true})}
	dns := w.crowd(8, w.company)
	w.team(w.teams, "Team", dns[1], dns[2])
	w.company.teams["t"] = team{name: "Team", members: []string{"u001", "u002"}}
	var through settings
	w.proxy, through = proxied(t, w.Server)
	w.profile = newLDAPProfile(t, w.org, w.settings().with(through).with(change))
	return w
}

// below tells whether a search reads the entries of one of the two bases.
func (w *watched) below(s adproxy.Search, base string) bool {
	return s.Scope != 0 && strings.EqualFold(s.BaseDN, base)
}

// TestServerWithoutPages: a server that knows no pages is asked without, and
// one that allows small pages only is asked for smaller ones.
func TestServerWithoutPages(t *testing.T) {
	t.Parallel()
	const adminLimitExceeded, unavailableCriticalExtension = 11, 12
	for name, refuse := range map[string]func(adproxy.Search) int{
		"it knows none": func(s adproxy.Search) int {
			if s.PageSize > 0 {
				return unavailableCriticalExtension
			}
			return 0
		},
		"it allows 100 entries": func(s adproxy.Search) int {
			if s.Scope != 0 && (s.PageSize > 100 || s.PageSize == 0) {
				return adminLimitExceeded
			}
			return 0
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatched(t, nil)
			w.proxy.SetHooks(adproxy.Hooks{Refuse: refuse})
			w.ok("sync", "--yes")
			w.org.holds(t, w.company)
			if !slices.ContainsFunc(w.proxy.Searches(), func(s adproxy.Search) bool { return refuse(s) != 0 }) {
				t.Error("nothing was refused")
			}
		})
	}
}

// TestUsersAndGroupsAreReadTogether: on two connections, each of which waits
// here until the other has asked.
func TestUsersAndGroupsAreReadTogether(t *testing.T) {
	t.Parallel()
	w := newWatched(t, nil)
	var users, groups sync.Once
	usersAsked, groupsAsked := make(chan struct{}), make(chan struct{})
	meet := func(own *sync.Once, asked, other chan struct{}) {
		own.Do(func() { close(asked) })
		select {
		case <-other:
		case <-time.After(20 * time.Second):
			t.Error("only one of the two is asked for at a time")
		}
	}
	w.proxy.SetHooks(adproxy.Hooks{Search: func(s adproxy.Search) {
		switch {
		case w.below(s, w.people):
			meet(&users, usersAsked, groupsAsked)
		case w.below(s, w.teams):
			meet(&groups, groupsAsked, usersAsked)
		}
	}})
	w.ok("test")
	var connections []int
	for _, s := range w.proxy.Searches() {
		if w.below(s, w.people) || w.below(s, w.teams) {
			connections = append(connections, s.Connection)
		}
	}
	if slices.Sort(connections); len(slices.Compact(connections)) != 2 {
		t.Errorf("connections %v, want two", connections)
	}
}

// TestOnlyWhatIsNeededIsAskedFor: every attribute more costs the server, and
// an administrator has to allow it.
func TestOnlyWhatIsNeededIsAskedFor(t *testing.T) {
	t.Parallel()
	always := []string{"entryUUID", "ipaUniqueID", "nsUniqueId", "objectGUID"}
	state := []string{"accountStatus", "ds-pwp-account-disabled", "loginDisabled", "msDS-UserAccountDisabled", "nsAccountLock", "pwdAccountLockedTime", "sambaAcctFlags", "userAccountControl"}
	expiry := []string{"accountExpires", "krbPrincipalExpiration", "loginExpirationTime", "pwdEndTime", "shadowExpire"}
	called := []string{"cn", "displayName"} // what people are called, to be found by it
	user := slices.Concat([]string{"mail"}, called, state, expiry, always)
	for name, c := range map[string]struct {
		change        settings
		users, groups []string
	}{
		"everything": {
			settings{"sync.useEmailPrefixSuffix": "true", "sync.emailSuffix": "@example.test", "ldap.primaryGroup": "true"},
			append([]string{"gidNumber", "objectSid", "primaryGroupID", "uid"}, user...),
			append([]string{"cn", "gidNumber", "member", "memberUid", "objectSid", "uniqueMember"}, always...),
		},
		"little": {
			settings{"ldap.memberAttribute": "member", "ldap.primaryGroup": "false", "ldap.accountExpires": "false", "ldap.externalIdAttribute": "entryUUID"},
			slices.Concat([]string{"entryUUID", "gidNumber", "mail"}, called, state),
			[]string{"cn", "entryUUID", "gidNumber", "member"},
		},
		// An external id that may be given to somebody else.
		"uid": {
			settings{"ldap.memberAttribute": "member", "ldap.primaryGroup": "false", "ldap.accountExpires": "false", "ldap.externalIdAttribute": "uid"},
			slices.Concat([]string{"gidNumber", "mail", "uid"}, called, state, always),
			append([]string{"cn", "gidNumber", "member", "uid"}, always...),
		},
		"no groups": {settings{"sync.groups": "false", "ldap.memberAttribute": "memberUid", "ldap.primaryGroup": "true"}, user, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatched(t, settings{"ldap.incremental": "false"}.with(c.change))
			w.ok("test")
			asked := map[string][]string{}
			for _, s := range w.proxy.Searches() {
				if s.Scope != 0 {
					slices.Sort(s.Attributes)
					asked[strings.ToLower(s.BaseDN)] = s.Attributes
				}
			}
			slices.Sort(c.users)
			slices.Sort(c.groups)
			same(t, "asked of users", c.users, asked[strings.ToLower(w.people)])
			same(t, "asked of groups", c.groups, asked[strings.ToLower(w.teams)])
		})
	}
}
