package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

// A stubSource is a directory that says what it holds.
type stubSource struct{ directory.Snapshot }

func (s *stubSource) Fetch(context.Context, *directory.Snapshot) (*directory.Snapshot, error) {
	s.ReadAt = time.Now()
	s.CompleteAt, s.Complete = s.ReadAt, true
	return &s.Snapshot, nil
}

func TestFilterTellsWhatPasses(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.staff("ada", "grace", "barbara", "Zoe", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8")
	a := f.ready("default")
	first := []string{"ada@example.com", "barbara@example.com", "d1@example.com", "d2@example.com", "d3@example.com", "d4@example.com", "d5@example.com", "d6@example.com", "d7@example.com", "d8@example.com"}
	team := app.FilterCount{Matched: 1, Total: 1, First: []string{"Team"}}
	for name, c := range map[string]struct {
		set  map[string]string
		want app.FilterReport
	}{
		"no filter": {nil, app.FilterReport{Users: app.FilterCount{Matched: 12, Total: 12, First: first}, Groups: team}},
		"some users": {map[string]string{"sync.userFilter": "include:ZOE@example.com, ada@example.com,nobody@example.com"},
			app.FilterReport{Users: app.FilterCount{Matched: 2, Total: 12, First: []string{"ada@example.com", "zoe@example.com"}, Unmatched: []string{"nobody@example.com"}, UnmatchedTotal: 1}, Groups: team}},
		"no group": {map[string]string{"sync.groupFilter": "exclude:team"},
			app.FilterReport{Users: app.FilterCount{Matched: 12, Total: 12, First: first}, Groups: app.FilterCount{Total: 1, First: []string{}}}},
		"users are not synced": {map[string]string{"sync.users": "false"},
			app.FilterReport{Users: app.FilterCount{Total: 12, First: []string{}}, Groups: team}},
	} {
		var stages []string
		got, err := a.Try(app.Draft{Set: c.set}).Filter(t.Context(), func(p app.Progress) { stages = append(stages, string(p.Stage)) })
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	_, err := a.Try(app.Draft{Set: map[string]string{"sync.userFilter": "only:ada"}}).Filter(t.Context(), nil)
	fails(t, err, app.CodeSettings, "sync.userFilter", "position 1")
	_, err = a.Try(app.Draft{Set: map[string]string{"file.path": f.people + ".gone"}}).Filter(t.Context(), nil)
	fails(t, err, app.CodeDirectory, "people.json.gone")
}

// An LDAP server filters by itself: nobody knows how many it left out.
func TestFilterOfAnLDAPServer(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	opts := f.options("")
	opts.Sources = func(_ context.Context, c app.SourceConfig) (directory.Source, error) {
		if c.Settings.Sync.UserFilter != "(cn=a*)" {
			t.Errorf("the filter is %q", c.Settings.Sync.UserFilter)
		}
		return &stubSource{directory.Snapshot{
			Users: []directory.User{
				{ExternalID: "1", ReferenceID: "cn=ada", Email: " Ada@Example.com"}, {ExternalID: "2", ReferenceID: "cn=printer"},
				{ExternalID: "3", ReferenceID: "cn=gone", Deleted: true},
			},
			Groups: []directory.Group{{ExternalID: "4", ReferenceID: "cn=t", Name: "Team"}, {ExternalID: "5", ReferenceID: "cn=o", Name: "Other", Outside: true}},
		}}, nil
	}
	a, err := app.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Try(app.Draft{Set: map[string]string{"ldap.hostname": "dc1", "ldap.username": "reader", "sync.userFilter": "(cn=a*)"}}).Filter(t.Context(), nil)
	want := app.FilterReport{
		Users:  app.FilterCount{Matched: 2, Total: -1, First: []string{"ada@example.com", "cn=printer"}},
		Groups: app.FilterCount{Matched: 1, Total: -1, First: []string{"Team"}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
