package account

import "testing"

func TestThePrimaryAddressCounts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		values []string
		want   string
	}{
		{"none", nil, ""},
		{"blank values are none", []string{" ", "ada@example.com"}, "ada@example.com"},
		{"the first of several", []string{"ada@example.com", "ada.alias@example.com"}, "ada@example.com"},
		{"the primary one", []string{"smtp:ada.alias@example.com", "x500:/o=ex/cn=ada", "SMTP:ada@example.com"}, "SMTP:ada@example.com"},
		{"no primary one", []string{"x500:/o=ex/cn=ada", "sip:ada@example.com", "smtp:ada@example.com"}, "smtp:ada@example.com"},
		{"no address at all", []string{"x500:/o=ex/cn=ada", "sip:ada@example.com"}, "x500:/o=ex/cn=ada"},
		{"a plain one after others", []string{"sip:ada@example.com", "ada@example.com"}, "ada@example.com"},
	}
	for _, test := range tests {
		if got := Email(test.values); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
