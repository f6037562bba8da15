package ldap_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// harnessPage is the page size of all harnesses.
const harnessPage = 5

// A dialect is what differs between the two kinds of server.
type dialect struct {
	// ou and rdn are the types of organizational units and of entries, as
	// the server writes them.
	ou, rdn string
	// user and group are the attributes of a new entry, without its name.
	user  func(sourcetest.User) map[string][]string
	group func() map[string][]string
	// disabled are the attributes that say so, or don't.
	disabled func(bool) map[string][]string
	// hideUser and hideGroup are attributes that the filters look at.
	hideUser, hideGroup string
	// member is the attribute of members, value what it says of one.
	member string
	value  func(dn, key string) string
	// loose: the server does not take out members that were deleted.
	loose bool
}

func dnOf(dn, _ string) string { return dn }

func keyOf(_, key string) string { return key }

// A changer is a server as far as harnesses need it.
type changer interface {
	OU(t testing.TB) string
	Add(t testing.TB, dn string, attributes map[string][]string)
	Set(t testing.TB, dn string, attributes map[string][]string)
	Modify(t testing.TB, request *goldap.ModifyRequest)
	Rename(t testing.TB, dn, rdn, parent string)
	Delete(t testing.TB, dn string)
}

// ldapHarness is an OU of a server behind a proxy.
type ldapHarness struct {
	dialect
	server                      changer
	proxy                       *adproxy.Proxy
	cfg                         ldap.Config
	traits                      sourcetest.Traits
	root, people, groups, aside string
	entries                     map[string]*harnessEntry
	hides                       int
}

type harnessEntry struct {
	// dn is name below parent; home is where it belongs.
	name, parent, home string
	hide               string // attribute
	email              string
	disabled           bool
	members            []string
}

// newHarness makes the OUs. cfg is for the server; the harness adds paths,
// filters and page size.
func newHarness(t testing.TB, s changer, d dialect, proxy *adproxy.Proxy, cfg func(root string) ldap.Config, traits sourcetest.Traits) *ldapHarness {
	t.Helper()
	h := &ldapHarness{dialect: d, server: s, proxy: proxy, traits: traits, root: s.OU(t), entries: map[string]*harnessEntry{}}
	for name, dn := range map[string]*string{"people": &h.people, "groups": &h.groups, "aside": &h.aside} {
		*dn = d.ou + "=" + name + "," + h.root
		s.Add(t, *dn, map[string][]string{"objectClass": {"organizationalUnit"}, "ou": {name}})
	}
	h.traits.PageSize = harnessPage
	h.cfg = cfg(h.root)
	set := &h.cfg.Settings
	set.Hostname, set.Port, set.Encryption = proxy.Host, proxy.Port, config.EncryptionNone
	set.UserPath, set.GroupPath, set.PageSize = "ou=people", "ou=groups", harnessPage
	h.cfg.UserFilter, h.cfg.GroupFilter = "(!("+d.hideUser+"=hidden))", "(!("+d.hideGroup+"=hidden))"
	h.cfg.ResolveOutside = traits.Outside
	return h
}

func (h *ldapHarness) Source(t testing.TB) directory.Source { return source(t, h.cfg) }

func (h *ldapHarness) FollowOutside(_ testing.TB, on bool) { h.cfg.ResolveOutside = on }

func (h *ldapHarness) Traits() sourcetest.Traits { return h.traits }

func (h *ldapHarness) WrongCredentials(t testing.TB) directory.Source {
	cfg := h.cfg
	cfg.Password = config.NewSecret("wrong")
	return source(t, cfg)
}

// nameOf is the RDN. Samba wants "=" escaped, as RFC 4514 allows.
func (h *ldapHarness) nameOf(name string) string {
	return h.rdn + "=" + strings.ReplaceAll(goldap.EscapeDN(name), "=", `\=`)
}

func (h *ldapHarness) dn(e *harnessEntry) string { return h.nameOf(e.name) + "," + e.parent }

func (h *ldapHarness) PutUser(t testing.TB, u sourcetest.User) {
	t.Helper()
	e := h.entries[u.Key]
	if e == nil {
		e = &harnessEntry{name: u.Name, parent: h.people, home: h.people, hide: h.hideUser, email: u.Email, disabled: u.Disabled}
		h.entries[u.Key] = e
		attributes := h.user(u)
		if u.Email != "" {
			attributes["mail"] = []string{u.Email}
		}
		if u.Disabled {
			maps.Copy(attributes, h.disabled(true))
		}
		h.server.Add(t, h.dn(e), attributes)
		return
	}
	h.rename(t, e, u.Name)
	changes := map[string][]string{}
	if e.email != u.Email {
		if changes["mail"] = nil; u.Email != "" {
			changes["mail"] = []string{u.Email}
		}
	}
	if e.disabled != u.Disabled {
		maps.Copy(changes, h.disabled(u.Disabled))
	}
	if len(changes) > 0 {
		h.server.Set(t, h.dn(e), changes)
	}
	e.email, e.disabled = u.Email, u.Disabled
}

func (h *ldapHarness) rename(t testing.TB, e *harnessEntry, name string) {
	t.Helper()
	if e.name != name {
		h.server.Rename(t, h.dn(e), h.nameOf(name), "")
		e.name = name
	}
}

func (h *ldapHarness) PutGroup(t testing.TB, g sourcetest.Group) {
	t.Helper()
	e := h.entries[g.Key]
	if e == nil {
		e = &harnessEntry{name: g.Name, parent: h.groups, home: h.groups, hide: h.hideGroup, members: g.Members}
		h.entries[g.Key] = e
		attributes := h.group()
		attributes[h.member] = append(attributes[h.member], h.values(g.Members)...)
		if key := attributes["sAMAccountName"]; key != nil {
			attributes["sAMAccountName"] = []string{key[0] + g.Key}
		}
		if attributes[h.member] == nil {
			delete(attributes, h.member)
		}
		h.server.Add(t, h.dn(e), attributes)
		return
	}
	h.rename(t, e, g.Name)
	h.setMembers(t, e, g.Members)
}

func (h *ldapHarness) setMembers(t testing.TB, e *harnessEntry, members []string) {
	t.Helper()
	request := goldap.NewModifyRequest(h.dn(e), nil)
	if gone := h.values(without(e.members, members)); len(gone) > 0 {
		request.Delete(h.member, gone)
	}
	if come := h.values(without(members, e.members)); len(come) > 0 {
		request.Add(h.member, come)
	}
	if len(request.Changes) > 0 {
		h.server.Modify(t, request)
	}
	e.members = members
}

// without returns what is in list and not in other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

func (h *ldapHarness) values(keys []string) []string {
	var list []string
	for _, key := range keys {
		list = append(list, h.value(h.dn(h.entries[key]), key))
	}
	return list
}

func (h *ldapHarness) Delete(t testing.TB, key string) {
	t.Helper()
	for _, e := range h.entries {
		if !slices.Contains(e.members, key) {
			continue
		}
		if left := without(e.members, []string{key}); h.loose {
			h.setMembers(t, e, left)
		} else {
			e.members = left
		}
	}
	h.server.Delete(t, h.dn(h.entries[key]))
	delete(h.entries, key)
}

// Hide implements sourcetest.Hider: it moves every other entry to a branch
// that is not searched, and makes the filter refuse the others.
func (h *ldapHarness) Hide(t testing.TB, key string, hidden bool) {
	t.Helper()
	e := h.entries[key]
	h.hides++
	switch {
	case !hidden && e.parent == e.home:
		h.server.Set(t, h.dn(e), map[string][]string{e.hide: nil})
	case hidden && h.hides%2 == 0:
		h.server.Set(t, h.dn(e), map[string][]string{e.hide: {"hidden"}})
	default:
		to := e.home
		if hidden {
			to = h.aside
		}
		h.server.Rename(t, h.dn(e), h.nameOf(e.name), to)
		e.parent = to
	}
}

// onEntry calls fn for each entry that goes out but those about the server.
func (h *ldapHarness) onEntry(fn func(n int) bool) {
	var mu sync.Mutex
	count := 0
	h.proxy.SetHooks(adproxy.Hooks{Entry: func(_ int, dn string) bool {
		if dn == "" {
			return true
		}
		mu.Lock()
		count++
		n := count
		mu.Unlock()
		return fn(n)
	}})
}

// OnAnswer implements sourcetest.Interrupter.
func (h *ldapHarness) OnAnswer(_ testing.TB, fn func()) {
	h.onEntry(func(n int) bool {
		if n == 3 {
			fn()
		}
		return true
	})
}

// FailPages implements sourcetest.PageFailer.
func (h *ldapHarness) FailPages(_ testing.TB, fail bool) {
	h.onEntry(func(n int) bool { return !fail || n < 2 })
}

func slapdDialect() dialect {
	return dialect{
		ou: "ou", rdn: "cn", hideUser: "employeeType", hideGroup: "businessCategory", member: "member", value: dnOf,
		user: func(u sourcetest.User) map[string][]string {
			return map[string][]string{"objectClass": {"inetOrgPerson"}, "sn": {"Name"}, "uid": {u.Key}}
		},
		// A group must have a member: an account that is neither user nor group.
		group: func() map[string][]string {
			return map[string][]string{"objectClass": {"groupOfNames"}, "member": {slapdtest.ReaderDN}}
		},
		disabled: func(disabled bool) map[string][]string {
			if !disabled {
				return map[string][]string{"pwdAccountLockedTime": nil}
			}
			return map[string][]string{"pwdAccountLockedTime": {"000001010000Z"}}
		},
	}
}

// uniqueDialect has groupOfUniqueNames, whose refint leaves values with an
// optional uid alone.
func uniqueDialect() dialect {
	d := slapdDialect()
	d.member, d.loose = "uniqueMember", true
	d.group = func() map[string][]string {
		return map[string][]string{"objectClass": {"groupOfUniqueNames"}, d.member: {slapdtest.ReaderDN}}
	}
	return d
}

// posixDialect has posixGroup, whose members are user ids.
func posixDialect() dialect {
	d := slapdDialect()
	d.member, d.value, d.loose, d.hideGroup = "memberUid", keyOf, true, "description"
	d.group = func() map[string][]string {
		return map[string][]string{"objectClass": {"posixGroup"}, "gidNumber": {"1"}}
	}
	return d
}

// slapdHarness has an account without rights.
type slapdHarness struct{ *ldapHarness }

// Denied implements sourcetest.Denier.
func (h slapdHarness) Denied(t testing.TB) directory.Source {
	cfg := h.cfg
	cfg.Settings.Username = slapdtest.NobodyDN
	return source(t, cfg)
}

func TestSlapdConformance(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t)
	for _, variant := range []struct {
		name    string
		dialect dialect
		traits  sourcetest.Traits
		id      string
	}{
		{"member", slapdDialect(), sourcetest.Traits{Nested: true}, ""},
		{"groups outside the search, entryUUID", slapdDialect(), sourcetest.Traits{Nested: true, Outside: true, StableIDs: true}, "entryUUID"},
		{"uniqueMember", uniqueDialect(), sourcetest.Traits{Nested: true}, ""},
		{"memberUid", posixDialect(), sourcetest.Traits{}, ""},
	} {
		settings := func(root string) ldap.Config {
			cfg := openLDAP(server, root)
			cfg.Settings.ExternalIDAttribute = variant.id
			return cfg
		}
		t.Run(variant.name, func(t *testing.T) {
			t.Parallel()
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
				t.Parallel()
				proxy := adproxy.Start(t, adproxy.Config{Upstream: server.Address(), MaxPageSize: -1, MaxValRange: -1})
				return slapdHarness{newHarness(t, server, variant.dialect, proxy, settings, variant.traits)}
			})
		})
	}
}
