package file

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

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

// A place is where an entry stands.
type place struct {
	file string
	line int
}

func (p place) String() string { return fmt.Sprintf("%s, line %d", p.file, p.line) }

// A user as the file has it, before names are resolved.
type user struct {
	directory.User
	place
	// uid is the log-in name by which LDIF's memberUid names users.
	uid string
	// former is the DN that a tombstone had, where it says so.
	former string
	// groups are the groups it says that it belongs to.
	groups []string
	// asks tells that what separates groups in a cell was not said.
	asks bool
}

// A group as the file has it.
type group struct {
	directory.Group
	place
	// unnamed tells that the name is only the id.
	unnamed bool
	// members and memberGroups name users and groups; either holds both
	// where entries is set.
	members, memberGroups []string
	// memberUIDs name users by their log-in name.
	memberUIDs []string
	// groups are the groups it says that it belongs to.
	groups []string
	// asks tells that what separates members in a cell was not said.
	asks bool
}

// records are all entries of one or several files.
type records struct {
	// name is that of the file that is read, for warnings.
	name string
	// several tells that there are other files.
	several bool
	// ofGroups tells that rows which do not say what they are are groups.
	ofGroups bool
	users    []user
	groups   []group
	// ldif says that references are DNs and that members may be of either
	// kind.
	ldif     bool
	warnings []directory.Warning
	// notes say what was found out about the file, for the check.
	notes []string
	// columns are those that the tables have, by headerKey.
	columns map[string]bool
	// tables counts the tables that were read.
	tables int
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

// at is a place in the file that is read.
func (r *records) at(line int) place { return place{r.name, line} }

func (r *records) warn(code directory.WarningCode, at place, entry, text string) {
	r.warnings = append(r.warnings, directory.Warning{Code: code, Entry: entry, Text: at.String() + ": " + text})
}

// wrong is an error about an entry that was read before.
func (r *records) wrong(at place, text string) *LineError {
	e := &LineError{Line: at.line, Text: text}
	if r.several {
		e.File = at.file
	}
	return e
}

// refer names another place in an error about one.
func (r *records) refer(at place) string {
	if r.several {
		return at.String()
	}
	return fmt.Sprintf("line %d", at.line)
}

// note keeps what was found out about a file, once.
func (r *records) note(text string) {
	if !slices.Contains(r.notes, text) {
		r.notes = append(r.notes, text)
	}
}

// A reading says how a text is to be read.
type reading struct {
	format   config.FileFormat
	encoding string
	dialect
}

// decode adds what is in a text to r. An empty text is an error; one that says
// that there are no entries is not: the syncer guards against that.
func decode(in io.Reader, how reading, r *records) error {
	in, err := utf8Of(in, how.encoding, how.format == config.FormatCSV, func(name string) { r.note("in " + name) })
	if err != nil {
		return err
	}
	switch how.format {
	case config.FormatLDIF:
		return decodeLDIF(&textReader{r: in}, r)
	case config.FormatJSON:
		return decodeJSON(&textReader{r: in}, r)
	}
	return decodeCSV(&textReader{r: lineFeeds(in)}, how.dialect, r)
}

// finishUser returns false, with a warning, where a user can't be identified.
func (r *records) finishUser(u *user) bool {
	if u.ExternalID == "" {
		r.warn(directory.WarnNoExternalID, u.place, u.Email, fmt.Sprintf("user %q has no id and is left out.", u.Email))
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
		r.warn(directory.WarnNoExternalID, g.place, "", "a group has neither an id nor a name and is left out.")
		return false
	case g.ExternalID == "":
		g.ExternalID = g.Name
	case g.Name == "": // another row may have it
		g.Name, g.unnamed = g.ExternalID, true
	}
	if g.ReferenceID == "" {
		g.ReferenceID = g.ExternalID
	}
	return true
}

// addColumns notes the columns of a table.
func (r *records) addColumns(names []string) {
	r.tables++
	if r.columns == nil {
		r.columns = map[string]bool{}
	}
	for _, name := range names {
		r.columns[headerKey(name)] = true
	}
}

// checkColumns refuses columns that are set and that no table has.
func (r *records) checkColumns(set []config.Column) error {
	var missing []string
	for _, c := range set {
		if r.tables > 0 && c.Field != config.ColumnIgnored && !r.columns[headerKey(c.Header)] {
			missing = append(missing, strconv.Quote(c.Header))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	text := "there is no column " + strings.Join(missing, ", ")
	if len(missing) > 1 {
		text = "there are no columns " + strings.Join(missing, ", ")
	}
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s, which file.columns names", text),
		"Set file.columns to what the first row of the file says.")
}
