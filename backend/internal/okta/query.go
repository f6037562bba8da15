package okta

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filter"
)

// checkQuery finds what can't be an Okta filter expression before anything is
// asked, since Okta itself only says that it is invalid
// (https://developer.okta.com/docs/api/#filter).
func checkQuery(setting, text string) error {
	at, problem := queryProblem(text)
	if problem == "" {
		return nil
	}
	return directory.WithHint(
		directory.Errorf(directory.ErrConfig, "%s: query, position %d: %s\n%s", setting, at+1, problem, filter.WithCaret(text, at)),
		`The part after the bar is an Okta filter expression, such as profile.lastName eq "Lovelace" for users or type eq "OKTA_GROUP" for groups.`)
}

// queryProblem returns the place in characters from 0, and what is wrong
// there.
func queryProblem(text string) (at int, problem string) {
	var open []int
	quote := -1
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quote >= 0 && r == '\\':
			i++
		case r == '"' && quote < 0:
			quote = i
		case r == '"':
			quote = -1
		case quote >= 0:
		case strings.ContainsRune("“”„‟«»", r):
			return i, `this is a typographic quotation mark, texts stand between " and "`
		case r == '\'':
			return i, `texts stand between " and "`
		case r == '(':
			open = append(open, i)
		case r == ')' && len(open) == 0:
			return i, "this parenthesis was not opened"
		case r == ')':
			open = open[:len(open)-1]
		case r == '=' || r == '&':
			return i, `an expression has words for operators, such as eq`
		case r == '|':
			return i, "there is a second bar"
		}
	}
	switch {
	case quote >= 0:
		return quote, "the text that begins here does not end"
	case len(open) > 0:
		return open[len(open)-1], "the parenthesis that opens here is not closed"
	}
	return 0, ""
}

// and joins expressions, leaving out empty ones.
func and(expressions ...string) string {
	parts := slices.DeleteFunc(slices.Clone(expressions), func(e string) bool { return e == "" })
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, ") and (") + ")"
}
