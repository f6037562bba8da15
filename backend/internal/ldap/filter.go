package ldap

import (
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/filter"
)

// parseFilter checks an LDAP filter and returns it without white space between
// its parts.
func parseFilter(text string) (string, error) {
	parsed, err := filter.ParseLDAP(text)
	if err == nil && parsed != "" {
		_, err = ldap.CompileFilter(parsed)
	}
	return parsed, err
}

// anyClass finds every entry.
const anyClass = "(objectClass=*)"

// classFilter asks for entries of any of the classes, separated by
// semicolons.
func classFilter(classes string) string {
	var parts []string
	for _, class := range config.List(classes) {
		parts = append(parts, "(objectClass="+ldap.EscapeFilter(class)+")")
	}
	switch len(parts) {
	case 0:
		return anyClass
	case 1:
		return parts[0]
	}
	return "(|" + strings.Join(parts, "") + ")"
}

// and combines filters, of which any may be empty.
func and(filters ...string) string {
	parts := slices.DeleteFunc(slices.Clone(filters), func(f string) bool { return f == "" })
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return "(&" + strings.Join(parts, "") + ")"
}
