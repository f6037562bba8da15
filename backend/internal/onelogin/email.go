package onelogin

import "strings"

// emailOf is the address of a user: the email, else the username where that is
// an address, else username and suffix where the option is on. Where none of
// them is an address, the email stays as it is.
func (s *Source) emailOf(u wireUser) string {
	switch {
	case isAddress(u.Email):
		return u.Email
	case isAddress(u.Username):
		return u.Username
	case s.cfg.UseEmailPrefixSuffix && u.Username != "" && isAddress(u.Username+s.cfg.EmailSuffix):
		return u.Username + s.cfg.EmailSuffix
	}
	return u.Email
}

// isAddress tells whether a text can be an email address at all; the syncer
// judges more closely.
func isAddress(text string) bool {
	name, host, found := strings.Cut(strings.TrimSpace(text), "@")
	return found && name != "" && host != "" && !strings.ContainsAny(name+host, "@ \t\r\n")
}
