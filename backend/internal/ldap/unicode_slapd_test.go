package ldap_test

import (
	"slices"
	"strings"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestSlapdMembersInOtherCodePoints: OpenLDAP finds an entry by any form of
// its DN (RFC 4518, 2.3 and 2.6.1), and hands out members as they were put in.
func TestSlapdMembersInOtherCodePoints(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	add := func(cn, uid string) {
		s.Add(t, "cn="+cn+","+ou, slapdtest.Attributes{"objectClass": {"inetOrgPerson"}, "sn": {"x"}, "uid": {uid}, "mail": {uid + "@example.com"}})
	}
	add("M\u00fcller", "n0")
	add("Ada\u00a0Ex", "n1")
	add("\uff2b\u0101 #2", "n2")
	addGroup(t, s, ou, "g0", "cn=Mu\u0308ller,"+ou)
	addGroup(t, s, ou, "g1", "cn=Ada Ex,"+ou)
	addGroup(t, s, ou, "g2", `CN=K\c4\80\20\20\#2,`+ou)
	addGroup(t, s, ou, "g3", "cn=g0,"+ou, "cn=\uff47\uff11,"+ou)
	cfg := openLDAP(s, ou)
	first := read(t, cfg, nil)
	for group, want := range map[string][]string{"g0": {"n0@example.com"}, "g1": {"n1@example.com"}, "g2": {"n2@example.com"}, "g3": {"g0", "g1"}} {
		equal(t, group, want, members(t, first, group))
	}
	if len(first.Warnings) > 0 {
		t.Errorf("warnings: %v", first.Warnings)
	}

	// The same in what changed, and after a rename to another form.
	addGroup(t, s, ou, "later", "CN=MU\u0308LLER,"+ou, "cn=Ada\u2003 Ex,"+ou)
	second := changed(t, cfg, first)
	equal(t, "later", []string{"n0@example.com", "n1@example.com"}, members(t, second, "later"))
	s.ModifyLDIF(t, "dn: cn=M\\c3\\bcller,"+ou+"\nchangetype: modrdn\nnewrdn: cn=MU\\cc\\88LLER\ndeleteoldrdn: 1\n\n")
	third := changed(t, cfg, second)
	equal(t, "g0", []string{"n0@example.com"}, members(t, third, "g0"))
	src := source(t, cfg)
	before, after := user(t, first, "n0@example.com").ExternalID, user(t, third, "n0@example.com").ExternalID
	if before == after || src.ExternalIDKey(before) != src.ExternalIDKey(after) {
		t.Errorf("%q and %q are two people", before, after)
	}

	cfg.Settings.RootPath = strings.ReplaceAll(ou, "ou=", "OU=\u3000")
	equal(t, "users below the same base", emails(third), emails(read(t, cfg, nil)))
}

// TestSlapdTellsTheSameDNsApart compares what this program holds equal with
// what OpenLDAP finds. Where they differ, RFC 4518, 2.2 has more than its old
// tables of letters: no two entries that it keeps apart become one because of
// characters that nobody sees.
func TestSlapdTellsTheSameDNsApart(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	conn, err := goldap.DialURL("ldap://" + s.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Bind(slapdtest.ReaderDN, slapdtest.ReaderPassword); err != nil {
		t.Fatal(err)
	}
	// differs are pairs of one letter here and two there.
	differs := []string{"STRA\u1e9eE", "ς", "\u2167", "i\u0307", "I\u0307"}
	for _, pair := range [][2]string{
		{"Müller", "Mu\u0308ller"}, {"Müller", `MU\cc\88LLER`}, {"Müller", "Muller"}, {"Müller", "Mueller"},
		{"Ada Ex", "Ada\u00a0Ex"}, {"Ada", "\u00a0Ada"}, {"Ada Ex", "Ada \u2003\u3000Ex"}, {"Ada", `\20Ada\20`}, {`\20`, `\20\20`}, {`\20`, "\u00a0"},
		{"Ada Ex", "Ada\tEx"}, {"Ada Ex", `Ada\0aEx`}, {"Ada Ex", "Ada\u2028Ex"}, {"Ada Ex", "Ada\u0085Ex"}, {"Ada Ex", "AdaEx"},
		{"Adax", "Ada\u00adx"}, {"Adax", "Ada\u200bx"}, {"Adax", "Ada\u200dx"}, {"Adax", "Ada\ufeffx"}, {"Adax", "Ada\ufe0fx"}, {"Adax", "Ada\u034fx"}, {"Adax", "Ada\u2060x"}, {"Adax", `Ada\01x`},
		{"Ada", "\uff21\uff44\uff41"}, {"fine", "\ufb01ne"}, {"a2", "a²"}, {"k", "\u212a"}, {"\u00e5", "A\u030a"}, {"\u1ead", "a\u0302\u0323"},
		{`a\,b`, "a\uff0cb"}, {`a\+b`, "a\uff0bb"}, {`a\\b`, "a\uff3cb"}, {"...", "\u2026"}, {`\"q\"`, `\22q\22`}, {`"a, b"`, `a\, b`},
		{"straße", "strasse"}, {"straße", "STRASSE"}, {"straße", "STRA\u1e9eE"}, {"i", "\u0130"}, {"i", "\u0131"}, {"i", "i\u0307"}, {"\u0130", "I\u0307"}, {"σ", "ς"}, {"σ", "Σ"}, {"viii", "\u2167"},
		{"\uac00", "\u1100\u1161"}, {"\u30ac", "\uff76\uff9e"}, {"й", "И\u0306"}, {"й", "и"}, {"x\u00a8", "x \u0308"},
		{"a+sn=b", "b+cn=a"}, {"a+sn=b", "A + SN=B"}, {"a+sn=b", "a+sn=c"}, {"a", "a,cn=a"},
	} {
		entry := "cn=" + pair[0] + "," + ou
		other := "cn=" + pair[1] + "," + ou
		if rest, found := strings.CutSuffix(pair[1], "+cn=a"); found {
			other = "sn=" + rest + "+cn=a," + ou
		}
		s.Add(t, entry, slapdtest.Attributes{"objectClass": {"person"}, "sn": {"x"}})
		_, err := conn.Search(goldap.NewSearchRequest(other, goldap.ScopeBaseObject, goldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{"1.1"}, nil))
		if err != nil && !goldap.IsErrorWithCode(err, goldap.LDAPResultNoSuchObject) {
			t.Fatalf("%q: %v", other, err)
		}
		if finds, same := err == nil, dn.Same(entry, other); finds != same && !slices.Contains(differs, pair[1]) {
			t.Errorf("%q and %q: OpenLDAP says %t, this program %t", pair[0], pair[1], finds, same)
		}
		s.Delete(t, entry)
	}
}
