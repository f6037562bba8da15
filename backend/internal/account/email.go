package account

import "strings"

// Email returns the value of a multi-valued attribute of addresses that counts:
// of proxyAddresses the primary one, which has SMTP: in capitals before it, else
// the first address; where none is one, the first text that is there.
// See https://learn.microsoft.com/windows/win32/adschema/a-proxyaddresses.
func Email(values []string) string {
	var address, text string
	for _, value := range values {
		trimmed := strings.TrimSpace(value)
		switch scheme, _, found := strings.Cut(trimmed, ":"); {
		case trimmed == "":
		case strings.HasPrefix(trimmed, "SMTP:"):
			return value
		case !found, strings.EqualFold(scheme, "smtp"), strings.EqualFold(scheme, "mailto"), strings.Contains(scheme, "@"):
			if address == "" {
				address = value
			}
		case text == "":
			text = value
		}
	}
	if address != "" {
		return address
	}
	return text
}
