package who_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/who"
)

var people = []who.Candidate{
	{ID: "1001", Email: "ada@example.com", Names: []string{"uid=ada,ou=people,dc=example,dc=com"}},
	{ID: "1002", Email: "Grace@example.com"},
	{ID: "ada@example.org", Email: "adele@example.org"},
	{ID: "1003", Email: "linus@example.com", Names: []string{"adele@example.org"}},
	{ID: "1004"},
	{Email: "jürgen@example.com"},
}

func TestFind(t *testing.T) {
	t.Parallel()
	dn := func(id string) string { return strings.ReplaceAll(strings.ToLower(id), ", ", ",") }
	for name, test := range map[string]struct {
		who  string
		key  func(string) string
		want []string
	}{
		"by email":                        {who: "ada@example.com", want: []string{"ada@example.com (1001)"}},
		"in another case":                 {who: " grace@Example.com ", want: []string{"Grace@example.com (1002)"}},
		"by external id":                  {who: "1004", want: []string{"1004"}},
		"by an id that is an address":     {who: "ada@example.org", want: []string{"adele@example.org (ada@example.org)"}},
		"by DN":                           {who: "uid=ada,ou=people,dc=example,dc=com", want: []string{"ada@example.com (1001)"}},
		"by DN, written otherwise":        {who: "UID=ada, ou=people, dc=example, dc=com", key: dn, want: []string{"ada@example.com (1001)"}},
		"by DN, where spaces mean more":   {who: "UID=ada, ou=people, dc=example, dc=com"},
		"an address that two have":        {who: "adele@example.org", want: []string{"adele@example.org (ada@example.org)", "linus@example.com (1003)"}},
		"without an external id":          {who: "jürgen@example.com", want: []string{"jürgen@example.com"}},
		"letters beyond ASCII":            {who: "JÜRGEN@example.com", want: []string{"jürgen@example.com"}},
		"a part of an address is nobody":  {who: "ada"},
		"nothing is nobody":               {who: "  "},
		"what nobody is called is nobody": {who: "hedy@example.com"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, c := range who.Find(slices.Values(people), test.who, test.key) {
				got = append(got, c.Shown())
			}
			if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"ada":                 {"ada@example.com (1001)", "adele@example.org (ada@example.org)"},
		"adda@example.com":    {"ada@example.com (1001)", "adele@example.org (ada@example.org)"},
		"ada@example.co.uk":   {"ada@example.com (1001)", "adele@example.org (ada@example.org)"},
		"grace@example.co.uk": {"Grace@example.com (1002)"},
		"jurgen@example.com":  {"jürgen@example.com"},
		"zzz":                 nil,
		"":                    nil,
	} {
		if diff := cmp.Diff(want, who.Nearest(slices.Values(people), name), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("nearest to %q (-want +got):\n%s", name, diff)
		}
	}
	short := []who.Candidate{{ID: "1", Email: "al@example.com"}, {ID: "2", Email: "bo@example.com"}}
	if got := who.Nearest(slices.Values(short), "G"); len(got) != 0 {
		t.Errorf("one letter is as far from all that is short, but %q are offered", got)
	}
	if diff := cmp.Diff([]string{"al@example.com (1)"}, who.Nearest(slices.Values(short), "all")); diff != "" {
		t.Errorf("nearest to a short name (-want +got):\n%s", diff)
	}
	many := func(yield func(who.Candidate) bool) {
		for i := range 10 {
			if !yield(who.Candidate{ID: fmt.Sprint(i), Email: fmt.Sprintf("user%d@example.com", i)}) {
				return
			}
		}
	}
	if got := who.Nearest(many, "user@example.com"); len(got) != 3 {
		t.Errorf("%d are offered: %q", len(got), got)
	}
}

func TestErrorsNameThem(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		`nobody in the directory is called "adda": did you mean ada (1), ade (2)?`: &who.NobodyError{Name: "adda", Where: "the directory", Nearest: []string{"ada (1)", "ade (2)"}},
		`nobody in the directory is called "zzz"`:                                  &who.NobodyError{Name: "zzz", Where: "the directory"},
		"\"ada\" means more than one:\n  ada (1)\n  ada (2)":                       &who.SeveralError{Name: "ada", Found: []string{"ada (1)", "ada (2)"}},
	} {
		if err.Error() != want || !errors.Is(err, organization.ErrStopped) {
			t.Errorf("got %q (%v), want %q", err, errors.Is(err, organization.ErrStopped), want)
		}
	}
}
