package ldap

import (
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

const (
	notADHint = "Set ldap.activeDirectory to false: the search paths, classes and attributes that are not set then fit such a server."
	isADHint  = "The server is Active Directory: set ldap.activeDirectory to true."
)

// kindHint says what to set where ldap.activeDirectory is not what the server
// says it is: a search that finds nothing has its cause there.
func (r *reading) kindHint() string {
	dse := r.users.DSE
	if _, other := dse.IsOther(); other && r.src.set.ActiveDirectory {
		return notADHint
	}
	if dse.IsActiveDirectory() && !r.src.set.ActiveDirectory {
		return isADHint
	}
	return ""
}

// kindFirst says so before what else there is to do about a base that is not
// there.
func (r *reading) kindFirst(err error) error {
	if hint := r.kindHint(); hint != "" && ldap.IsErrorWithCode(err, ldap.LDAPResultNoSuchObject) {
		return directory.WithHint(err, joinHints(hint, directory.HintOf(err)))
	}
	return err
}

func joinHints(hints ...string) string { return strings.TrimSpace(strings.Join(hints, " ")) }
