package ldap_test

import (
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// backup is LDIF of 20 users and a group, all of which changed last at a time
// of their own, a year ago.
func backup() string {
	var b strings.Builder
	entry := func(n int, text string) {
		fmt.Fprintf(&b, "%s\nentryUUID: 00000000-0000-4000-8000-0000000000%02[2]d\nmodifyTimestamp: 202501010000%02[2]dZ\n"+
			"entryCSN: 202501010000%02[2]d.000000Z#000000#000#000000\n\n", text, n)
	}
	team := "dn: cn=team," + slapdtest.BaseDN + "\nobjectClass: groupOfNames\ncn: team"
	for i := range 20 {
		entry(i, fmt.Sprintf("dn: uid=user%02[1]d,%[2]s\nobjectClass: inetOrgPerson\nuid: user%02[1]d\ncn: User\nsn: %[1]d\nmail: backup%02[1]d@example.test", i, slapdtest.BaseDN))
		team += fmt.Sprintf("\nmember: uid=user%02d,%s", i, slapdtest.BaseDN)
	}
	entry(20, team)
	return b.String()
}

// TestSlapdRestoredFromBackup has a server come back with what it held a
// year ago, and then a change: positions go on, and yet entries went back.
func TestSlapdRestoredFromBackup(t *testing.T) {
	t.Parallel()
	backup := backup()
	for method, opts := range map[string][]slapdtest.Option{"syncrepl": nil, "revision": {slapdtest.WithoutSyncprov()}} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			opts := append([]slapdtest.Option{slapdtest.WithLDIF(backup)}, opts...)
			before, restored := slapdtest.Start(t, opts...), slapdtest.Start(t, opts...)
			for i := range 10 {
				before.Set(t, fmt.Sprintf("uid=user%02d,%s", i, slapdtest.BaseDN), slapdtest.Attributes{"mail": {fmt.Sprintf("lost%02d@example.test", i)}})
			}
			proxy := adproxy.Start(t, adproxy.Config{Upstream: before.Address(), MaxPageSize: -1, MaxValRange: -1})
			cfg := openLDAP(before, slapdtest.BaseDN)
			cfg.Settings.Port = proxy.Port
			base := read(t, cfg, nil)
			proxy.SetUpstream(restored.Address(), nil)
			again := changed(t, cfg, base)
			if method == "revision" && again.Complete {
				t.Error("everything was read")
			}
			user(t, again, "backup05@example.test")
			restored.Set(t, "uid=user19,"+slapdtest.BaseDN, slapdtest.Attributes{"mail": {"afterwards@example.test"}})
			changed(t, cfg, base)
		})
	}
}

// TestSlapdAccessRulesChange has the account see less, and then all again, of
// a database in which nothing changes.
func TestSlapdAccessRulesChange(t *testing.T) {
	t.Parallel()
	rule := func(what string) slapdtest.Option {
		return slapdtest.WithAccess("access to " + what + " by dn.exact=" + slapdtest.ReaderDN + " none by * break")
	}
	for method, opts := range map[string][]slapdtest.Option{"syncrepl": nil, "revision": {slapdtest.WithoutSyncprov()}} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			opts := append([]slapdtest.Option{slapdtest.WithLDIF(backup())}, opts...)
			open := slapdtest.Start(t, opts...)
			for name, what := range map[string]string{
				"a user":    "dn.exact=uid=user07," + slapdtest.BaseDN,
				"the group": "dn.exact=cn=team," + slapdtest.BaseDN,
				"mails":     "attrs=mail",
				"members":   "attrs=member",
			} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					closed := slapdtest.Start(t, append(opts, rule(what))...)
					proxy := adproxy.Start(t, adproxy.Config{Upstream: open.Address(), MaxPageSize: -1, MaxValRange: -1})
					cfg := openLDAP(open, slapdtest.BaseDN)
					cfg.Settings.Port = proxy.Port
					base := read(t, cfg, nil)
					proxy.SetUpstream(closed.Address(), nil)
					less := changed(t, cfg, base)
					if sourcetest.Diff(base, less) == "" {
						t.Error("the rule changed nothing")
					}
					proxy.SetUpstream(open.Address(), nil)
					if diff := sourcetest.Diff(base, changed(t, cfg, less)); diff != "" {
						t.Errorf("without the rule again:\n%s", diff)
					}
				})
			}
		})
	}
}

// TestSlapdStampsHidden: what shows no stamp is read every time.
func TestSlapdStampsHidden(t *testing.T) {
	t.Parallel()
	for method, opts := range map[string][]slapdtest.Option{"syncrepl": nil, "revision": {slapdtest.WithoutSyncprov()}} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			hidden := slapdtest.WithAccess("access to attrs=entryCSN,modifyTimestamp by dn.exact=" + slapdtest.ReaderDN + " none by * break")
			s := slapdtest.Start(t, append([]slapdtest.Option{slapdtest.WithLDIF(backup()), hidden}, opts...)...)
			cfg := openLDAP(s, slapdtest.BaseDN)
			base := changed(t, cfg, read(t, cfg, nil))
			s.Set(t, "uid=user03,"+slapdtest.BaseDN, slapdtest.Attributes{"mail": {"changed@example.test"}})
			s.Delete(t, "uid=user04,"+slapdtest.BaseDN)
			user(t, changed(t, cfg, base), "changed@example.test")
		})
	}
}
