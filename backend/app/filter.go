package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
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
	snapshot, err := t.read(ctx, settings, onProgress)
	if err != nil {
		return FilterReport{}, err
	}
	noUsers, noGroups := unmatched(settings, snapshot)
	return FilterReport{
		Users:  countFilter(settings, snapshot, plan.User, settings.Sync.Users, noUsers),
		Groups: countFilter(settings, snapshot, plan.Group, settings.Sync.Groups, noGroups),
	}, nil
}

func countFilter(settings *config.Settings, snapshot *directory.Snapshot, kind plan.Kind, synced bool, unmatched []string) FilterCount {
	total, names := 0, []string{}
	judge(settings, snapshot, kind, func(_, name string, passes bool) {
		total++
		if synced && passes {
			names = append(names, name)
		}
	})
	slices.Sort(names)
	if settings.Directory == config.DirectoryLDAP {
		total = -1
	}
	return FilterCount{
		Matched: len(names), Total: total, First: slices.Clone(names[:min(mostFirst, len(names))]),
		Unmatched: unmatched[:min(mostFirst, len(unmatched))], UnmatchedTotal: len(unmatched),
	}
}

// judge visits the entries of a kind that a filter is about, by external id and
// name (where there is none the reference), and tells whether each passes.
func judge(settings *config.Settings, snapshot *directory.Snapshot, kind plan.Kind, visit func(id, name string, passes bool)) {
	users, groups, _ := setFilters(settings) // they are valid
	if kind == plan.Group {
		for i := range snapshot.Groups {
			if g := &snapshot.Groups[i]; !g.Outside {
				visit(g.ExternalID, cmp.Or(strings.TrimSpace(g.Name), g.ReferenceID), groups == nil || groups(g.Name))
			}
		}
		return
	}
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; !u.Deleted {
			email := desired.CleanEmail(u.Email)
			visit(u.ExternalID, cmp.Or(email, u.ReferenceID), users == nil || users(email))
		}
	}
}
