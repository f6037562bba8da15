package filter_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/internal/filter"
)

func TestAMalformedLDAPFilterShowsThePosition(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"an end too early", "(&(a=b)(c=d)", `position 13: ")" is missing`},
		{"an end too late", "(a=b))", "position 6: the filter has ended here"},
		{"two filters side by side", "(a=b)(c=d)", "position 6: the filter has ended here"},
		{"no operator", "(cn)", "position 4: one of = ~= <= >= is missing"},
		{"no attribute", "(=x)", "position 2: the name of an attribute is missing"},
		{"a DN escape inside a value", `(memberOf=CN=Smith\, John,DC=x)`, `position 19: "\" without two hexadecimal digits`},
		{"an open parenthesis inside a value", "(cn=a(b)", "position 6: an opening parenthesis"},
		{"nothing to combine", "(&)", `position 3: "&" combines parts`},
		{"two parts for not", "(!(a=b)(c=d))", `position 8: "!" takes one part only`},
		{"empty parentheses", "()", "position 2: the name of an attribute is missing"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := filter.ParseLDAP(test.text)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
