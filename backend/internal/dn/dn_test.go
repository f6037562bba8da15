package dn

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/text/unicode/norm"
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
		name:  "spaces at the ends of a value, escaped or not (OpenLDAP too)",
		same:  []string{"cn=anna,dc=x", `cn=\ anna\ ,dc=x`, `cn=\20\20Anna\20,dc=x`, "cn= anna ,dc=x", "cn=\u00a0anna\u3000,dc=x"},
		other: []string{"cn=an na,dc=x", "cn=,dc=x"},
	},
	{
		name:  "nothing but spaces",
		same:  []string{`cn=\20,dc=x`, `cn=\20\20\20,dc=x`, "cn=\u00a0,dc=x", "cn=,dc=x"},
		other: []string{`cn=\0a,dc=x`},
	},
	{
		name:  "values that are quoted as a whole (RFC 2253, 4)",
		same:  []string{`cn="Hopper, Grace; +1",dc=x`, `cn=hopper\2c grace\; \+1,dc=x`, `cn= "hopper,  grace; +1" ,dc=x`},
		other: []string{`cn="Hopper, Grace; +1"+dc=x`},
	},
	{
		name:  "one character in several code points",
		same:  []string{"cn=M\u00fcller,dc=x", "cn=Mu\u0308ller,dc=x", "CN=M\u00dcLLER,DC=x", "cn=MU\u0308LLER,dc=x", `cn=mu\cc\88ller,dc=x`},
		other: []string{"cn=Muller,dc=x", "cn=Mueller,dc=x"},
	},
	{
		name:  "marks in another order",
		same:  []string{"cn=\u1eadb,dc=x", "cn=a\u0323\u0302b,dc=x", "cn=a\u0302\u0323b,dc=x", "cn=\u00e2\u0323b,dc=x"},
		other: []string{"cn=a\u0302b,dc=x"},
	},
	{
		name:  "every kind of space",
		same:  []string{"cn=Ada Ex,dc=x", "cn=Ada\u00a0Ex,dc=x", "cn=Ada\u3000Ex,dc=x", "cn=Ada \u2003\u202f Ex,dc=x", `cn=Ada\c2\a0Ex,dc=x`},
		other: []string{"cn=AdaEx,dc=x", "cn=Ada\tEx,dc=x"},
	},
	{
		name:  "letters of other widths and shapes, ligatures, signs",
		same:  []string{"cn=fine a2 k \u30ac...,dc=x", "cn=\ufb01ne \uff21\u00b2 \u212a \uff76\uff9e\u2026,dc=x"},
		other: []string{"cn=fine a2 k \u30ab...,dc=x"},
	},
	{
		name:  "separators of another width are text",
		same:  []string{`cn=a\,b\+c\\,dc=x`, "cn=a\uff0cb\uff0bc\uff3c,dc=x"},
		other: []string{"cn=a,b=b,dc=x", `cn=a\,b\+c\\\,dc=x`},
	},
	{
		name:  "sz has a capital, and is not ss",
		same:  []string{"cn=stra\u00dfe,dc=x", "CN=STRA\u1e9eE,dc=x"},
		other: []string{"cn=strasse,dc=x", "CN=STRASSE,dc=x"},
	},
	{
		name:  "i with a dot is i, without one is another letter",
		same:  []string{"cn=izmir,dc=x", "cn=\u0130zmir,dc=x", "CN=IZMIR,dc=x", "cn=I\u0307zmir,dc=x", "cn=i\u0307zmir,dc=x"},
		other: []string{"cn=\u0131zmir,dc=x", "cn=\u0131\u0307zmir,dc=x"},
	},
	{
		name:  "dots that are not on an i stay",
		same:  []string{"cn=\u017cx,dc=x", "cn=z\u0307x,dc=x", "cn=\u017bX,dc=x"},
		other: []string{"cn=zx,dc=x"},
	},
	{
		name:  "Greek",
		same:  []string{"cn=\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2 \u03b9,dc=x", "cn=\u039f\u0394\u03a5\u03a3\u03a3\u0395\u038e\u03a3 \u0399,dc=x", "cn=\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u1f7b\u03c3 \u1fbe,dc=x"},
		other: []string{"cn=\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c2 \u03b9,dc=x"},
	},
	{
		name:  "Cyrillic and Hangul",
		same:  []string{"cn=\u0410\u043d\u0434\u0440\u0435\u0439 \uac00,dc=x", "cn=\u0430\u043d\u0434\u0440\u0435\u0438\u0306 \u1100\u1161,dc=x"},
		other: []string{"cn=\u0410\u043d\u0434\u0440\u0435\u0438 \uac00,dc=x"},
	},
	{
		name:  "characters that nobody sees (OpenLDAP tells them apart)",
		same:  []string{"cn=Adax,dc=x"},
		other: []string{"cn=Ada\u00adx,dc=x", "cn=Ada\u200bx,dc=x", "cn=Ada\u200dx,dc=x", "cn=Ada\ufeffx,dc=x", "cn=Ada\ufe0fx,dc=x", "cn=Ada\u2060x,dc=x"},
	},
	{
		name:  "bytes that are no UTF-8",
		same:  []string{`cn=\ff\fea,dc=x`, "cn=\xff\xfeA,dc=x"},
		other: []string{`cn=\fe\ffa,dc=x`, "cn=\ufffd\ufffda,dc=x"},
	},
}

func TestDNsAreComparedByMeaning(t *testing.T) {
	t.Parallel()
	for _, test := range dnTable {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want, ok := Key(test.same[0])
			if !ok {
				t.Fatalf("%q is taken for no DN", test.same[0])
			}
			for _, dn := range test.same {
				if got, ok := Key(dn); !ok || got != want {
					t.Errorf("%q has the key %q (%t), want %q", dn, got, ok, want)
				}
			}
			for _, dn := range test.other {
				if got, _ := Key(dn); got == want {
					t.Errorf("%q has the same key as %q", dn, test.same[0])
				}
			}
		})
	}
}

func TestWhatIsNoDNHasNoKey(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "anna", "cn=a,", ",cn=a", "cn=a,,dc=x", "=a", `cn=a\`, `cn=a\zz`, `cn=a"b`, "cn=a<b", "cn=#0c", "cn=#zz", "cn=a\x00b", "cn=a+", "cn=a+,dc=x", `cn="a`, `cn="a"b`, `cn="a\"`, "c\u00fc=a"} {
		if k, ok := Key(text); ok {
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
		k, _ := Key(test.dn)
		base, _ := Key(test.base)
		if got := IsBelow(k, base); got != test.want {
			t.Errorf("%q below %q: got %t", test.dn, test.base, got)
		}
	}
}

// FuzzKey proves that a key is a DN and its own key, that the way for plain
// DNs and the one for all agree, and that what ParseDN and EqualFold hold equal
// has one key.
func FuzzKey(f *testing.F) {
	for _, test := range dnTable {
		for _, dn := range append(test.same, test.other...) {
			f.Add(test.same[0], dn)
		}
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		keyA, okA := Key(a)
		keyB, okB := Key(b)
		if !okA {
			return
		}
		if again, ok := Key(keyA); !ok || again != keyA {
			t.Errorf("key of %q is %q, whose key is %q (%t)", a, keyA, again, ok)
		}
		if slow, ok := appendAnyKey(nil, a); !ok || string(slow) != keyA {
			t.Errorf("key of %q is %q, and %q the long way", a, keyA, slow)
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if other, ok := Key(form.String(a)); utf8.ValidString(keyA) && plainText(a) && (!ok || other != keyA) {
				t.Errorf("key of %q is %q, and in form %d %q", a, keyA, form, other)
			}
		}
		if !okB || !utf8.ValidString(keyA) || !utf8.ValidString(keyB) {
			return
		}
		dnA, errA := ldap.ParseDN(a)
		dnB, errB := ldap.ParseDN(b)
		if errA == nil && errB == nil && dnA.EqualFold(dnB) && keyA != keyB {
			t.Errorf("%q and %q are equal, but have the keys %q and %q", a, b, keyA, keyB)
		}
	})
}

// plainText tells whether no character of text but a letter or a space can
// become another one by a change of form: a sign may decompose to a separator
// or take a mark, which then is no separator.
func plainText(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r >= utf8.RuneSelf && !unicode.IsLetter(r) && r != '\u00a0'
	})
}

// TestEveryCharacterHasOneForm: what is equal by case or by form has one key,
// the same by the short way for Latin and Cyrillic as by the one for all.
func TestEveryCharacterHasOneForm(t *testing.T) {
	t.Parallel()
	value := func(text string) string { return string(AppendValue(nil, []byte(text))) }
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || r >= utf8.RuneSelf && unicode.SimpleFold(r) == r && norm.NFKD.IsNormalString(string(r)) {
			continue // nothing that could be done in two ways
		}
		text := "x" + string(r) + "x"
		want := value(text)
		long := norm.NFKC.Bytes(foldDecomposed(norm.NFKD.Bytes([]byte(text))))
		others := []string{
			string(long), norm.NFC.String(text), norm.NFD.String(text), norm.NFKC.String(text), norm.NFKD.String(text),
		}
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			others = append(others, "X"+string(f)+"X")
		}
		if again, ok := Key("cn=" + want); !ok || again != "cn="+want {
			t.Errorf("%U: cn=%s has the key %q", r, want, again)
		}
		for _, other := range others {
			if got := value(other); got != want {
				t.Errorf("%U: %q is %q, and %q is %q", r, text, want, other, got)
			}
		}
	}
}

// A value of Name And Optional UID may hold a name only, or one that looks as if
// there was more.
func TestCutOptionalUID(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"cn=a,dc=b#'0101'B": "cn=a,dc=b", "cn=a,dc=b#''B": "cn=a,dc=b", "#'0'B": "",
		"cn=a,dc=b": "cn=a,dc=b", "cn=a#'B": "cn=a#'B", "cn=a#'2'B": "cn=a#'2'B", "'B": "'B", "": "",
	} {
		if got := CutOptionalUID(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	for _, dn := range []string{"CN=User 00001,CN=Users,DC=example,DC=test", `CN=Smith\, Jürgen,OU=Staff,DC=example,DC=test`, `CN=Smith\, John,OU=Staff,DC=example,DC=test`, "CN=Ju\u0308rgen Smith,OU=Staff,DC=example,DC=test", "CN=Андрей,OU=Staff,DC=example,DC=test", "CN=Οδυσσεύς,OU=Staff,DC=example,DC=test"} {
		b.Run(dn, func(b *testing.B) {
			var buf []byte
			for b.Loop() {
				buf, _ = AppendKey(buf[:0], dn)
			}
		})
	}
}
