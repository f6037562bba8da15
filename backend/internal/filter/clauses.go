package filter

import (
	"slices"
	"strings"
)

// The keywords that Microsoft Entra ID has besides: users by the groups they
// are in, and groups by their administrative units. Their values are ids.
const (
	IncludeGroup = "includegroup"
	ExcludeGroup = "excludegroup"
	IncludeUnit  = "includeadministrativeunit"
	ExcludeUnit  = "excludeadministrativeunit"
)

// Clauses is a filter of Microsoft Entra ID, parsed. The zero value lets
// everything pass.
//
//	includeGroup:11111111-1111-4111-8111-111111111111|excludeGroup:2222…|exclude:ada@example.com
type Clauses []Filter

// ParseEntraUsers reads a filter of users. After an includeGroup further
// clauses may subtract, each after a bar. The error is a *SyntaxError.
func ParseEntraUsers(text string) (Clauses, error) {
	return parseClauses(text, []string{Include, Exclude, IncludeGroup, ExcludeGroup}, IncludeGroup, []string{ExcludeGroup, Exclude})
}

// ParseEntraGroups reads a filter of groups.
func ParseEntraGroups(text string) (Clauses, error) {
	return parseClauses(text, []string{Include, Exclude, IncludeUnit, ExcludeUnit}, "", nil)
}

// parseClauses reads clauses, the first with one of these keywords. Others may
// follow after the keyword opens, with the keywords in further.
func parseClauses(text string, first []string, opens string, further []string) (Clauses, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var clauses Clauses
	at := 0
	for clause := range strings.SplitSeq(text, "|") {
		known := first
		switch {
		case len(clauses) > 0 && strings.TrimSpace(clause) == "":
			at += len(clause) + 1
			continue // a bar too many has never hurt anybody
		case len(clauses) > 0 && (opens == "" || clauses[0].Keyword != opens):
			problem := "nothing may follow after the bar"
			if opens != "" {
				problem += ": only after " + opens + ": further clauses subtract"
			}
			return nil, fail(text, at-1, problem)
		case len(clauses) > 0:
			known = further
		case strings.TrimSpace(clause) == "":
			return nil, fail(text, at, "there is nothing before the bar")
		}
		var f Filter
		// Blanks in front, so that the places of errors are those in the text.
		if err := f.parseSet(text, strings.Repeat(" ", at)+clause, known, false); err != nil {
			return nil, err
		}
		clauses = append(clauses, f)
		at += len(clause) + 1
	}
	return clauses, nil
}

// Values returns what the clauses with that keyword name.
func (c Clauses) Values(keyword string) (values []string) {
	for _, f := range c {
		if f.Keyword == keyword {
			values = append(values, f.Values...)
		}
	}
	return values
}

// ByName tells whether a clause chooses by email or name.
func (c Clauses) ByName() bool {
	return slices.ContainsFunc(c, Filter.byName)
}

// Names are the emails or names by which a complete read chooses alone: none
// beside a clause about groups or units, which keeps others away.
func (c Clauses) Names() []string {
	if len(c) != 1 {
		return nil
	}
	return c[0].Names()
}

func (f Filter) byName() bool { return f.Keyword == Include || f.Keyword == Exclude }

// Match tells whether the clauses that choose by email or name let value pass;
// what the others choose only the directory knows.
func (c Clauses) Match(value string) bool {
	return !slices.ContainsFunc(c, func(f Filter) bool { return f.byName() && !f.Match(value) })
}
