package syncer

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func TestOnlyTakesNobodyElseOutOfAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("h", "b"))
	w.mustSync()
	w.sent()
	// By hand, c came into g and somebody without an external id into h.
	w.server.AddMember(orgserver.Member{Member: organization.Member{Email: "guest@x.test", Status: organization.StatusConfirmed}})
	w.putInGroup("g", "a@x.test", "c@x.test")
	w.putInGroup("h", "b@x.test", "guest@x.test")
	w.has(user("a"), user("b"), user("c"), user("ada"), group("g", "a", "ada"), group("h", "ada", "b"))
	run := w.mustSyncOnly("ada")
	w.wantSent("ada=ada@x.test", "G[g]{a ada c}")
	wantWarning(t, run, compare.WarnGroupWaits, `"H"`, "guest@x.test")
	if len(run.Drift) != 2 || run.Drift[0].Kind != plan.GroupMembers {
		t.Errorf("drift: %+v", run.Drift)
	}
	run = w.mustSyncOnly("ada")
	w.wantSent()
	wantNothing(t, run, plan.GroupWaits, "")
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync() // the daily look puts everything right
	w.wantGroups("G{a ada}", "H{ada b}")
}

func TestOnlyWithoutUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("h", "a", "b"))
	w.mustSync()
	w.sent()
	w.syncer.Options.Sync.Users = false
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a", "c"))
	w.mustSyncOnly("b@x.test")
	w.wantSent("G[g]{a b} H[h]{a}")
}

// Where a server can't tell who is in a group, the members are those that were
// acknowledged, and that is said.
func TestOnlyWithoutMemberships(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.syncer.Organization = noMemberships{&client{w.server}}
	w.has(user("a"), user("b"), group("g", "a", "b"))
	run := w.mustSyncOnly("b")
	w.wantSent("G[g]{a b}")
	wantWarning(t, run, "member-list-unavailable", "earlier syncs")
}

type noMemberships struct{ *client }

func (noMemberships) GroupMembers(context.Context, string) ([]string, error) {
	return nil, organization.ErrNotFound
}

// putInGroup gives a group its members by hand, by their emails.
func (w *world) putInGroup(externalID string, emails ...string) {
	w.t.Helper()
	c := &client{w.server}
	ids := []string{}
	for _, m := range w.server.Members() {
		if slices.Contains(emails, m.Email) {
			ids = append(ids, m.ID)
		}
	}
	token, err := c.token(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, g := range w.server.Groups() {
		if g.ExternalID != externalID {
			continue
		}
		rec, err := c.call(w.t.Context(), "PUT", "/api/public/groups/"+g.ID+"/member-ids", "application/json", marshal(w.t, map[string][]string{"memberIds": ids}), token)
		if err != nil || rec.Code != 200 {
			w.t.Fatalf("put members into %s: %v, HTTP %d", externalID, err, rec.Code)
		}
	}
}

func TestOnlyIsNotAboutGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("staff", "a"))
	w.mustSync()
	_, err := w.syncer.Sync(t.Context(), only("staff"))
	if hint := directory.HintOf(err); !strings.Contains(hint, "This is a group") {
		t.Errorf("%v: %s", err, hint)
	}
}
