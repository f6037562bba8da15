package syncer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

func TestNestedGroups(t *testing.T) {
	t.Parallel()
	outside := group("o", "c")
	outside.Outside = true
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), user("d"), user("e"),
		nesting(group("top", "a"), "mid"), nesting(group("mid", "b"), "o", "low"), nesting(group("low", "d"), "mid"), // a cycle
		nesting(group("self", "e"), "self"), group("empty"), nesting(group("lost"), "nowhere"), outside)
	noWarnings(t, w.mustSync())
	w.wantGroups("EMPTY{}", "LOST{}", "LOW{b c d}", "MID{b c d}", "SELF{e}", "TOP{a b c d}")
}

// groups.resolveOutside means the same whatever leaves a nested group out: the
// search, as the Source says, or the filter, of which a Source may know nothing.
func TestWhatIsLeftOutGivesItsMembersOnlyWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	for follow, want := range map[bool]string{true: "TOP{a b c d}", false: "TOP{a}"} {
		outside := group("o", "c")
		outside.Outside = true
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Groups.ResolveOutside = follow
		w.syncer.Options.GroupFilter = func(name string) bool { return !strings.EqualFold(name, "hidden") }
		w.has(user("a"), user("b"), user("c"), user("d"),
			nesting(group("top", "a"), "hidden", "o"), nesting(group("hidden", "b"), "below"), group("below", "d"), outside)
		w.mustSync()
		w.wantGroups("BELOW{d}", want)
	}
}

func TestGroupFilterRestrictsUsers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name               string
		nested, rmDisabled bool
		members, groups    []string
	}{
		{
			name: "through nested groups", nested: true,
			members: []string{"a=a@x.test", "b=b@x.test"}, groups: []string{"G{a b}"},
		},
		{
			name: "direct members only", nested: false,
			members: []string{"a=a@x.test"}, groups: []string{"G{a}"},
		},
		{
			name: "disabled ones go although they are in no group", nested: true, rmDisabled: true,
			members: []string{"a=a@x.test", "b=b@x.test"}, groups: []string{"G{a b}"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Sync.RemoveMissing = false
			w.syncer.Options.Sync.RemoveDisabled = test.rmDisabled
			w.syncer.Options.Groups.CountNested = test.nested
			w.server.AddUser("x@x.test", "x")
			w.server.AddUser("y@x.test", "y")
			w.syncer.Options.GroupFilter = func(name string) bool { return strings.EqualFold(name, "g") }
			w.has(user("a"), user("b"), user("c"), disabled(user("x")), tombstone("y"),
				nesting(group("g", "a"), "h"), group("h", "b"), group("i", "c"))
			w.mustSync()
			if !test.rmDisabled {
				test.members = append(test.members, "x=x@x.test")
			}
			w.wantMembers(test.members...)
			w.wantGroups(test.groups...)
		})
	}
}

func TestUsersOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.Users = false
	w.server.AddUser("a@x.test", "a")
	w.server.AddUser("b@x.test", "b")
	w.has(user("a"), withEmail(user("b"), ""), tombstone("c"), user("d"), group("g", "a", "b", "c", "d"))
	run := w.mustSync()
	w.wantSent("G[g]{a b d}")
	w.wantGroups("G{a b}")
	if run.Counts.Users != 0 || run.Counts.Groups != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.mustSync()
	w.wantSent()
}

func TestGroupsOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.Groups = false
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	w.wantSent("a=a@x.test")
	if run.Counts.Groups != 0 || !w.store.state.Times.Groups.IsZero() || w.store.state.Times.Users.IsZero() {
		t.Errorf("run %+v, times %+v", run.Counts, w.store.state.Times)
	}
}

func TestGroupsThatLeft(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		missing config.MissingGroups
		groups  []string
		text    string
	}{
		{config.MissingKeep, []string{"G{a}", "H{a}"}, "stays in the organization with its 1 member"},
		{config.MissingEmpty, []string{"G{a}", "H{}"}, "kept without members"},
	} {
		t.Run(string(test.missing), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.syncer.Options.Groups.Missing = test.missing
			w.has(user("a"), group("g", "a"), group("h", "a"))
			w.mustSync()
			for _, filtered := range []bool{false, true, true} {
				if filtered {
					w.syncer.Options.GroupFilter = func(name string) bool { return name == "G" }
				}
				w.has(user("a"), group("g", "a"), group("h", "a"))
				if !filtered {
					w.has(user("a"), group("g", "a"))
				}
				run := w.mustSync()
				wantWarning(t, run, compare.WarnGroupMissing, test.text)
				if diff := cmp.Diff([]string{"H"}, run.MissingGroups); diff != "" {
					t.Errorf("missing groups (-want +got):\n%s", diff)
				}
				w.wantGroups(test.groups...)
			}
			w.sent()
			w.mustSync()
			w.wantSent()
			// It comes back.
			w.syncer.Options.GroupFilter = nil
			run := w.mustSync()
			noWarnings(t, run)
			w.wantGroups("G{a}", "H{a}")
		})
	}
}

func TestEmptyingGroupsIsGuarded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	people := many(0, 25)
	ids := make([]string, len(people))
	for i, u := range people {
		ids[i] = u.(directory.User).ExternalID
	}
	w.has(append(people, group("g", ids...))...)
	w.mustSync()
	w.has(people...)
	w.stopped(manual(), plan.GuardMemberships)
}

func TestGroupThatLeftWhileInFlight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	w.has(user("a"), group("g"))
	w.mustSync()
	w.has(user("a"), group("g", "a"), group("h", "a"))
	w.mustLose()
	w.wantGroups("G{a}", "H{a}")
	w.has(user("a"))
	run := w.mustSync()
	w.wantGroups("G{}", "H{}")
	if diff := cmp.Diff([]string{"G", "H"}, run.MissingGroups); diff != "" {
		t.Errorf("missing groups (-want +got):\n%s", diff)
	}
}

func TestGroupThatLeftWithoutAName(t *testing.T) {
	t.Parallel()
	// Records of earlier versions lack the name. The server would refuse the
	// request, and the groups that share it.
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	w.has(user("a"), group("g", "a"), group("h", "a"))
	w.mustSync()
	w.store.state.Groups["h"] = organization.AckedGroup{Members: []string{"a"}}
	w.store.state.Groups["i"] = organization.AckedGroup{Name: " ", Members: []string{"a"}}
	w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightGroup, ExternalID: "j"}}
	w.has(user("a"), group("g"))
	w.mustSync()
	w.wantGroups("G{}", "H{a}")
}

func TestGroupsAreSentInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	w.has(user("u"), group("a", "u"), group("b", "u"), group("c"))
	w.mustSync()
	w.sent()
	w.has(user("u"), group("b"), group("c", "u"))
	w.mustSync()
	w.wantSent("A[a]{} B[b]{} C[c]{u}")
}

func TestGroupsOfOneIDThatDiffer(t *testing.T) {
	t.Parallel()
	// None of them is a copy of the other: taking one would take members away,
	// or give them, by chance.
	twin := func(g directory.Group) directory.Group { g.ReferenceID += ",ou=2"; return g }
	for name, other := range map[string]directory.Group{
		"another name":        entryNamed(twin(group("g", "a")), "Other"),
		"other users":         twin(group("g", "b")),
		"other groups inside": nesting(twin(group("g", "a")), "h"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.has(user("a"), user("b"), group("g", "a"), group("h", "b"))
			w.mustSync()
			w.has(user("a"), user("b"), group("g", "a"), other, group("h", "b"))
			_, err := w.syncErr(ErrStopped)
			if !strings.Contains(err.Error(), "external id g: group ") {
				t.Errorf("error %v", err)
			}
			// Left out, the group keeps what was accepted.
			w.syncer.Options.Sync.DuplicateEmails = config.DuplicatesSkip
			run := w.mustSync()
			wantWarning(t, run, desired.WarnGroupLeftOut, "cn=g", "used by 2 groups")
			wantWarning(t, run, desired.WarnGroupLeftOut, "cn=g,ou=2", "used by 2 groups")
			if len(run.MissingGroups) > 0 || run.Counts.Held != 1 {
				t.Errorf("missing %q, counts %+v", run.MissingGroups, run.Counts)
			}
			w.wantGroups("G{a}", "H{b}")
		})
	}
}
