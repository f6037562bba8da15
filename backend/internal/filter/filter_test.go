package filter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"directoryconnector/backend/internal/filter"
)

var withQuery = filter.Options{Query: true}

func TestFilters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text      string
		passes    []string
		stays     []string
		query     string
		printedAs string
	}{
		{text: "", passes: []string{"", "anybody"}},
		{text: " \t\n", passes: []string{"anybody"}},
		{
			text:   "include:ada@example.com, Grace@Example.com",
			passes: []string{"ada@example.com", "GRACE@example.com", " ada@example.com "}, stays: []string{"zoe@example.com", "", "da@example.com"},
			printedAs: "include:ada@example.com,Grace@Example.com",
		},
		{
			text:   " EXCLUDE : Contractors ,, Öl & Gas,",
			passes: []string{"Staff", ""}, stays: []string{"contractors", "öl & gas"},
			printedAs: "exclude:Contractors,Öl & Gas",
		},
		{text: "include:app:admins", passes: []string{"App:Admins"}, stays: []string{"app"}, printedAs: "include:app:admins"},
		{text: "|orgUnitPath=/Engineering", passes: []string{"anybody"}, query: "orgUnitPath=/Engineering", printedAs: "|orgUnitPath=/Engineering"},
		{text: "include:a | x | y ", passes: []string{"a"}, stays: []string{"b"}, query: "x | y", printedAs: "include:a|x | y"},
		{text: "exclude:a|", passes: []string{"b"}, stays: []string{"a"}, printedAs: "exclude:a"},
	} {
		f, err := filter.Parse(c.text, withQuery)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		for _, v := range c.passes {
			if !f.Match(v) {
				t.Errorf("%q holds %q back", c.text, v)
			}
		}
		for _, v := range c.stays {
			if f.Match(v) {
				t.Errorf("%q lets %q pass", c.text, v)
			}
		}
		if f.Query != c.query || f.String() != c.printedAs {
			t.Errorf("%q: query %q, printed as %q", c.text, f.Query, f)
		}
	}
}

func TestAFilterThatIsNotUnderstoodIsAnError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		o    filter.Options
		want string
	}{
		{"inclde:a", withQuery, "filter, position 1: a filter begins with include: or exclude:; a query comes after a bar |\n  inclde:a\n  ^"},
		{" \tnobody", filter.Options{}, "filter, position 3: a filter begins with include: or exclude:\n    nobody\n    ^"},
		{"include a", filter.Options{}, "position 1: a filter begins with include: or exclude:"},
		{"include ", filter.Options{}, "position 8: there is no \":\" after include\n  include \n         ^"},
		{"include: ,", filter.Options{}, "position 9: there are no values after include:"},
		{"exclude:ä|x=1", filter.Options{}, "position 10: there is no query language here: nothing may follow after the bar; name what is meant before it, as include: or exclude:\n  exclude:ä|x=1\n           ^"},
		{"|", withQuery, "position 1: there is nothing on either side of the bar"},
		{"|x", filter.Options{}, "position 1: there is no query language"},
		{"(mail=*)", filter.Options{}, "position 1: a filter begins with"},
	} {
		f, err := filter.Parse(c.text, c.o)
		if syntax, ok := errors.AsType[*filter.SyntaxError](err); !ok || syntax.Text != c.text || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.text, err, c.want)
		}
		if f.HasSet() || f.Query != "" {
			t.Errorf("%q: an error and a filter: %v", c.text, f)
		}
	}
}

func TestADirectoryMayHaveMoreKeywords(t *testing.T) {
	t.Parallel()
	f, err := filter.ParseEntraUsers("excludeGroup: 1, 2")
	if err != nil || len(f) != 1 || f[0].Keyword != "excludegroup" || f[0].Match("1") || !f[0].Match("3") {
		t.Errorf("got %+v, %v", f, err)
	}
}

func TestWhatIsPrintedIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		if rapid.Bool().Draw(t, "set") {
			b.WriteString(rapid.SampledFrom([]string{"include", "Exclude "}).Draw(t, "keyword") + ":x")
			for _, v := range rapid.SliceOf(rapid.StringMatching(`[^|]*`)).Draw(t, "values") {
				b.WriteString("," + v)
			}
		}
		if rapid.Bool().Draw(t, "query") {
			b.WriteString("|" + rapid.String().Draw(t, "text") + "y")
		}
		f, err := filter.Parse(b.String(), withQuery)
		if err != nil {
			t.Fatalf("%q: %v", b.String(), err)
		}
		sameAgain(t, f)
	})
}

func sameAgain(t interface {
	Helper()
	Fatalf(string, ...any)
}, f filter.Filter,
) {
	t.Helper()
	again, err := filter.Parse(f.String(), withQuery)
	if err != nil {
		t.Fatalf("%q can't be read back: %v", f, err)
	}
	if diff := cmp.Diff(f, again, cmpopts.IgnoreUnexported(filter.Filter{})); diff != "" {
		t.Fatalf("%q (-first +again):\n%s", f, diff)
	}
	for _, v := range append(f.Values, "somebody else") {
		if f.Match(v) != again.Match(v) {
			t.Fatalf("%q judges %q differently when read back", f, v)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "include:a,b", "EXCLUDE: a ,B|q", "|q", "a:b", "include:", "|", "include:a|b|c", "\xff:|"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := filter.Parse(text, withQuery)
		if err != nil {
			if !strings.Contains(err.Error(), "^") {
				t.Fatalf("no caret: %v", err)
			}
			return
		}
		if strings.TrimSpace(text) != "" && !got.HasSet() && got.Query == "" {
			t.Fatalf("%q became no filter", text)
		}
		sameAgain(t, got)
	})
}
