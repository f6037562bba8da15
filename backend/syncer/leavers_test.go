package syncer

import (
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// revoking is a world in which leavers are revoked, and a and b are members of
// the group g.
func revoking(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	return w
}
