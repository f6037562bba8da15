package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/history"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
)

// lines are the events of a story, a line each.
func lines(s *history.Story) string {
	var list []string
	for _, e := range s.Events {
		line := fmt.Sprintf("%s %s", e.What, e.Name)
		if e.Other != nil {
			line += " @" + e.Other.Name
		}
		if e.Reason.Code != "" {
			line += " because " + string(e.Reason.Code)
		}
		if e.Code != "" {
			line += e.Code
		}
		if e.Runs > 1 {
			line += fmt.Sprintf(" in %d runs", e.Runs)
		}
		list = append(list, line)
	}
	return strings.Join(list, "\n")
}

func story(t *testing.T, a *app.App, who string) *history.Story {
	t.Helper()
	s, err := a.History().Story(t.Context(), app.StoryQuery{Who: who})
	if err != nil {
		t.Fatalf("the story of %s: %v", who, err)
	}
	return s
}

// adaLeft is after a sync with ada and one that removed her.
func adaLeft(t *testing.T) (*fixture, *app.App) {
	t.Helper()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "sync.removeMissing", "true")
	syncs(t, a)
	f.staff("grace", "barbara")
	syncs(t, a)
	return f, a
}

func TestThePastOfAPersonIsOneStory(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "sync.removeMissing", "true")
	syncs(t, a)
	f.staff("ada:lovelace", "grace", "barbara") // a new address, which the server never takes
	syncs(t, a)
	syncs(t, a)
	f.staff("grace", "barbara")
	syncs(t, a)
	f.staff("grace", "barbara", "ada:lovelace")
	syncs(t, a)

	want := strings.Join([]string{
		"invite ada@example.com because new",
		"join ada@example.com @Team because changed",
		"warning email-kept in 2 runs",
		"remove ada@example.com because missing",
		"leave ada@example.com @Team because missing",
		"invite lovelace@example.com because new",
		"join lovelace@example.com @Team because changed",
	}, "\n")
	for _, who := range []string{"ada@example.com", "Lovelace@Example.com", "id-ada", " id-ada "} {
		s := story(t, a, who)
		if got := lines(s); got != want {
			t.Errorf("the story of %s:\n%s\nwant:\n%s", who, got, want)
		}
		if strings.Join(s.Names, " ") != "lovelace@example.com ada@example.com" || strings.Join(s.ExternalIDs, " ") != "id-ada" || s.Kind != plan.User {
			t.Errorf("%v %v", s.Names, s.ExternalIDs)
		}
	}
	known, err := a.History().Story(t.Context(), app.StoryQuery{Kind: plan.User, ExternalID: "id-ada"})
	if err != nil || lines(known) != want {
		t.Errorf("by external id: %v, %v", lines(known), err)
	}
	last, err := a.History().Story(t.Context(), app.StoryQuery{Who: "id-ada", Runs: 1})
	if err != nil || len(last.Events) != 2 || last.Earlier != 3 {
		t.Errorf("of one run: %d left out, %s, %v", last.Earlier, lines(last), err)
	}
	group := story(t, a, "team")
	if got := lines(group); !strings.HasPrefix(got, "create Team because changed\njoin Team @ada@example.com because changed\njoin Team @barbara") || !strings.Contains(got, "leave Team @ada@example.com because missing") {
		t.Errorf("the story of the group:\n%s", got)
	}
}

func TestAnUnknownNameOffersTheNearest(t *testing.T) {
	t.Parallel()
	_, a := adaLeft(t)
	for who, near := range map[string]string{"adda@example.com": "ada@example.com", "grace": "grace@example.com", "Teem": "Team", "nobody at all, anywhere": "Name somebody"} {
		_, err := a.History().Story(t.Context(), app.StoryQuery{Who: who})
		if !errors.Is(err, app.ErrNobody) {
			t.Errorf("%s: %v", who, err)
		}
		fails(t, err, app.CodeNotFound, who, near)
	}
}

// An address that somebody else got is not taken for one person.
func TestAnAddressOfTwoPeopleIsAmbiguous(t *testing.T) {
	t.Parallel()
	f, a := adaLeft(t)
	f.staff("grace", "barbara", "newcomer:ada")
	syncs(t, a)
	_, err := a.History().Story(t.Context(), app.StoryQuery{Who: "ada@example.com"})
	fails(t, err, app.CodeNotFound, "id-ada", "id-newcomer", "external id")
	if got := lines(story(t, a, "id-newcomer")); got != "invite ada@example.com because new\njoin ada@example.com @Team because changed" {
		t.Errorf("the newcomer:\n%s", got)
	}
}

// Who can't be a member is in the history, too.
func TestWhoWasLeftOutHasAStory(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	f.staff("ada", "grace", "barbara", "joan:joan..c")
	syncs(t, a)
	syncs(t, a)
	s := story(t, a, "joan..c@example.com")
	if len(s.Events) != 1 || s.Events[0].Runs != 2 || s.Events[0].What != "warning" || len(s.ExternalIDs) != 0 {
		t.Errorf("%s", lines(s))
	}
}
