package bridge_test

import (
	"testing"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/orgserver"
)

// A server that does not answer is not one that shows nothing: what it would do
// with what is sent can be seen, once it answers.
func TestAServerThatDoesNotAnswerIsNotOneThatTellsNothing(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	f.staff("ada", "grace", "barbara", "joan")
	f.server.Fail(orgserver.RouteMembers, 20, orgserver.Fault{Status: 400})
	f.server.Fail(orgserver.RouteConfig, 20, orgserver.Fault{Status: 400})
	f.server.Fail(orgserver.RouteToken, 20, orgserver.Fault{Status: 400})
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	if r := f.shown(); r.Unlisted || !r.Unseen || r.Counts.Joins != 1 {
		t.Errorf("unlisted %v, unseen %v, %+v", r.Unlisted, r.Unseen, r.Counts)
	}
}
