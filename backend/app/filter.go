package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A FilterReport says what passes the filters of users and of groups, each by
// itself: that a filter of groups also limits the users of a sync is seen in a
// test.
type FilterReport struct {
	Users, Groups FilterCount
}

// A FilterCount counts the entries of one kind.
type FilterCount struct {
	// Matched entries pass, of Total that the directory gave; Total is -1
	// where the directory itself filters and nobody knows how many it has.
	Matched, Total int
	// First are the first ten that pass, by name: emails (where there is none
	// the reference) or names of groups.
	First []string
	// Unmatched are names in the filter that match nothing, the first ten of
	// UnmatchedTotal.
	Unmatched      []string
	UnmatchedTotal int
}

// mostFirst is how many entries a FilterCount names.
const mostFirst = 10

// Filter reads the whole directory and tells what passes the filters. Deleted
// users don't count; where users or groups are not synced none of them pass.
func (t *Trial) Filter(ctx context.Context, onProgress func(Progress)) (FilterReport, error) {
	defer t.app.redact.Hold()()
	settings, err := t.valid(ctx)
	if err != nil {
		return FilterReport{}, err
	}
	source, err := t.source(ctx, settings, onProgress)
	if err != nil {
		return FilterReport{}, err
	}
	snapshot, err := source.Fetch(ctx, nil)
	if err != nil {
		return FilterReport{}, fmt.Errorf("read the directory: %w", err)
	}
	userFilter, groupFilter, _ := setFilters(settings) // they are valid
	users, groups := newFilterCounter(settings.Sync.Users, userFilter), newFilterCounter(settings.Sync.Groups, groupFilter)
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; !u.Deleted {
			email := strings.ToLower(strings.TrimSpace(u.Email))
			users.add(email, cmp.Or(email, u.ReferenceID))
		}
	}
	for i := range snapshot.Groups {
		if g := &snapshot.Groups[i]; !g.Outside {
			groups.add(g.Name, nameOf(g))
		}
	}
	byDirectory := settings.Directory == config.DirectoryLDAP
	noUsers, noGroups := unmatched(settings, snapshot)
	return FilterReport{Users: users.count(byDirectory).without(noUsers), Groups: groups.count(byDirectory).without(noGroups)}, nil
}

// nameOf names a group, also one whose name is blank.
func nameOf(g *directory.Group) string {
	return cmp.Or(strings.TrimSpace(g.Name), g.ReferenceID)
}

// filterCounter collects what passes a filter.
type filterCounter struct {
	synced bool
	filter func(string) bool
	total  int
	names  []string
}

func newFilterCounter(synced bool, filter func(string) bool) *filterCounter {
	return &filterCounter{synced: synced, filter: filter}
}

// add looks at the text that the filter judges.
func (m *filterCounter) add(judged, name string) {
	m.total++
	if m.synced && (m.filter == nil || m.filter(judged)) {
		m.names = append(m.names, name)
	}
}

func (m *filterCounter) count(byDirectory bool) FilterCount {
	slices.Sort(m.names)
	c := FilterCount{Matched: len(m.names), Total: m.total, First: append([]string{}, m.names[:min(mostFirst, len(m.names))]...)}
	if byDirectory {
		c.Total = -1
	}
	return c
}

// without adds the names that match nothing.
func (c FilterCount) without(unmatched []string) FilterCount {
	c.UnmatchedTotal, c.Unmatched = len(unmatched), unmatched[:min(mostFirst, len(unmatched))]
	return c
}
