package ldap

import (
	"testing"
	"unicode/utf8"

	"github.com/go-ldap/ldap/v3"
)

// sameDN lists texts that name the same entry, and otherDN texts that do not
// name the entry of the first one.
var dnTable = []struct {
	name  string
	same  []string
	other []string
}{
	{
		name: "case and spaces around separators mean nothing",
		same: []string{
			"uid=anna,ou=people,dc=example,dc=test",
			"UID=Anna,OU=People,DC=Example,DC=Test",
			"uid = anna , ou = people , dc = example , dc = test",
			"uid=anna;ou=people;dc=example;dc=test",
		},
		other: []string{"uid=anna,ou=people,dc=example", "uid=annb,ou=people,dc=example,dc=test", "ou=people,uid=anna,dc=example,dc=test"},
	},
	{
		name: "however a comma is escaped",
		same: []string{
			`CN=Smith\, John,OU=Staff,DC=example,DC=test`,
			`cn=smith\2c john,ou=staff,dc=example,dc=test`,
			`cn=Smith\2C\20John,ou=staff,dc=example,dc=test`,
			`cn=Smith\,  John,ou=staff,dc=example,dc=test`,
		},
		other: []string{`cn=Smith,cn=John,ou=staff,dc=example,dc=test`, `cn=Smith John,ou=staff,dc=example,dc=test`},
	},
	{
		name:  "quotes, plus signs and backslashes",
		same:  []string{`cn=a\"b\+c\\d,dc=x`, `CN=A\22b\2bC\5cD,dc=x`},
		other: []string{`cn=a\"b+cn=c\\d,dc=x`, `cn=a\"b\+c\\\\d,dc=x`},
	},
	{
		name:  "characters that need no escape",
		same:  []string{`cn=a?b*c,dc=x`, `cn=a\?b\*c,dc=x`, `cn=a\3fb\2Ac,dc=x`},
		other: []string{`cn=ab*c,dc=x`},
	},
	{
		name:  "beyond ASCII, however it is encoded",
		same:  []string{"cn=Jürgen Öz,dc=x", "CN=JÜRGEN ÖZ,DC=X", `cn=j\c3\bcrgen \C3\96z,dc=x`},
		other: []string{"cn=Jurgen Oz,dc=x"},
	},
	{
		name:  "the order inside a multi-valued RDN",
		same:  []string{"cn=anna+uid=7,dc=x", "UID=7 + CN=Anna,dc=x"},
		other: []string{"cn=anna+uid=8,dc=x", "cn=anna,uid=7,dc=x", "cn=anna,dc=x"},
	},
	{
		name:  "values in BER, and types as OID or by long name",
		same:  []string{"cn=anna,dc=x", "2.5.4.3=#0c04616e6e61,dc=x", "OID.2.5.4.3=Anna,domainComponent=x", "commonName=#0404416E6E61,dc=x"},
		other: []string{`cn=\#0c04616e6e61,dc=x`, "2.5.4.4=anna,dc=x"},
	},
	{
		name:  "spaces that are escaped stay",
		same:  []string{`cn=\ anna\ ,dc=x`, `cn=\20Anna\20,dc=x`},
		other: []string{"cn=anna,dc=x", "cn= anna ,dc=x"},
	},
}

func TestDNsAreComparedByMeaning(t *testing.T) {
	t.Parallel()
	for _, test := range dnTable {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want, ok := key(test.same[0])
			if !ok {
				t.Fatalf("%q is taken for no DN", test.same[0])
			}
			for _, dn := range test.same {
				if got, ok := key(dn); !ok || got != want {
					t.Errorf("%q has the key %q (%t), want %q", dn, got, ok, want)
				}
			}
			for _, dn := range test.other {
				if got, _ := key(dn); got == want {
					t.Errorf("%q has the same key as %q", dn, test.same[0])
				}
			}
		})
	}
}

func TestWhatIsNoDNHasNoKey(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "anna", "cn=a,", ",cn=a", "cn=a,,dc=x", "=a", `cn=a\`, `cn=a\zz`, `cn=a"b`, "cn=a<b", "cn=#0c", "cn=#zz", "cn=a\x00b", "cn=a+", "cn=a+,dc=x"} {
		if k, ok := key(text); ok {
			t.Errorf("%q has the key %q", text, k)
		}
	}
}

func TestIsBelow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		dn, base string
		want     bool
	}{
		{"ou=people,dc=x", "DC=X", true},
		{"dc=x", "dc=x", true},
		{"dc=x", "", true},
		{"ou=people,dc=xx", "dc=x", false},
		{`cn=foo\,dc=x`, "dc=x", false},
		{`cn=foo\\,dc=x`, "dc=x", true},
		{"dc=x", "ou=people,dc=x", false},
	}
	for _, test := range tests {
		k, _ := key(test.dn)
		base, _ := key(test.base)
		if got := isBelow(k, base); got != test.want {
			t.Errorf("%q below %q: got %t", test.dn, test.base, got)
		}
	}
}

// FuzzKey proves that the key of a DN says what ParseDN and EqualFold say.
func FuzzKey(f *testing.F) {
	for _, test := range dnTable {
		for _, dn := range test.same {
			f.Add(test.same[0], dn)
		}
		for _, dn := range test.other {
			f.Add(test.same[0], dn)
		}
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		keyA, okA := key(a)
		keyB, okB := key(b)
		if okA {
			if again, ok := key(keyA); utf8.ValidString(keyA) && ok && again != keyA && !hasOddValue(keyA) {
				t.Errorf("key of %q is %q, whose key is %q", a, keyA, again)
			}
			if _, err := ldap.ParseDN(a); err != nil {
				t.Errorf("%q has the key %q, but ParseDN says %v", a, keyA, err)
			}
		}
		if !okA || !okB || !utf8.ValidString(keyA) || !utf8.ValidString(keyB) {
			return
		}
		dnA, errA := ldap.ParseDN(a)
		dnB, errB := ldap.ParseDN(b)
		if errA == nil && errB == nil && dnA.EqualFold(dnB) && keyA != keyB {
			t.Errorf("%q and %q are equal, but have the keys %q and %q", a, b, keyA, keyB)
		}
	})
}

// hasOddValue tells whether a key shows characters that a DN would escape.
func hasOddValue(k string) bool {
	for i := range len(k) {
		if special(k[i]) && k[i] != '+' || k[i] == '#' || k[i] == ' ' || k[i] < ' ' {
			return true
		}
	}
	return false
}

func BenchmarkKey(b *testing.B) {
	for _, dn := range []string{"CN=User 00001,CN=Users,DC=example,DC=test", `CN=Smith\, Jürgen,OU=Staff,DC=example,DC=test`} {
		b.Run(dn, func(b *testing.B) {
			var buf []byte
			for b.Loop() {
				buf, _ = appendKey(buf[:0], dn)
			}
		})
	}
}
