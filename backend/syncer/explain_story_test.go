package syncer

import (
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/explain"
)

// onlyStep finds the step that decides, and its parameters.
func onlyStep(t *testing.T, e *explanation.Explanation, name explanation.StepName, outcome explanation.Outcome, code plan.Code) map[string]string {
	t.Helper()
	at := slices.IndexFunc(e.Steps, func(s explanation.Step) bool { return s.Name == name })
	if at < 0 || e.Steps[at].Outcome != outcome || e.Steps[at].Reason.Code != code {
		t.Errorf("%s: %q, want %s %s %s", e.Name, lines(e), name, outcome, code)
		return nil
	}
	return e.Steps[at].Reason.Params
}

func TestExplainOnVaultwarden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Vaultwarden: true})
	w.has(user("ada"), user("bob"), group("staff", "ada", "bob"))
	w.mustSync()
	w.has(user("ada"), withEmail(user("eve"), "bob@x.test"), group("staff", "ada", "eve"))
	ada := w.explained("ada@x.test")
	if ada.Looked || ada.Shown != nil || ada.Fate != explanation.FateMember || len(ada.Groups) != 1 || ada.Groups[0].Listed != "ada" {
		t.Errorf("ada: %+v", ada)
	}
	// An account that was made anew takes the member of the old one.
	eve := w.explained("eve")
	if p := onlyStep(t, eve, explanation.StepOrganization, explanation.Passed, plan.Replaces); p["old"] != "bob" {
		t.Errorf("eve: %+v", eve.Steps)
	}
}

func TestExplainBesideAnotherProfile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("ada@x.test", "there")
	w.syncer.Others = []Other{{Profile: "sales", Members: map[string]organization.AckedMember{"there": {Email: "ada@x.test"}}}}
	w.has(user("ada"), user("bob"), group("staff", "ada", "bob"))
	ada := w.explained("cn=ada")
	onlyStep(t, ada, explanation.StepOrganization, explanation.LeftOut, explanation.OtherProfile)
	if g := ada.Groups[0]; g.Listed != "there" || g.Reason != explanation.ListedAs || len(ada.Warnings) != 1 {
		t.Errorf("ada in the groups: %+v, warnings %+v", g, ada.Warnings)
	}
}

func TestExplainNamesThatWereGivenAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(withStable(user("ada"), "entryUUID:1"))
	w.mustSync()
	w.has(withStable(directory.User{ReferenceID: "cn=lovelace", ExternalID: "lovelace", Email: "ada@x.test"}, "entryUUID:1"),
		withStable(directory.User{ReferenceID: "cn=ada", ExternalID: "ada", Email: "new@x.test"}, "entryUUID:2"))
	if p := onlyStep(t, w.explained("new@x.test"), explanation.StepRecognize, explanation.Passed, explanation.NewUnderStableID); p["taken"] != "ada" || p["id"] != "2" {
		t.Errorf("the newcomer: %v", p)
	}
	w.source.users[1].StableID = ""
	nameless := w.explained("new@x.test")
	onlyStep(t, nameless, explanation.StepRecognize, explanation.LeftOut, explanation.IDTaken)
	if nameless.Fate != explanation.FateLeftOut || len(nameless.Warnings) != 1 {
		t.Errorf("the nameless: %+v", nameless)
	}
	// By the external id of the member it is found all the same.
	in, err := w.syncer.Facts(t.Context(), FactsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range explain.Find(in, "ada") {
		names = append(names, m.Reference)
	}
	if !slices.Equal(names, []string{"cn=lovelace", "cn=ada"}) {
		t.Errorf("who may be meant with ada: %q", names)
	}
}

func TestExplainGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	o := &w.syncer.Options
	o.Sync.DuplicateEmails, o.Groups.Missing = config.DuplicatesSkip, config.MissingEmpty
	long := entryNamed(group("long", "ada"), "a name that is far too long for a group of an organization, which takes a hundred characters and not one more")
	outside := group("outside", "ada")
	outside.Outside = true
	w.has(user("ada"), group("left", "ada"), group("held", "ada"), group("staff", "ada"))
	w.mustSync()
	twin := entryNamed(group("twin", "ada"), "TWO")
	twin.ReferenceID = "cn=twin,ou=2"
	held := entryNamed(group("held", "ada"), long.Name)
	w.has(user("ada"), long, held, outside, group("twin"), twin, nesting(group("staff", "ada"), "outside"), group("new"))
	w.server.AddGroup("By hand", "")
	w.server.AddGroup("Orphan", "from-elsewhere")
	for who, want := range map[string][]string{
		"long":         {"read passed", "recognize passed new-here", "filter passed", "validate left-out name-refused", "left-out"},
		"held":         {"read passed", "recognize passed known-by-external-id", "filter passed", "validate held name-refused", "organization passed is-group", "member"},
		"outside":      {"read passed", "filter left-out outside-search", "absent"},
		"cn=twin,ou=2": {"read passed", "recognize passed new-here", "filter passed", "validate passed", "duplicates left-out shared", "absent"},
		"left":         {"read left-out not-in-directory", "removal leaves missing-emptied", "leaves"},
		"new":          {"read passed", "recognize passed new-here", "filter passed", "validate passed", "organization passed will-be-group", "member"},
		"by hand":      {"read left-out not-in-directory", "organization stays made-by-hand", "stays"},
		"Orphan":       {"read left-out not-in-directory", "organization stays not-ours", "stays"},
	} {
		wantLines(t, w.explained(who), want...)
	}
	if above := w.explained("outside").Groups; len(above) != 1 || above[0].Name != "STAFF" {
		t.Errorf("above outside: %+v", above)
	}
	w.source.groups = append(w.source.groups, nesting(group("round"), "round", "wheel"), nesting(group("wheel"), "round"))
	slices.SortFunc(w.source.groups, func(a, b directory.Group) int { return strings.Compare(a.ExternalID, b.ExternalID) })
	if round := w.explained("round"); len(round.Groups) != 1 || round.Groups[0].Name != "WHEEL" {
		t.Errorf("a group in a circle is in itself: %+v", round.Groups)
	}
	ada := w.explained("ada@x.test")
	i := slices.IndexFunc(ada.Groups, func(m explanation.Membership) bool { return m.ExternalID == "outside" })
	if i < 0 || ada.Groups[i].Reason != explanation.GroupNotSynced || ada.Groups[i].Listed != "" {
		t.Errorf("ada's groups: %+v", ada.Groups)
	}
}

func TestExplainLeaverWhoStaysInGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("owner@z.test", "")
	w.syncer.Options.Sync.RemoveDisabled, w.syncer.Options.Sync.Leavers = true, config.LeaversRevoke
	w.has(user("ada"), group("alpha", "ada"), group("beta", "ada"))
	w.mustSync()
	ada := user("ada")
	ada.Disabled = true
	w.has(ada, group("alpha"), group("beta", "ada"))
	e := w.explained("ada@x.test")
	for _, name := range []string{"alpha", "beta"} {
		at := slices.IndexFunc(e.Groups, func(m explanation.Membership) bool { return m.ExternalID == name })
		if at < 0 || e.Groups[at].Listed != "ada" {
			t.Errorf("%s goes on listing ada: %+v", name, e.Groups)
		}
	}
}

func TestExplainWhoIsOnlyInAGroupThatWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("owner@z.test", "")
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(user("ada"), user("bob"), group("staff", "ada", "bob"))
	w.mustSync()
	// The group leaves the directory together with ada, whom an administrator
	// removed: nothing but the group, which stays, speaks of her.
	w.server.RemoveMember("ada@x.test")
	w.has(user("bob"))
	w.mustSync()
	w.has(user("bob"), group("staff", "bob"))
	in, err := w.syncer.Facts(t.Context(), FactsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, kept := in.Result.In.State.Members["ada"]; kept || !slices.Contains(in.Result.In.State.Groups["staff"].Members, "ada") {
		t.Fatalf("not the story that is meant: %+v", in.Result.In.State)
	}
	e := explainedOf(t, in, "ada")
	if e.Fate != explanation.FateAbsent || len(e.Sync.Leaves) != 1 || e.Sync.Leaves[0].ExternalID != "staff" {
		t.Errorf("ada: %s, leaves %+v", e.Fate, e.Sync.Leaves)
	}
}
