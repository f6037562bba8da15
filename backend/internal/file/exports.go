package file

import (
	"slices"
	"strings"
)

// An export is a kind of CSV file that a program writes, known by its columns.
// What they are called is written as by headerKey.
type export struct {
	program string
	// signs are columns of which each tells the program by itself; all of them
	// must be there.
	signs []string
	// columns are by field, in the order in which they are asked.
	columns map[string][]string
	// without is the hint for an export that has no column for an id.
	without string
}

// guest is in the user principal name of a guest of Entra ID, which is no
// address.
const guest = "#EXT#"

// exports are the programs whose columns are known. Their other columns are
// not read: they are not mistyped, and there are more from year to year. An
// email is what the program's own directory here takes for one: a log-in name
// such as that of a service account is none, except in Entra ID.
var exports = []export{
	{
		// https://learn.microsoft.com/entra/identity/users/users-bulk-download;
		// objectId is called id since 2024.
		program: "Microsoft Entra ID", signs: []string{"userprincipalname", "accountenabled"},
		columns: map[string][]string{
			"id": {"objectid", "id"}, "email": {"mail", "userprincipalname"}, "name": {"displayname"}, "enabled": {"accountenabled"},
		},
	},
	{
		program: "Microsoft 365", signs: []string{"user principal name", "object id"},
		columns: map[string][]string{
			"id": {"object id"}, "email": {"user principal name"}, "name": {"display name"}, "disabled": {"block credential", "block sign-in"},
		},
	},
	{
		// https://support.google.com/a/answer/7348070; the brackets at the end of
		// its names are left out.
		program: "Google Workspace", signs: []string{"email address", "org unit path"},
		columns: map[string][]string{"email": {"email address"}, "disabled": {"status"}},
		without: `It is an export of Google Workspace, which has no id of its own. Where the column Employee ID is filled, set file.columns to "id=Employee ID"; ` +
			`with "id=Email Address" a new address makes a new member of somebody.`,
	},
	{
		program: "Okta", signs: []string{"login", "status"},
		columns: map[string][]string{"id": {"id", "user id", "userid"}, "email": {"email", "primary email"}, "disabled": {"status"}},
		without: `It is an export of Okta without the column id: export it too, or set file.columns to "id=login", with which a new login makes a new member of somebody.`,
	},
	{
		program: "Okta", signs: []string{"profile.login", "status"},
		columns: map[string][]string{"id": {"id"}, "email": {"profile.email"}, "disabled": {"status"}},
		without: `It is an export of Okta without the column id: export it too.`,
	},
	{
		// Get-ADUser | Export-Csv
		program: "Active Directory", signs: []string{"objectguid"},
		columns: map[string][]string{
			"id": {"objectguid"}, "email": {"mail", "emailaddress"}, "name": {"displayname", "name"}, "enabled": {"enabled"},
		},
	},
}

// headerKey is the same for all spellings of a column's name: letters of any
// case, and without the notes that Google puts behind ("[Required]").
func headerKey(name string) string {
	name = fold(name)
	if i := strings.LastIndexByte(name, '['); i > 0 && strings.HasSuffix(name, "]") {
		name = strings.TrimSpace(name[:i])
	}
	return name
}

// exportOf returns the program that writes such columns, or nil.
func exportOf(keys []string) *export {
	for i := range exports {
		if !slices.ContainsFunc(exports[i].signs, func(sign string) bool { return !slices.Contains(keys, sign) }) {
			return &exports[i]
		}
	}
	return nil
}
