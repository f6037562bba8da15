package history_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// told tells the story of somebody from all runs, as the use case does: again
// until nothing new is learned.
func told(t *testing.T, who string, runs ...organization.Run) *history.Story {
	t.Helper()
	for i := range runs {
		runs[i].ID, runs[i].Start = fmt.Sprintf("run-%d", i), time.Unix(int64(i), 0).UTC()
	}
	search := history.Search{Who: who}
	for i := range runs {
		search.Add(&runs[i])
	}
	subject, err := search.Subject()
	if err != nil {
		t.Fatalf("%s: %v", who, err)
	}
	for {
		teller := history.Teller{Subject: subject}
		before := fmt.Sprint(subject.Texts())
		for i := range runs {
			teller.Add(&runs[i])
		}
		if subject = teller.Subject; fmt.Sprint(subject.Texts()) == before {
			return teller.Story()
		}
	}
}

func lines(s *history.Story) string {
	var list []string
	for _, e := range s.Events {
		line := e.Run + " " + string(e.What)
		if e.Other != nil {
			line += " " + e.Other.Name
		}
		if e.Runs > 0 {
			line += fmt.Sprintf(" x%d until %s", e.Runs, e.LastRun)
		}
		list = append(list, line)
	}
	return strings.Join(list, "; ")
}

func want(t *testing.T, s *history.Story, events, ids, names string) {
	t.Helper()
	if got := lines(s); got != events {
		t.Errorf("got  %s\nwant %s", got, events)
	}
	if strings.Join(s.ExternalIDs, " ") != ids || strings.Join(s.Names, " ") != names {
		t.Errorf("external ids %v, names %v", s.ExternalIDs, s.Names)
	}
}

func changes(list ...plan.Change) organization.Run { return organization.Run{Changes: list} }

func user(action plan.Action, id, email, stable string) plan.Change {
	return plan.Change{Action: action, Kind: plan.User, ExternalID: id, Name: email, StableID: stable, Reason: plan.Because(plan.NewUser)}
}

func member(group, id, email string) plan.Change {
	return plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: group, Name: strings.ToUpper(group), Joins: []plan.Ref{{ExternalID: id, Name: email}}, Reason: plan.Because(plan.Changed)}
}

func TestARenamedPersonIsOneStory(t *testing.T) {
	t.Parallel()
	replaced := user(plan.Invite, "new", "ada@x.test", "")
	replaced.Before, replaced.Reason = "old", plan.Because(plan.Replaces, "old", "old")
	rekeyed := plan.Change{Action: "rekey", Kind: plan.User, ExternalID: "new", Name: "ada@x.test", Before: "old", After: "new"}
	moved := user(plan.Update, "old", "ada.l@x.test", "")
	moved.Before, moved.After, moved.Reason = "ada@x.test", "ada.l@x.test", plan.Because(plan.EmailChanged, "old", "ada@x.test")
	for name, c := range map[string]struct {
		runs       []organization.Run
		who        []string
		ids, names string
		events     string
	}{
		"another email": {
			[]organization.Run{changes(user(plan.Invite, "old", "ada@x.test", "")), changes(moved), changes(member("g", "old", "ada.l@x.test"))},
			[]string{"ada@x.test", "ADA.L@x.test", "old"}, "old", "ada.l@x.test ada@x.test", "run-0 invite; run-1 update; run-2 join G",
		},
		"another id in its place": {
			[]organization.Run{changes(user(plan.Invite, "old", "ada@x.test", "")), changes(member("g", "old", "ada@x.test")), changes(user(plan.Remove, "old", "ada@x.test", ""), replaced), changes(member("h", "new", "ada@x.test"))},
			[]string{"ada@x.test", "old", "new"}, "new old", "ada@x.test", "run-0 invite; run-1 join G; run-2 remove; run-2 invite; run-3 join H",
		},
		"another id attribute": {
			[]organization.Run{changes(user(plan.Invite, "old", "ada@x.test", "")), changes(rekeyed), changes(member("h", "new", "ada@x.test"))},
			[]string{"ada@x.test", "old", "new"}, "new old", "ada@x.test", "run-0 invite; run-1 rekey; run-2 join H",
		},
		"gone, and back years later": {
			[]organization.Run{changes(user(plan.Invite, "cn=ada", "ada@x.test", "guid")), changes(user(plan.Remove, "cn=ada", "ada@x.test", "guid")), changes(user(plan.Invite, "cn=lovelace", "lovelace@x.test", "guid"))},
			[]string{"ada@x.test", "guid", "lovelace@x.test", "cn=ada"}, "cn=lovelace cn=ada", "lovelace@x.test ada@x.test", "run-0 invite; run-1 remove; run-2 invite",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, who := range c.who {
				want(t, told(t, who, append([]organization.Run(nil), c.runs...)...), c.events, c.ids, c.names)
			}
		})
	}
}

func TestWhatRunsSayAgainIsSaidOnce(t *testing.T) {
	t.Parallel()
	warned := func() organization.Run {
		return organization.Run{Warnings: []directory.Warning{{Code: "email-kept", Entry: "cn=ada", Text: "ada@x.test (cn=ada) keeps her email."}}}
	}
	byReference := organization.Run{Warnings: []directory.Warning{{Code: "user-held", Entry: "cn=ada", Text: "user cn=ada is held: no email"}}}
	other := organization.Run{Warnings: []directory.Warning{
		{Code: "user-left-out", Entry: "cn=nada", Text: "user nada@x.test (cn=nada) was left out"}, {Code: "duplicate", Text: "ada@x.test.example, nada@x.test and ada@x.testing share"},
	}}
	stopped := organization.Run{Stops: []plan.Finding{{Guard: plan.GuardRemovals, Entries: []string{"ada@x.test (1)", "nada@x.test (2)"}}}}
	gone := func(invited bool) organization.Run {
		return organization.Run{Drift: []plan.Drift{{Kind: plan.MemberGone, ExternalID: "1", Name: "ada@x.test", Invited: invited}}}
	}
	s := told(t, "ada@x.test", changes(user(plan.Invite, "1", "ada@x.test", "")), warned(), other, warned(), warned(), stopped, byReference,
		changes(member("g", "1", "ada@x.test")), warned(), gone(false), gone(false), gone(true))
	want(t, s, "run-0 invite; run-1 warning x3 until run-4; run-5 stopped; run-6 warning; run-7 join G; run-8 warning; run-9 member-gone x2 until run-10; run-11 member-gone", "1", "ada@x.test")
}

func TestWhatSomebodyDidByHandIsToldOfAPersonAndOfAGroup(t *testing.T) {
	t.Parallel()
	put := organization.Run{
		Drift:   []plan.Drift{{Kind: plan.GroupMembers, ExternalID: "g", Name: "G", Joined: []plan.Ref{{ExternalID: "1", Name: "ada@x.test"}, {Name: "guest@x.test"}}, Left: []plan.Ref{{ExternalID: "2", Name: "joan@x.test"}}}},
		Changes: []plan.Change{{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Leaves: []plan.Ref{{ExternalID: "1", Name: "ada@x.test"}, {Name: "guest@x.test"}}, Joins: []plan.Ref{{ExternalID: "2", Name: "joan@x.test"}}, Reason: plan.Because(plan.Healed)}},
	}
	begun := changes(user(plan.Invite, "1", "ada@x.test", ""), user(plan.Invite, "2", "joan@x.test", ""))
	want(t, told(t, "ada@x.test", begun, put), "run-0 invite; run-1 put-in G; run-1 leave G", "1", "ada@x.test")
	want(t, told(t, "joan@x.test", begun, put), "run-0 invite; run-1 taken-out G; run-1 join G", "2", "joan@x.test")
	want(t, told(t, "g", begun, put), "run-1 put-in ada@x.test; run-1 put-in guest@x.test; run-1 taken-out joan@x.test; run-1 leave ada@x.test; run-1 leave guest@x.test; run-1 join joan@x.test", "g", "G")
	renamed := organization.Run{Drift: []plan.Drift{{Kind: plan.GroupRenamed, ExternalID: "g", Name: "G", Now: "Other"}}}
	want(t, told(t, "Other", put, renamed), lines(told(t, "g", put, renamed)), "g", "G")
}

func TestANameOfSeveralIsAmbiguousAndOfNobodyUnknown(t *testing.T) {
	t.Parallel()
	run := changes(user(plan.Invite, "1", "ada@x.test", "guid-1"), user(plan.Invite, "2", "ada@x.test", "guid-2"), member("team", "1", "ada@x.test"), member("TEAM2", "1", ""))
	for who, wantErr := range map[string]error{"ada@x.test": history.ErrAmbiguous, "nobody": history.ErrNobody, "1": nil, "guid-2": nil, "team": nil, "Team2": nil} {
		search := history.Search{Who: who}
		search.Add(&run)
		_, err := search.Subject()
		if !errors.Is(err, wantErr) {
			t.Errorf("%s: %v, want %v", who, err, wantErr)
		}
		if several, ok := errors.AsType[*history.AmbiguousError](err); ok && (len(several.Candidates) != 2 || !strings.Contains(err.Error(), "member ada@x.test (2)")) {
			t.Errorf("%v", err)
		}
	}
}

func TestALimitKeepsTheLastRuns(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 3, 50} {
		teller := history.Teller{Subject: history.Subject{Kind: plan.User, IDs: history.Set{"1": 1}}, MostRuns: most}
		for n := range 100 {
			run := changes(member(fmt.Sprintf("g%d", n), "1", "ada@x.test"), member("h", "1", "ada@x.test"))
			run.ID = fmt.Sprintf("run-%d", n)
			run.Warnings = []directory.Warning{{Entry: "1", Text: "again"}}
			teller.Add(&run)
		}
		s := teller.Story()
		if len(s.Events) != 3*most || s.Earlier != 100-most || s.Events[0].Run != fmt.Sprintf("run-%d", 100-most) || s.Events[len(s.Events)-1].Run != "run-99" {
			t.Errorf("%d: %d events, %d earlier, %s", most, len(s.Events), s.Earlier, lines(s))
		}
	}
}
