package app_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/sources"
)

// findingSource is a directory that can also be asked by name.
type findingSource struct {
	directory.Source
	asked  [][]string
	answer []directory.Location
	err    error
}

func (s *findingSource) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	if _, limited := ctx.Deadline(); !limited {
		return nil, errors.New("it may take for ever")
	}
	s.asked = append(s.asked, names)
	return s.answer, s.err
}

// finding opens the profile again, with a directory that can be asked.
func (f *fixture) finding(s *findingSource) *app.App {
	f.t.Helper()
	o := f.options("default")
	o.Sources = func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
		var err error
		s.Source, err = sources.Open(ctx, c)
		return s, err
	}
	a, err := app.Open(o)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = a.Close() })
	return a
}

func TestExplainAsksTheDirectoryForWhoIsNotRead(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	syncs(t, f.ready("default"))
	f.staff("ada", "barbara")
	outside := directory.Location{Kind: "user", Reference: "cn=grace,ou=guests", Name: "grace@example.com", Exclusions: []directory.Exclusion{{Code: directory.OutsideBase}}}
	source := &findingSource{answer: []directory.Location{outside}}
	a := f.finding(source)
	explain := func(who string, cached bool) (*app.Explained, error) {
		return a.Explainer().Explain(t.Context(), app.ExplainRequest{Who: who, Cached: cached})
	}

	// Somebody who is a member is asked for by all that she is called.
	grace, err := explain("id-grace", false)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]directory.Location{outside}, grace.Explanation.Located); diff != "" || grace.Explanation.Entry != nil {
		t.Errorf("located (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"id-grace", "grace@example.com"}}, source.asked); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
	if h := grace.Explanation.History; h == nil || len(h.Events) != 2 {
		t.Errorf("history %+v", h)
	}

	// Somebody whom nobody knows but the directory.
	source.answer[0].Name = "eve@example.com"
	eve, err := explain("eve@example.com", false)
	if err != nil {
		t.Fatal(err)
	}
	if e := eve.Explanation; e.Kind != plan.User || e.Fate != "absent" || len(e.Located) != 1 || len(e.Steps) != 1 {
		t.Errorf("eve: %+v", e)
	}

	// Who is read is not asked for, nor anybody where the answer is cached.
	source.asked = nil
	for _, cached := range []bool{false, true} {
		if _, err := explain("ada@example.com", cached); err != nil {
			t.Error(err)
		}
	}
	if _, err := explain("eve@example.com", true); !errors.Is(err, app.ErrNobody) {
		t.Errorf("cached: %v", err)
	}
	if len(source.asked) > 0 {
		t.Errorf("asked for %q", source.asked)
	}

	// A directory that can't answer is no reason to say nothing.
	source.answer, source.err = nil, errors.New("the server is busy")
	grace, err = explain("grace@example.com", false)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(grace.Explanation.Warnings, func(w directory.Warning) bool {
		return w.Code == app.WarnNotLocated && strings.Contains(w.Text, "busy")
	}) {
		t.Errorf("warnings %+v", grace.Explanation.Warnings)
	}
	if _, err := explain("bernhard@example.com", false); !errors.Is(err, app.ErrNobody) || !strings.Contains(err.Error(), "busy") {
		t.Errorf("nobody: %v", err)
	}
	if _, err := explain("barbra@example.com", false); directory.HintOf(err) != "Did you mean barbara@example.com (id-barbara)?" {
		t.Errorf("nearest: %v, %q", err, directory.HintOf(err))
	}
}

// Who is gone is not taken for somebody whose name holds the external id.
func TestExplainPrefersWhoIsRememberedToAPartOfAName(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	people := func(list string) {
		t.Helper()
		if err := os.WriteFile(f.people, []byte(`{"users":[{"id":"j1","email":"j@example.com","name":"Joanna Miller"}`+list+`],"groups":[]}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := f.ready("default")
	people(`,{"id":"ann","email":"a.gone@example.com"}`)
	syncs(t, a)
	people("")
	syncs(t, a)
	for who, want := range map[string]string{"ann": "", "Joan": "j1", "\u0301\u0301": "nobody"} {
		got, err := a.Explainer().Explain(t.Context(), app.ExplainRequest{Who: who, Kind: plan.User})
		switch {
		case want == "nobody":
			if !errors.Is(err, app.ErrNobody) {
				t.Errorf("%q: %+v, %v", who, got, err)
			}
		case err != nil || got.Explanation == nil:
			t.Errorf("%q: %+v, %v", who, got, err)
		case got.Explanation.ExternalID != want || got.Explanation.History == nil || len(got.Explanation.History.Events) == 0:
			t.Errorf("%q is %+v", who, got.Explanation.Subject)
		}
	}
}

func TestTryFilterReadsAgainWhatTheDirectoryFilters(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	set(t, a, "directory", "ldap", "ldap.hostname", "dc.test", "ldap.username", "reader", "ldap.rootPath", "dc=x", "sync.userFilter", "(uid=a*)")
	o := f.options("default")
	reads := []string{}
	o.Sources = func(_ context.Context, c app.SourceConfig) (directory.Source, error) {
		return readerOf(func() *directory.Snapshot {
			reads = append(reads, c.Settings.Sync.UserFilter)
			s := &directory.Snapshot{}
			for _, name := range []string{"ada", "alan", "bob"} {
				if c.Settings.Sync.UserFilter == "" || name[:1] == c.Settings.Sync.UserFilter[5:6] {
					s.Users = append(s.Users, directory.User{ReferenceID: "cn=" + name, ExternalID: name})
				}
			}
			return s
		}), nil
	}
	b, err := app.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	got, err := app.TryFilter(t.Context(), b, plan.User, " (uid=b*) ", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := &app.FilterTrial{
		Setting: "sync.userFilter", Saved: "(uid=a*)", Tried: "(uid=b*)", Before: 2, After: 1,
		Come:      []app.FilterEntry{{ExternalID: "bob", Name: "cn=bob"}},
		Go:        []app.FilterEntry{{ExternalID: "ada", Name: "cn=ada"}, {ExternalID: "alan", Name: "cn=alan"}},
		Unmatched: []string{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"(uid=a*)", "(uid=b*)"}, reads); diff != "" {
		t.Errorf("reads (-want +got):\n%s", diff)
	}
}

// readerOf is a directory that a function makes.
type readerOf func() *directory.Snapshot

func (r readerOf) Fetch(context.Context, *directory.Snapshot) (*directory.Snapshot, error) {
	return r(), nil
}
