package syncer

import (
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestFirstAndSecondSync(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"), nesting(group("h"), "g"))
	run := w.mustSync()
	noWarnings(t, run)
	w.wantSent("a=a@x.test b=b@x.test", "G[g]{a b} H[h]{a b}")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}", "H{a b}")
	if run.Counts.UsersAdded != 2 || run.Counts.GroupsAdded != 2 || run.Counts.Users != 2 || !run.FullSend || !run.CompleteRead {
		t.Errorf("run: %+v", run)
	}

	reads := w.reads()
	run = w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	w.wantSent()
	if w.reads() != reads || run.FullSend || run.CompleteRead {
		t.Errorf("a second sync read the member list %d times, full send %v, complete read %v", w.reads()-reads, run.FullSend, run.CompleteRead)
	}
	// Who asks for a sync wants to know what is.
	w.mustSync()
	if w.reads() != reads+1 {
		t.Errorf("the member list was read %d times", w.reads()-reads)
	}
	// But a list that takes the server minutes is not asked for all the time.
	w.store.state.Times.LookTook = 2 * time.Minute
	for range 39 {
		w.mustSync()
	}
	if w.reads() != reads+1 {
		t.Errorf("a slow member list was read %d times", w.reads()-reads)
	}
	w.mustSync()
	if w.reads() != reads+2 {
		t.Errorf("a slow member list was read %d times", w.reads()-reads)
	}
}
