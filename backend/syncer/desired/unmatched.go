package desired

import (
	"fmt"
	"iter"
	"strings"

	"directoryconnector/backend/directory"
)

// WarnFilterName: a filter names somebody, or a group, that is not there.
const WarnFilterName directory.WarningCode = "filter-name-unmatched"

// mostUnmatched is how many names are warned of one by one.
const mostUnmatched = 20

// Unmatched are those names that nothing has, each once: case and spaces around
// do not matter, as in the filter.
func Unmatched(names []string, have iter.Seq[string]) []string {
	missing := make(map[string]bool, len(names))
	for _, name := range names {
		missing[foldName(name)] = true
	}
	if len(missing) == 0 {
		return nil // a large directory is not gone through for nothing
	}
	for name := range have {
		if delete(missing, foldName(name)); len(missing) == 0 {
			return nil
		}
	}
	var list []string
	for _, name := range names {
		if key := foldName(name); missing[key] {
			list = append(list, name)
			delete(missing, key)
		}
	}
	return list
}

func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// warnUnmatched names what the filters name and the directory does not have: a
// typing error looks like everything else.
func (d *decision) warnUnmatched() {
	d.warnNames(Unmatched(d.UserNames, d.emails), "%q, which sync.userFilter names, is nobody's email in the directory", "%d more names of sync.userFilter are nobody's email in the directory")
	d.warnNames(Unmatched(d.GroupNames, d.groupNames), "%q, which sync.groupFilter names, is no group of the directory", "%d more names of sync.groupFilter are no groups of the directory")
}

func (d *decision) warnNames(names []string, one, more string) {
	for i, name := range names {
		if i == mostUnmatched {
			d.warn(WarnFilterName, "", fmt.Sprintf(more, len(names)-i))
			return
		}
		d.warn(WarnFilterName, name, fmt.Sprintf(one, name))
	}
}

// emails are those by which the filter judges users, and those of members who
// are gone from the directory: the filter matched them.
func (d *decision) emails(yield func(string) bool) {
	here := make(map[string]bool, len(d.Users))
	for i := range d.Users {
		u := &d.Users[i]
		here[u.ID] = true
		last := ""
		if u.Entry.Deleted || u.Wanted == "" {
			last, _ = d.known.lastEmail(u.ID)
		}
		if !yield(u.Wanted) || !yield(last) {
			return
		}
	}
	for i := range d.Snapshot.Users { // copies too
		if !yield(CleanEmail(d.Snapshot.Users[i].Email)) {
			return
		}
	}
	for id, m := range d.Acknowledged.Members {
		if !here[id] && !yield(CleanEmail(m.LastWanted())) {
			return
		}
	}
}

func (d *decision) groupNames(yield func(string) bool) {
	here := make(map[string]bool, len(d.Groups))
	for i := range d.Groups {
		here[d.Groups[i].ID] = true
		if !d.Groups[i].Entry.Outside && !yield(d.Groups[i].Entry.Name) {
			return
		}
	}
	for id, g := range d.Acknowledged.Groups {
		if !here[id] && !yield(g.Name) {
			return
		}
	}
}
