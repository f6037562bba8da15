package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// A FilterTrial compares what passes a filter with what passes the saved one,
// each by itself: that a filter of groups also limits the users of a sync is
// seen in a test.
type FilterTrial struct {
	// Setting is the one that holds such a filter, Saved what is in it.
	Setting string `json:"setting"`
	Saved   string `json:"saved"`
	Tried   string `json:"tried"`
	// Before and After are how many pass the saved one and the one that is
	// tried.
	Before int `json:"before"`
	After  int `json:"after"`
	// Come pass now and did not before, Go the other way round; by name.
	Come []FilterEntry `json:"come"`
	Go   []FilterEntry `json:"go"`
	// Unmatched are the names in the one that is tried that match nothing.
	Unmatched []string `json:"unmatched"`
}

// A FilterEntry is a user or a group that passes a filter.
type FilterEntry struct {
	ExternalID string `json:"externalId"`
	// Name is the email or the name of the group, where there is none the
	// reference.
	Name string `json:"name"`
}

// TryFilter reads the directory with the saved filter of users or groups and
// with another one, and compares. It writes nothing.
func TryFilter(ctx context.Context, a *App, kind plan.Kind, text string, onProgress func(Progress)) (*FilterTrial, error) {
	defer a.redact.Hold()()
	t := a.Try(Draft{})
	saved, err := t.valid(ctx)
	if err != nil {
		return nil, err
	}
	tried, result := *saved, &FilterTrial{Setting: "sync.userFilter", Saved: saved.Sync.UserFilter, Tried: strings.TrimSpace(text)}
	if kind == plan.Group {
		result.Setting, result.Saved = "sync.groupFilter", saved.Sync.GroupFilter
		tried.Sync.GroupFilter = result.Tried
	} else {
		tried.Sync.UserFilter = result.Tried
	}
	if _, _, problems := setFilters(&tried); len(problems) > 0 {
		return nil, problems
	}
	// What is wrong with a filter is told before anything is read.
	source, err := t.source(ctx, &tried, onProgress)
	if err != nil {
		return nil, err
	}
	snapshot, err := t.read(ctx, saved, onProgress)
	if err != nil {
		return nil, err
	}
	was := passes(saved, snapshot, kind)
	if !sameQuery(saved, result.Saved, result.Tried) {
		if snapshot, err = source.Fetch(ctx, nil); err != nil {
			return nil, fmt.Errorf("read the directory: %w", err)
		}
	}
	is := passes(&tried, snapshot, kind)
	result.Before, result.After = len(was), len(is)
	result.Come, result.Go = onlyIn(is, was), onlyIn(was, is)
	users, groups := unmatched(&tried, snapshot)
	result.Unmatched = plan.OrEmpty(users)
	if kind == plan.Group {
		result.Unmatched = plan.OrEmpty(groups)
	}
	return result, nil
}

// unmatched are the names in valid filters that nothing in the directory has.
func unmatched(settings *config.Settings, snapshot *directory.Snapshot) (users, groups []string) {
	users, groups = filterNames(settings)
	users = desired.Unmatched(users, func(yield func(string) bool) {
		for i := range snapshot.Users {
			if !yield(desired.CleanEmail(snapshot.Users[i].Email)) {
				return
			}
		}
	})
	groups = desired.Unmatched(groups, func(yield func(string) bool) {
		for i := range snapshot.Groups {
			if g := &snapshot.Groups[i]; !g.Outside && !yield(g.Name) {
				return
			}
		}
	})
	return users, groups
}

// sameQuery tells whether the directory answers both filters with the same
// read, of which only the sets differ.
func sameQuery(settings *config.Settings, a, b string) bool {
	switch settings.Directory {
	case config.DirectoryFile:
		return true
	case config.DirectoryLDAP, config.DirectoryEntra:
		return a == b
	}
	// Of some directories groups are read by name.
	before, err1 := filter.Parse(a, filter.Options{Query: true})
	after, err2 := filter.Parse(b, filter.Options{Query: true})
	return errors.Join(err1, err2) == nil && before.Query == after.Query && !before.HasSet() && !after.HasSet()
}

// passes returns the names of what passes the filter, by external id.
func passes(settings *config.Settings, snapshot *directory.Snapshot, kind plan.Kind) map[string]string {
	entries := map[string]string{}
	judge(settings, snapshot, kind, func(id, name string, passes bool) {
		if passes {
			entries[id] = name
		}
	})
	return entries
}

// onlyIn are those of a that b lacks, by name.
func onlyIn(a, b map[string]string) []FilterEntry {
	list := []FilterEntry{}
	for _, id := range slices.Sorted(maps.Keys(a)) {
		if _, both := b[id]; !both {
			list = append(list, FilterEntry{id, a[id]})
		}
	}
	slices.SortStableFunc(list, func(a, b FilterEntry) int { return strings.Compare(a.Name, b.Name) })
	return list
}
