package file

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A header tells which columns hold what.
type header struct {
	// at are the places of the columns of a field, in the order in which they
	// are asked.
	at map[string][]int
	// unnamed are the places of columns without a name, as spreadsheets leave
	// them behind; they must be empty.
	unnamed []int
	// export is the program that wrote them; nil where none is known.
	export *export
	// groups tells that rows are groups without saying so.
	groups bool
}

// headerReader finds out what the columns of one table hold. What is wrong with
// them is said all at once.
type headerReader struct {
	header
	names []string
	keys  []string
	taken []bool
	wrong []string
	// set are the fields whose columns the setting names.
	set map[string]bool
	// ignoreAll tells that what nobody knows is not read.
	ignoreAll bool
}

// readHeader reads the names of columns. place tells where one stands.
func readHeader(row []string, set []config.Column, place func(i int) (line, column int)) (*header, error) {
	h := &headerReader{header: header{at: map[string][]int{}}, taken: make([]bool, len(row)), set: map[string]bool{}}
	for i, name := range row {
		h.names = append(h.names, strings.TrimSpace(name))
		h.keys = append(h.keys, headerKey(name))
		if h.names[i] == "" {
			h.taken[i] = true
			h.unnamed = append(h.unnamed, i)
		}
	}
	h.takeSet(set)
	h.takeOwn()
	h.takeExport()
	first := slices.Index(h.taken, false)
	h.refuseUnknown()
	h.lookForID()
	if len(h.wrong) == 0 {
		_, typed := h.at["type"]
		about := func(fields ...string) bool {
			return slices.ContainsFunc(fields, func(f string) bool { return h.at[f] != nil })
		}
		h.groups = !typed && about("members", "memberGroups") && !about("email", "disabled", "enabled", "deleted")
		return &h.header, nil
	}
	return nil, h.problem(first, place)
}

// takeSet takes the columns that file.columns names; one may stand for several
// fields, such as an email that is the id too.
func (h *headerReader) takeSet(set []config.Column) {
	for _, c := range set {
		if c.Field == config.ColumnIgnored && c.Header == "*" {
			h.ignoreAll = true
			continue
		}
		for i := range h.names {
			if h.names[i] == "" || h.keys[i] != headerKey(c.Header) {
				continue
			}
			h.taken[i] = true
			if c.Field != config.ColumnIgnored {
				h.at[c.Field], h.set[c.Field] = append(h.at[c.Field], i), true
			}
		}
	}
}

// takeOwn takes the columns that are called as this program calls them.
func (h *headerReader) takeOwn() {
	own := map[string]bool{}
	for i, name := range h.names {
		known := slices.IndexFunc(config.FileFields, func(c string) bool { return strings.EqualFold(c, name) })
		if h.taken[i] || known < 0 {
			continue
		}
		field := config.FileFields[known]
		if own[field] {
			h.wrong = append(h.wrong, fmt.Sprintf("the column %q is there twice", name))
		}
		own[field], h.taken[i] = true, true
		if h.at[field] == nil { // else the setting says which
			h.at[field] = []int{i}
		}
	}
}

// takeExport takes the columns of a known program's export, where no other
// column has the same.
func (h *headerReader) takeExport() {
	if h.export = exportOf(h.keys); h.export == nil {
		return
	}
	h.ignoreAll = true
	for field, names := range h.export.columns {
		if own := h.at[field]; h.set[field] || own != nil && !slices.Contains(names, h.keys[own[0]]) {
			continue
		}
		for _, name := range names {
			for i, key := range h.keys {
				if !h.taken[i] && key == name {
					h.at[field] = append(h.at[field], i)
				}
			}
		}
	}
}

func (h *headerReader) refuseUnknown() {
	if h.ignoreAll {
		return
	}
	var unknown []string
	for i, name := range h.names {
		if h.taken[i] {
			continue
		}
		text := strconv.Quote(name)
		if near := h.nearest(name); near != "" {
			text = fmt.Sprintf("%q (did you mean %s?)", name, near)
		}
		unknown = append(unknown, text)
	}
	switch len(unknown) {
	case 0:
	case 1:
		h.wrong = append(h.wrong, "unknown column "+unknown[0])
	default:
		h.wrong = append(h.wrong, "unknown columns "+strings.Join(unknown, ", "))
	}
}

// nearest is the field that an unknown column may have been meant for: one that
// no other column fills.
func (h *headerReader) nearest(name string) string {
	if len(name) <= 3 { // two letters are near to everything
		return ""
	}
	for _, field := range config.Nearest(name, config.FileFields) {
		if h.at[field] == nil {
			return field
		}
	}
	return ""
}

// example says what file.columns could say about unknown columns: of one that
// is near to a field nobody fills, else of the id if that is missing.
func (h *headerReader) example() string {
	other := ""
	for i, name := range h.names {
		if h.taken[i] {
			continue
		}
		if near := h.nearest(name); near != "" {
			return setting(near, name)
		}
		if other == "" {
			other = name
		}
	}
	if h.withoutID() {
		return setting("id", other)
	}
	return ""
}

// setting is what file.columns would be set to, in quotes.
func setting(field, column string) string {
	if strings.Contains(column, ";") {
		return "'" + directory.Visible(field+`="`+column) + `"'`
	}
	return strconv.Quote(field + "=" + column)
}

func (h *headerReader) withoutID() bool {
	return h.at["id"] == nil && h.at["type"] == nil && (h.at["members"] == nil || h.at["name"] == nil)
}

// lookForID: users need an id, groups one or a name.
func (h *headerReader) lookForID() {
	if h.withoutID() {
		h.wrong = append(h.wrong, `the column "id" is missing`)
	}
}

const addID = "Add a column id with a number or name that stays the same when name and email change, such as the personnel number, " +
	`or say in file.columns which column it is, such as "id=Personnel number".`

// problem says all that is wrong; first is the first unknown column, or -1.
func (h *headerReader) problem(first int, place func(i int) (line, column int)) error {
	err := &LineError{Line: 1, Text: strings.Join(h.wrong, "; ")}
	if len(h.names) > 0 {
		err.Line, _ = place(0)
	}
	known := "Known are " + strings.Join(config.FileFields, ", ") + "."
	switch {
	case first >= 0 && !h.ignoreAll:
		_, err.Column = place(first)
		ignore, example := setting(config.ColumnIgnored, h.names[first]), h.example()
		if example == "" {
			ignoring := fmt.Sprintf("Say in file.columns that it is not read (%s; \"ignore=*\" for all others), or which of these it holds.", ignore)
			return directory.WithHint(err, known+" "+ignoring)
		}
		if h.withoutID() && !strings.HasPrefix(example[1:], "id=") {
			known = addID + " " + known
		}
		rename := fmt.Sprintf("Rename it, or say in file.columns what a column holds (such as %s) or that it is not read (%s; \"ignore=*\" for all others).", example, ignore)
		return directory.WithHint(err, known+" "+rename)
	case h.at["id"] == nil && h.export != nil && h.export.without != "":
		return directory.WithHint(err, h.export.without)
	case h.at["id"] == nil:
		return directory.WithHint(err, addID)
	}
	return directory.WithHint(err, "Remove one of the two.")
}
