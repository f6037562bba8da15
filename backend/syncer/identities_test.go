package syncer

import (
	"strings"
	"testing"
)

// TestIDsOfOneMeaning: texts of one entry need not look alike.
func TestIDsOfOneMeaning(t *testing.T) {
	t.Parallel()
	spelled := strings.NewReplacer(`\2c`, `\,`, "u\u0308", "\u00fc")
	known := newIdentities(func(id string) string { return spelled.Replace(id) })
	known.add(`cn=a\, b`, "")
	known.add("cn=m\u00fcller", "")
	known.add("cn=Mu\u0308ller", "")
	for _, c := range []struct{ id, want string }{
		{`cn=a\2c b`, `cn=a\, b`},
		{"cn=mu\u0308ller", "cn=m\u00fcller"},
		{"cn=muller", "cn=muller"},
		{`cn=a\, b`, `cn=a\, b`}, // taken, but it is its own
	} {
		if got := known.old(c.id, ""); got != c.want {
			t.Errorf("%q goes on as %q, want %q", c.id, got, c.want)
		}
	}
}
