package file

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// inventGroups makes the groups of a file that has none but names some: the
// name is also the id. Of several spellings the first in the alphabet counts,
// so that the order of rows does not matter.
func (r *records) inventGroups() error {
	spelling := map[string]string{}
	for _, u := range r.users {
		for _, name := range u.groups {
			if u.asks && mayBeList(name) {
				return r.askSeparator(name, u.place)
			}
			if s, ok := spelling[fold(name)]; !ok || name < s {
				spelling[fold(name)] = name
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(spelling)) {
		name := spelling[key]
		r.groups = append(r.groups, group{Group: directory.Group{ReferenceID: name, ExternalID: name, Name: name}})
	}
	return nil
}

// mayBeList tells whether a name may be several.
func mayBeList(name string) bool { return strings.ContainsAny(name, ";,\n\r") }

// askSeparator asks whether a cell holds one name or several. No setting makes a
// line break a separator: such a cell is mended where the file is written.
func (r *records) askSeparator(name string, at place) error {
	with := ";"
	if !strings.Contains(name, with) {
		with = ","
	}
	err := r.wrong(at, fmt.Sprintf("is %q the name of one, or are there several?", name))
	for part := range strings.SplitSeq(name, with) {
		if strings.ContainsAny(strings.TrimSpace(part), "\n\r") {
			return directory.WithHint(err, "There is a line break in the cell. Have what writes the file put | between several, and no line break into the name of one.")
		}
	}
	return directory.WithHint(err, fmt.Sprintf("Set file.listSeparator: to %q if that separates them, to | if it belongs to a name.", with))
}
