// Package filter is the filter language of the directories other than LDAP, as
// Bitwarden's connector has it: a set of values and, after a bar, a query in
// the directory's own language. docs/filters.md describes it for
// administrators.
//
//	include:ada@example.com, grace@example.com
//	exclude:Contractors|orgUnitPath=/Engineering
//	|orgUnitPath=/Engineering
//
// A filter that is not understood is an error, never no filter.
package filter

import (
	"fmt"
	"slices"
	"strings"
)

// The keywords that every directory knows. Others begin with one of them and
// say in the rest what their values are.
const (
	Include = "include"
	Exclude = "exclude"
)

// Options say what a directory understands.
type Options struct {
	// Query allows a query after the bar.
	Query bool
}

// A Filter is what an administrator wrote, parsed. The zero value lets
// everything pass.
type Filter struct {
	// Keyword is in lower case; empty without a set.
	Keyword string
	// Values are as they were written, spaces around them trimmed.
	Values []string
	// Query is the part after the bar, trimmed.
	Query string

	set map[string]struct{}
}

// Parse reads a filter; an empty text is the zero Filter. The error is a
// *SyntaxError.
func Parse(text string, o Options) (Filter, error) {
	var f Filter
	if strings.TrimSpace(text) == "" {
		return f, nil
	}
	set, query, bar := strings.Cut(text, "|")
	known := []string{Include, Exclude}
	if err := f.parseSet(text, set, known, o.Query && !bar); err != nil {
		return Filter{}, err
	}
	f.Query = strings.TrimSpace(query)
	switch {
	case bar && !o.Query && f.Query != "":
		return Filter{}, fail(text, len(set), either("there is no query language here: nothing may follow after the bar; name what is meant before it, as %s: or %s:", known))
	case f.Keyword == "" && f.Query == "":
		return Filter{}, fail(text, len(set), "there is nothing on either side of the bar")
	}
	return f, nil
}

// parseSet reads keyword:value,value with one of the keywords that are known.
// queries tells that a query would be understood.
func (f *Filter) parseSet(text, set string, known []string, queries bool) error {
	if strings.TrimSpace(set) == "" {
		return nil
	}
	start := len(set) - len(strings.TrimLeft(set, " \t\r\n"))
	keyword, values, colon := strings.Cut(set, ":")
	f.Keyword = strings.ToLower(strings.TrimSpace(keyword))
	switch {
	case !slices.Contains(known, f.Keyword):
		problem := either("a filter begins with %s: or %s:", known)
		if queries {
			problem = either("a filter begins with %s: or %s:; a query comes after a bar |", known)
		}
		return fail(text, start, problem)
	case !colon:
		return fail(text, len(strings.TrimRight(set, " \t\r\n")), `there is no ":" after `+f.Keyword)
	}
	f.set = map[string]struct{}{}
	for value := range strings.SplitSeq(values, ",") {
		// A comma too many has never hurt anybody.
		if value = strings.TrimSpace(value); value != "" {
			f.Values = append(f.Values, value)
			f.set[fold(value)] = struct{}{}
		}
	}
	if len(f.Values) == 0 {
		return fail(text, len(keyword)+1, "there are no values after "+f.Keyword+":")
	}
	return nil
}

// either makes a sentence of keywords: of those before the last one, and that.
func either(sentence string, words []string) string {
	last := len(words) - 1
	return fmt.Sprintf(sentence, strings.Join(words[:last], ":, "), words[last])
}

// HasSet tells whether there is a set, not only a query.
func (f Filter) HasSet() bool { return f.Keyword != "" }

// Names are the values of the set by which a complete read chooses alone: none
// beside a query, which keeps others away.
func (f Filter) Names() []string {
	if f.Query != "" || !f.byName() {
		return nil
	}
	return f.Values
}

// Excludes tells whether the set names what does not pass.
func (f Filter) Excludes() bool { return strings.HasPrefix(f.Keyword, Exclude) }

// Match tells whether the set lets value pass: case and spaces around it do
// not matter. Without a set everything passes.
func (f Filter) Match(value string) bool {
	if !f.HasSet() {
		return true
	}
	_, in := f.set[fold(value)]
	return in != f.Excludes()
}

// String prints the filter such that Parse reads it back.
func (f Filter) String() string {
	var b strings.Builder
	if f.HasSet() {
		b.WriteString(f.Keyword + ":" + strings.Join(f.Values, ","))
	}
	if f.Query != "" {
		b.WriteString("|" + f.Query)
	}
	return b.String()
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
