package ldap_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/sambatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// activeDirectory returns settings for the entries below root, over StartTLS.
func activeDirectory(s *sambatest.Server, root string) ldap.Config {
	return ldap.Config{
		Settings: config.LDAP{
			Hostname: s.Host, Encryption: config.EncryptionStartTLS, CAFile: s.CA.File, ActiveDirectory: true,
			Authentication: config.AuthSimple, Username: sambatest.AdminDN, RootPath: root,
			UserObjectClass: "person", GroupObjectClass: "group",
			UserEmailAttribute: "mail", GroupNameAttribute: "name", MemberAttribute: "member",
			EmailPrefixAttribute: "sAMAccountName",
			PrimaryGroup:         true, AccountExpires: true, DeletedObjects: true, Incremental: true,
			PagedSearch: true, PageSize: 1000, Timeout: time.Minute,
		},
		SyncUsers: true, SyncGroups: true, ResolveOutside: true,
		Password: config.NewSecret(sambatest.AdminPassword),
	}
}

// proxyFor stands in front of the server and answers as Active Directory
// does.
func proxyFor(t testing.TB, s *sambatest.Server, pageSize, valRange int) *adproxy.Proxy {
	t.Helper()
	return adproxy.Start(t, adproxy.Config{
		Upstream: s.TLSAddress(), UpstreamTLS: s.TLS(), MaxPageSize: pageSize, MaxValRange: valRange,
	})
}

// behind changes settings to go through the proxy.
func behind(p *adproxy.Proxy, cfg ldap.Config) ldap.Config {
	cfg.Settings.Hostname, cfg.Settings.Port, cfg.Settings.Encryption = p.Host, p.Port, config.EncryptionNone
	return cfg
}

// adDialect makes account names that are unique in the domain.
func adDialect(prefix string) dialect {
	return dialect{
		ou: "OU", rdn: "CN", hideUser: "description", hideGroup: "description", member: "member", value: dnOf,
		user: func(u sourcetest.User) map[string][]string {
			return map[string][]string{
				"objectClass": {"user"}, "sAMAccountName": {prefix + u.Key},
				"userAccountControl": {strconv.Itoa(sambatest.NormalAccount)},
			}
		},
		group: func() map[string][]string {
			return map[string][]string{"objectClass": {"group"}, "sAMAccountName": {prefix}}
		},
		disabled: func(disabled bool) map[string][]string {
			flags := sambatest.NormalAccount
			if disabled {
				flags |= sambatest.AccountDisable
			}
			return map[string][]string{"userAccountControl": {strconv.Itoa(flags)}}
		},
	}
}

// sambaHarness is an OU of a domain, with groups outside the search, which
// are the harder ones. Its limits are so low that a page and a range are
// never enough.
type sambaHarness struct {
	*ldapHarness
	domain *sambatest.Server
}

func newSambaHarness(t testing.TB, s *sambatest.Server) sambaHarness {
	t.Helper()
	proxy := proxyFor(t, s, harnessPage, 4)
	settings := func(root string) ldap.Config { return activeDirectory(s, root) }
	traits := sourcetest.Traits{Nested: true, Outside: true, KeepsDeleted: true, StableIDs: true, Incremental: true}
	h := sambaHarness{newHarness(t, s, adDialect(""), proxy, settings, traits), s}
	number, _, _ := strings.Cut(strings.TrimPrefix(h.root, "OU=Test"), ",")
	h.dialect = adDialect("t" + number + "-")
	return h
}

// ExpireCursors implements sourcetest.CursorExpirer: another controller
// answers, as when a name stands for several.
func (h sambaHarness) ExpireCursors(t testing.TB) {
	clone := h.domain.Clone(t)
	h.proxy.SetUpstream(clone.TLSAddress(), clone.TLS())
}

func sambaConformance(t *testing.T, s *sambatest.Server) {
	sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
		t.Parallel()
		return newSambaHarness(t, s)
	})
}
