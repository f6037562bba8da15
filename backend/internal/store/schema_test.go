package store

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// documented reads the tree of the package comment: every path, with its
// names in <> as they are.
func documented(t *testing.T) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	must(t, err)
	paths := map[string]bool{}
	var stack []string
	for line := range strings.Lines(file.Doc.Text()) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "\t") {
			continue
		}
		line = line[1:]
		name := strings.TrimLeft(line, "│├└─ ")
		depth := utf8.RuneCountInString(line[:len(line)-len(name)]) / 4
		name, _, _ = strings.Cut(name, " ")
		if depth > len(stack) {
			t.Fatalf("%q is indented too far", line)
		}
		stack = append(stack[:depth], name)
		paths[strings.Join(stack, "")] = true
	}
	return paths
}

// found walks a file: every path, buckets ending in /.
func found(t *testing.T, s *Store) []string {
	t.Helper()
	var paths []string
	var walk func(b *bbolt.Bucket, prefix string) error
	walk = func(b *bbolt.Bucket, prefix string) error {
		return b.ForEach(func(key, value []byte) error {
			path := prefix + string(key)
			if value != nil {
				paths = append(paths, path)
				return nil
			}
			paths = append(paths, path+"/")
			return walk(b.Bucket(key), path+"/")
		})
	}
	must(t, s.view(t.Context(), func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			paths = append(paths, string(name)+"/")
			return walk(b, string(name)+"/")
		})
	}))
	return paths
}

// fill puts something everywhere.
func fill(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	must(t, s.UpdateValues(ctx, func(v config.Values) error { v["ldap.hostname"] = "dc1.example.com"; return nil }))
	must(t, s.SetAccount(ctx, Account{ClientID: "organization.1", OrganizationID: "1", Server: "https://vault.example.com"}))
	must(t, s.Commit(ctx, fullChange()))
	must(t, s.ClearCache(ctx))
	must(t, s.Commit(ctx, fullChange()))
	snapshot := company(3, 12)
	must(t, s.SaveSnapshot(ctx, snapshot))
	must(t, s.AppendRun(ctx, sampleRun(1)))
	idle, begun := sampleRun(2), sampleRun(3)
	idle.Counts, idle.Changes = organization.Counts{}, nil
	must(t, s.AppendRun(ctx, idle))
	must(t, s.Begin(ctx, &begun))
	must(t, s.Commit(ctx, organization.Change{At: begun.Start, Done: begun.Changes}))
	must(t, s.SaveStatus(ctx, AutomaticStatus{PID: 1, Since: time.Unix(1, 0).UTC(), State: "waiting"}))
	must(t, s.UpdateNotices(ctx, &map[string]int{}, func() {}))
	must(t, s.AppendNotice(ctx, "the sync failed"))
}

func sampleRun(n int) organization.Run {
	start := time.Date(2026, 1, 1, 0, n, 0, 0, time.UTC)
	return organization.Run{
		ID: fmt.Sprintf("run-%08d", n), Trigger: organization.TriggerAutomatic, Result: organization.ResultDone,
		Start: start, End: start.Add(1500 * time.Millisecond), FullSend: true, CompleteRead: true,
		Counts: organization.Counts{Users: n, Groups: 2, UsersAdded: 3, UsersChanged: 4, UsersRemoved: 5, GroupsAdded: 6, GroupsChanged: 7, LeftOut: 8, Held: 9, NotShown: 10, Requests: 11},
		Changes: []plan.Change{
			{Action: plan.Invite, Kind: plan.User, ExternalID: "a", Name: "a@x.example", Reason: plan.Because(plan.NewUser)},
			{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Members: 1, Joins: []plan.Ref{{ExternalID: "a", Name: "a@x.example"}}, Reason: plan.Because(plan.Changed)},
		},
		Drift:         []plan.Drift{{Kind: plan.MemberGone, ExternalID: "b", Name: "b@x.example"}},
		MissingGroups: []string{"left"},
		Warnings:      []directory.Warning{{Code: directory.WarnNoName, Entry: "cn=g", Text: "no name"}},
	}
}

func TestTheSchemaCommentIsTheSchema(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	fill(t, s)
	want := documented(t)
	if len(want) < 30 {
		t.Fatalf("only %d paths in the package comment", len(want))
	}
	seen := map[string]bool{}
	for _, path := range found(t, s) {
		switch {
		case want[path]:
			seen[path] = true
		case want[wildcard(want, path)]:
			seen[wildcard(want, path)] = true
		default:
			t.Errorf("the file holds %q, which the package comment does not name", path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if !seen[path] {
			t.Errorf("the package comment names %s, which the file does not hold", path)
		}
	}
}

// wildcard finds the documented path that stands for many keys of a bucket.
func wildcard(want map[string]bool, path string) string {
	for doc := range want {
		bucket, name, _ := cutLast(doc)
		if strings.HasPrefix(name, "<") && strings.HasPrefix(path, bucket) && !strings.HasSuffix(path, "/") {
			return doc
		}
	}
	return ""
}

func cutLast(path string) (before, after string, ok bool) {
	i := strings.LastIndex(strings.TrimSuffix(path, "/"), "/")
	return path[:i+1], path[i+1:], i >= 0
}
