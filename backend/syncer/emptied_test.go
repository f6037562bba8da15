package syncer

import (
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// A group that left the directory together with its only member, whom somebody
// removed by hand, is empty already: that is noticed where memberships are looked
// at, so that no later sync empties it.
func TestAGroupThatIsEmptyAlreadyIsNotEmptied(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Groups.Missing = config.MissingEmpty
	w.has(user("a"), user("b"), group("g", "b"))
	w.mustSync()
	w.server.RemoveMember("b@x.test")
	w.has(user("a"))
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync()
	w.wantGroups("G{}")
	w.sent()
	w.now = w.now.Add(time.Minute)
	if run := w.mustSync(); len(run.Changes) > 0 {
		t.Errorf("changes %+v", run.Changes)
	}
	w.wantSent()
}
