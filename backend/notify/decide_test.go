package notify

import (
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A told is a profile whose runs end one after the other, five minutes apart.
type told struct {
	t        *testing.T
	settings config.Notify
	state    State
	now      time.Time
	reminded []config.Reminder
	changed  []string
}

func newTold(t *testing.T) *told {
	t.Helper()
	settings, err := config.NewCatalog().Settings(config.Values{})
	if err != nil {
		t.Fatal(err)
	}
	return &told{t: t, settings: settings.Notify, now: time.Date(2026, 11, 30, 8, 0, 0, 0, time.Local)}
}

// run ends a run, and returns what somebody is told: "event: title".
func (x *told) run(r organization.Run) []string {
	x.t.Helper()
	list := []string{}
	for _, n := range x.notices(r) {
		list = append(list, string(n.Event)+": "+n.Title)
	}
	return list
}

func (x *told) notices(r organization.Run) []Notice {
	x.t.Helper()
	x.now = x.now.Add(5 * time.Minute)
	r.ID = x.now.Format(time.RFC3339)
	var notices []Notice
	before := x.state
	x.state, notices = Decide(before, Input{Settings: &x.settings, Profile: "default", Run: &r, Now: x.now, Reminders: x.reminded, Changed: x.changed})
	return notices
}

func (x *told) want(r organization.Run, want ...string) {
	x.t.Helper()
	if got := x.run(r); !slices.Equal(got, append([]string{}, want...)) {
		x.t.Errorf("told %q, want %q", got, want)
	}
}

func failedRun(code string) organization.Run {
	return organization.Run{Result: organization.ResultFailed, Error: "ldap.example.com: connection refused", Hint: "bwdc check", ErrorCode: code}
}

func stoppedRun(names ...string) organization.Run {
	return organization.Run{Result: organization.ResultStopped, ErrorCode: "guard", Stops: []plan.Finding{{Guard: plan.GuardRemovals, Count: len(names), Limit: 1, Entries: names}}}
}

var done = organization.Run{Result: organization.ResultDone}

func TestAFailureIsToldOnce(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	x.want(failedRun("directory"))
	x.want(done) // one is an exception
	x.want(failedRun("directory"))
	x.want(failedRun("directory"))
	x.want(failedRun("directory"), "failure: The sync failed, 3 times in a row")
	x.want(failedRun("directory"))
	x.want(organization.Run{Result: organization.ResultCancelled})
	x.want(failedRun("server"), "failure: The sync failed, 5 times in a row") // another matter
	x.want(failedRun("directory"))
	x.want(done, "recovery: The sync succeeds again")
	x.want(done)
	x.want(failedRun("directory"))
}

func TestARefusedLogInIsToldAtOnce(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	x.want(failedRun("auth"), "failure: The sync failed")
	x.want(failedRun("auth"))
}

func TestWhatAGuardStopsIsToldWithTheWayOn(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	n := x.notices(stoppedRun("ada@example.com (1), deleted", "bob@example.com (2), deleted"))
	if len(n) != 1 || n[0].Event != Stopped || !slices.Equal(n[0].Entries, []string{"ada@example.com (1), deleted", "bob@example.com (2), deleted"}) ||
		!strings.Contains(n[0].Hint, "bwdc sync --allow-removals 2") || !strings.Contains(n[0].Text, "2 members would lose access") {
		t.Errorf("told %+v", n)
	}
	_, n = Decide(State{}, Input{Settings: &x.settings, Profile: "sales", Host: "dc1", Run: &organization.Run{Result: organization.ResultStopped, Stops: stoppedRun("ada").Stops}, Now: x.now})
	if len(n) != 1 || !strings.Contains(n[0].Hint, "once: bwdc --profile sales sync --allow-removals 1") || n[0].Host != "dc1" {
		t.Errorf("of another profile: %+v", n)
	}
	_, n = Decide(State{}, Input{Settings: &x.settings, Profile: "default", DataDir: "/srv/it's", Run: &organization.Run{
		ID: "20261130T080000Z", Result: organization.ResultStopped, ErrorCode: "cache-identity", Error: "it is another one", Hint: "'bwdc rekey' or 'bwdc clear-cache'",
	}, Now: x.now})
	place := words.Place{DataDir: "/srv/it's"}.Command()
	if len(n) != 1 || n[0].Hint != "'"+place+" rekey' or '"+place+" clear-cache'" || n[0].Command != place ||
		!strings.Contains(n[0].Body(), "('"+place+" history 20261130T080000Z' has all of it)") {
		t.Errorf("of another data folder: %+v", n)
	}
	x.want(stoppedRun("ada@example.com (1), deleted", "bob@example.com (2), deleted"))
	x.want(stoppedRun("ada@example.com (1), deleted", "cid@example.com (3), deleted"), "stopped: The sync is stopped until somebody decides") // another list
	x.want(organization.Run{Result: organization.ResultDone, Only: &plan.One{}})                                                              // says nothing about others
	x.want(done, "recovery: The sync succeeds again")
	x.want(organization.Run{Result: organization.ResultStopped, ErrorCode: "conflict", Error: "one email twice"}, "stopped: The sync is stopped until somebody decides")
}

func TestDriftIsToldOnceADay(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	run := done
	run.Drift = []plan.Drift{{Kind: plan.MemberGone, ExternalID: "1", Name: "ada@example.com"}, {Kind: plan.UnknownGroups, Count: 7}, {Kind: plan.MemberOffboarded, Name: "bob@example.com"}}
	x.want(run, "drift: 1 change by hand in the organization")
	x.want(done) // nobody looked
	x.want(run)
	run.Drift = append(run.Drift, plan.Drift{Kind: plan.GroupRenamed, ExternalID: "g", Name: "Eng", Now: "Oops"})
	x.want(run, "drift: 1 change by hand in the organization")
	x.now = x.now.Add(20 * time.Hour)
	x.want(run)
	x.now = x.now.Add(20 * time.Hour)
	x.want(run) // it went on all the time
	x.now = x.now.Add(26 * time.Hour)
	x.want(run, "drift: 2 changes by hand in the organization")
	x.now = x.now.Add(-365 * 24 * time.Hour) // a clock that is set back
	x.want(run, "drift: 2 changes by hand in the organization")
	x.want(run)
}

func TestChanges(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	run := organization.Run{Result: organization.ResultDone, Counts: organization.Counts{UsersAdded: 1}, Changes: []plan.Change{{Action: plan.Invite, Kind: plan.User, ExternalID: "1", Name: "ada@example.com"}}}
	x.want(run)
	x.settings.Changes = config.ChangesEach
	n := x.notices(run)
	if len(n) != 1 || !slices.Equal(n[0].Entries, []string{"user-added ada@example.com (1)"}) {
		t.Errorf("told %+v", n)
	}
	x.want(done)
	x.settings.Changes, x.settings.DailyAt, x.changed = config.ChangesDaily, "09:00", []string{"user-added ada@example.com (1)"}
	x.want(run) // before nine
	x.now = x.now.Add(time.Hour)
	since, due := x.state.SummaryDue(&x.settings, x.now)
	if !due || !since.Equal(x.now.Add(-24*time.Hour)) {
		t.Errorf("due %v since %s", due, since)
	}
	if got := x.run(done); len(got) != 1 || !strings.HasPrefix(got[0], "summary: 1 change in the organization since 2026-11-29") {
		t.Errorf("told %q", got)
	}
	x.want(run)
	x.now = x.now.Add(24 * time.Hour)
	if got := x.run(failedRun("directory")); len(got) != 1 || !strings.HasPrefix(got[0], "summary: 1 change in the organization since 2026-11-30") {
		t.Errorf("told %q", got)
	}
	x.changed = nil
	x.now = x.now.Add(24 * time.Hour)
	x.want(done) // nothing changed
}

func TestCredentialsThatEnd(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	ends := x.now.Add(40 * 24 * time.Hour)
	x.reminded = []config.Reminder{{Name: "client secret of Entra", Ends: ends}, {Name: "for good", Ends: ends.AddDate(5, 0, 0)}}
	var days []int
	for day := range 44 {
		x.now = ends.Add(time.Duration(day-40) * 24 * time.Hour)
		for range 3 {
			if n := x.notices(done); len(n) > 0 {
				days = append(days, 40-day)
				if n[0].Event != Credentials || len(n) != 1 || !strings.HasPrefix(n[0].Entries[0], "client secret of Entra end") {
					t.Errorf("told %+v", n)
				}
			}
		}
	}
	if !slices.Equal(days, []int{30, 7, 1, 0}) {
		t.Errorf("told %v days before", days)
	}
	x.reminded[0].Ends = x.now.Add(10 * 24 * time.Hour) // renewed, for ten days
	x.want(done, "credentials: 1 credential ends soon, or has ended")
}

// A clock that was ahead once has told of the end too early, not for good.
func TestCredentialsEndWhateverAClockSaidOnce(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	ends := x.now.Add(20 * 24 * time.Hour)
	x.reminded = []config.Reminder{{Name: "client secret of Entra", Ends: ends}}
	const told = "credentials: 1 credential ends soon, or has ended"
	before := x.now
	x.now = ends.AddDate(1, 0, 0)
	x.want(done, told)
	x.now = before
	x.want(done) // it was told
	x.now = ends.Add(-5 * 24 * time.Hour)
	x.want(done, told)
	x.want(done)
	x.now = ends
	x.want(done, told)
	x.want(done)
}

func TestRecoveryAfterAClockThatWasAhead(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	x.now = x.now.AddDate(1, 0, 0)
	x.want(failedRun("auth"), "failure: The sync failed")
	x.now = x.now.AddDate(-1, 0, 0)
	if n := x.notices(done); len(n) != 1 || n[0].Text != "It did not: The sync failed." {
		t.Errorf("told %+v", n)
	}
}

func TestNothingIsToldThatNobodyWants(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	x.settings.On, x.settings.AfterFailures = "", 1
	x.reminded = []config.Reminder{{Name: "password", Ends: x.now}}
	drifted := done
	drifted.Drift = []plan.Drift{{Kind: plan.MemberGone, Name: "ada@example.com"}}
	for _, run := range []organization.Run{failedRun("auth"), stoppedRun("ada"), drifted, done} {
		x.want(run)
	}
	x.settings.On = "recovery" // of what nobody was told
	x.want(failedRun("auth"))
	x.want(done)
}

func TestANoticeNamesTheFirstFewOfMany(t *testing.T) {
	t.Parallel()
	x := newTold(t)
	names := make([]string, 5000)
	for i := range names {
		names[i] = strings.Repeat("a", i%7) + "@example.com"
	}
	n := x.notices(stoppedRun(names...))
	if len(n[0].Entries) != mostEntries || n[0].Total != 5000 || !strings.Contains(n[0].Body(), "and 4950 more") {
		t.Errorf("%d of %d:\n%s", len(n[0].Entries), n[0].Total, n[0].Body())
	}
}

func TestWhatWaitsIsBounded(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	var s State
	for i := range 300 {
		s = Queue(s, []string{"mail", "webhook"}, []Notice{{ID: string(rune(i))}}, now.Add(time.Duration(i)*time.Second))
	}
	if len(s.Pending) != mostPending {
		t.Errorf("%d wait", len(s.Pending))
	}
	if s = Queue(s, []string{"mail"}, nil, now.Add(time.Hour)); len(s.Pending) != mostPending/2 {
		t.Errorf("%d wait for a channel that is gone, too", len(s.Pending))
	}
	for day := 24; len(s.Pending) > 0; day += 24 {
		if s = Queue(s, []string{"mail"}, nil, now.Add(time.Duration(day)*time.Hour)); day > 7*24 {
			t.Fatalf("%d wait for a week", len(s.Pending))
		}
	}
}
