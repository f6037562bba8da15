package syncer

import (
	"testing"

	"directoryconnector/backend/internal/orgserver"
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
	run = w.mustSync()
	w.wantSent()
	if w.reads() != reads || run.FullSend || run.CompleteRead {
		t.Errorf("a second sync read the member list %d times, full send %v, complete read %v", w.reads()-reads, run.FullSend, run.CompleteRead)
	}
}
