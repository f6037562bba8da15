package onelogin

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filter"
)

// reserved are the parameters that a query may not hold: they are what the
// program itself asks with.
var reserved = []string{"fields", "limit", "page", "cursor", "after_cursor", "before_cursor", "sort"}

// Parameters that OneLogin documents. Others may work, or may be ignored.
var (
	userParameters = []string{
		"created_since", "created_until", "updated_since", "updated_until", "last_login_since", "last_login_until",
		"firstname", "lastname", "email", "username", "samaccountname", "userprincipalname", "directory_id", "external_id",
		"group_id", "manager_ad_id", "app_id", "role_id", "user_ids", "id", "status", "since", "until",
	}
	roleParameters = []string{"name", "app_id", "app_name"}
)

// parseQuery reads the query part of a filter: parameters of the list's
// address, such as email=*@example.com&status=1. A mistake is an error that
// shows the place, because OneLogin itself would read everybody.
func parseQuery(setting, text string) (url.Values, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "?")
	if text == "" {
		return nil, nil
	}
	query, at := url.Values{}, 0
	for part := range strings.SplitSeq(text, "&") {
		name, value, equals := strings.Cut(part, "=")
		key, err1 := url.QueryUnescape(name)
		decoded, err2 := url.QueryUnescape(value)
		problem := ""
		switch {
		case err1 != nil || err2 != nil:
			problem = "a % stands before two hexadecimal digits, and for itself as %25"
		case strings.TrimSpace(part) == "":
			problem = "there is nothing between two &"
		case strings.Contains(part, ";"):
			problem = "a ; is written as %3B"
		case !equals || strings.TrimSpace(key) == "":
			problem = "a parameter has a name, = and a value"
		case strings.TrimSpace(decoded) == "":
			problem = "there is no value after ="
		case slices.Contains(reserved, strings.ToLower(strings.TrimSpace(key))):
			problem = "this parameter is set by the program itself"
		}
		if problem != "" {
			return nil, queryError(setting, text, at, problem)
		}
		query.Add(strings.TrimSpace(key), decoded)
		at += len(part) + 1
	}
	return query, nil
}

func queryError(setting, text string, at int, problem string) error {
	column := utf8.RuneCountInString(text[:at])
	return directory.WithHint(
		directory.Errorf(directory.ErrConfig, "%s: query, position %d: %s\n%s", setting, column+1, problem, filter.WithCaret(text, column)),
		"The part after the bar holds parameters of the OneLogin API, such as email=*@example.com for users or name=Bitwarden* for roles.")
}

// unknown returns the parameters of a query that are not documented.
func unknown(query url.Values, documented []string) []string {
	var names []string
	for name := range query {
		if !slices.Contains(documented, name) && !strings.HasPrefix(name, "custom_attributes.") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
