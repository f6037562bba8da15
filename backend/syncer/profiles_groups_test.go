package syncer

import (
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// Two directories number their groups alike: neither profile takes the other's.
func TestTwoProfilesOneExternalIDOfTwoGroups(t *testing.T) {
	t.Parallel()
	for name, server := range map[string]orgserver.Options{"vaultwarden": {Vaultwarden: true, VaultwardenGroups: true}, "official": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := two(t, server)
			first.has(user("a"), group("100", "a"))
			first.mustSync()
			second.syncer.Options.Groups.Missing = config.MissingEmpty
			second.has(user("b"), entryNamed(group("100", "b"), "Other"), group("200", "b"))
			second.meet("first", first)
			run := second.mustSync()
			wantWarning(t, run, compare.WarnOtherProfile, "Other", "100", `profile "first"`)
			if run.Counts.LeftOut != 1 || run.Counts.Groups != 1 {
				t.Errorf("counts %+v", run.Counts)
			}
			first.wantGroups("100{a}", "200{b}")
			// Nor does it in a full send, nor when its own group leaves.
			second.now = second.now.Add(25 * time.Hour)
			second.mustSync()
			second.has(user("b"), group("200", "b"))
			second.now = second.now.Add(25 * time.Hour)
			noWarningOf(t, second.mustSync(), compare.WarnOtherProfile)
			first.wantGroups("100{a}", "200{b}")
		})
	}
}

// An earlier version let both have the group: nobody sends it until one of them
// gives it up, who takes nothing from the other.
func TestTwoProfilesThatBothSentAGroup(t *testing.T) {
	t.Parallel()
	first, second := two(t, orgserver.Options{})
	first.has(user("a"), group("100", "a"))
	first.mustSync()
	second.has(user("b"), group("100", "b"))
	second.mustSync() // took it
	first.wantGroups("100{b}")
	second.syncer.Options.Groups.Missing = config.MissingEmpty
	for range 2 {
		first.meet("second", second)
		wantWarning(t, first.mustSync(), compare.WarnOtherProfile, "100", `profile "second"`)
		second.meet("first", first)
		wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "100", `profile "first"`)
		first.wantGroups("100{b}")
		first.now, second.now = first.now.Add(25*time.Hour), second.now.Add(25*time.Hour)
	}
	second.has(user("b"))
	second.meet("first", first)
	wantWarning(t, second.mustSync(), compare.WarnOtherProfile, "100", "nothing is taken away")
	first.wantGroups("100{b}")
	first.meet("second", second)
	noWarningOf(t, first.mustSync(), compare.WarnOtherProfile)
	first.wantGroups("100{a}")
}

// What the other profile made is nobody's orphan, and not unknown.
func TestWhatAnotherProfileMadeIsKnown(t *testing.T) {
	t.Parallel()
	first, second := two(t, orgserver.Options{})
	first.has(user("a"), group("100", "a"))
	first.mustSync()
	second.has(user("b"), group("200", "b"))
	second.meet("first", first)
	run := second.mustSync()
	for _, d := range run.Drift {
		if d.Kind == plan.OrphanGroup || d.Kind == plan.UnknownMembers {
			t.Errorf("drift %+v", d)
		}
	}
	noWarningOf(t, run, compare.WarnUnknownHere)
}
