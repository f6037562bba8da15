package file

import (
	"fmt"
	"io"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// The stages of a read.
const (
	stageUsers  = "users"
	stageGroups = "groups"
	// progressEvery is how many entries pass between two reports.
	progressEvery = 1000
)

// A user as the file has it, before names are resolved.
type user struct {
	directory.User
	line int
	// uid is the log-in name by which LDIF's memberUid names users.
	uid string
	// former is the DN that a tombstone had, where it says so.
	former string
	// groups are the groups it says that it belongs to.
	groups []string
}

// A group as the file has it.
type group struct {
	directory.Group
	line int
	// members and memberGroups name users and groups; either holds both
	// where entries is set.
	members, memberGroups []string
	// memberUIDs name users by their log-in name.
	memberUIDs []string
	// groups are the groups it says that it belongs to.
	groups []string
}

// records are all entries of a file.
type records struct {
	// name is that of the file, for warnings.
	name   string
	users  []user
	groups []group
	// ldif says that references are DNs and that members may be of either
	// kind.
	ldif     bool
	warnings []directory.Warning
	// onProgress may be nil.
	onProgress func(directory.Progress)
}

func (r *records) addUser(u user) {
	r.users = append(r.users, u)
	r.progress(stageUsers, len(r.users))
}

func (r *records) addGroup(g group) {
	r.groups = append(r.groups, g)
	r.progress(stageGroups, len(r.groups))
}

func (r *records) progress(stage string, done int) {
	if r.onProgress != nil && done%progressEvery == 0 {
		r.onProgress(directory.Progress{Stage: stage, Done: done})
	}
}

func (r *records) warn(code directory.WarningCode, line int, entry, text string) {
	r.warnings = append(r.warnings, directory.Warning{Code: code, Entry: entry, Text: fmt.Sprintf("%s, line %d: %s", r.name, line, text)})
}

// decode reads a text of that format. An empty text is an error; one that says
// that there are no entries is not: the syncer guards against that.
func decode(in io.Reader, name string, format config.FileFormat, onProgress func(directory.Progress)) (*records, error) {
	text, err := newTextReader(in)
	if err != nil {
		return nil, err
	}
	r := &records{name: name, onProgress: onProgress}
	switch format {
	case config.FormatLDIF:
		err = decodeLDIF(text, r)
	case config.FormatJSON:
		err = decodeJSON(text, r)
	default:
		err = decodeCSV(text, r)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// finishUser returns false, with a warning, where a user can't be identified.
func (r *records) finishUser(u *user) bool {
	if u.ExternalID == "" {
		r.warn(directory.WarnNoExternalID, u.line, u.Email, fmt.Sprintf("user %q has no id and is left out.", u.Email))
		return false
	}
	if u.ReferenceID == "" {
		u.ReferenceID = u.ExternalID
	}
	return true
}

// finishGroup takes the id of a group from its name or the name from its id.
func (r *records) finishGroup(g *group) bool {
	switch {
	case g.ExternalID == "" && g.Name == "":
		r.warn(directory.WarnNoExternalID, g.line, "", "a group has neither an id nor a name and is left out.")
		return false
	case g.ExternalID == "":
		g.ExternalID = g.Name
	case g.Name == "":
		g.Name = g.ExternalID
	}
	if g.ReferenceID == "" {
		g.ReferenceID = g.ExternalID
	}
	return true
}
