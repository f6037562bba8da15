package syncer

import (
	"context"
	"fmt"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// cutting shows a part of the members only, and says that it is all.
type cutting struct {
	*client
	most int
}

func (c *cutting) Members(ctx context.Context) ([]organization.Member, error) {
	members, err := c.client.Members(ctx)
	return members[max(0, len(members)-c.most):], err
}

// crowd are twenty users and a group of all.
func crowd() []any {
	var entries []any
	var ids []string
	for n := range 20 {
		ids = append(ids, fmt.Sprintf("u%02d", n))
		entries = append(entries, user(ids[n]))
	}
	return append(entries, group("g", ids...))
}

// A member list that is cut somewhere on its way and looks whole: nobody is
// taken for removed by hand, and no leaver for gone already.
func TestHalfOfTheMembersAreGoneAtOnce(t *testing.T) {
	t.Parallel()
	for name, leaving := range map[string]int{"all are in the directory": 0, "some of them leave": 3} {
		for _, byHand := range []config.RemovedByHand{config.ByHandAsk, config.ByHandInvite} {
			t.Run(name+", "+string(byHand), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, orgserver.Options{})
				w.syncer.Options.Sync.RemovedByHand = byHand
				w.has(crowd()...)
				w.mustSync()
				w.has(crowd()[leaving:]...)
				w.syncer.Organization = &cutting{&client{w.server}, 10}
				f := w.stopped(manual(), plan.GuardGone)
				if f.Count != 10-leaving || f.Limit != 5 || f.Total != 20 || len(f.Entries) != f.Count {
					t.Errorf("finding %+v", f)
				}
				w.now = w.now.Add(2 * time.Hour)
				w.stopped(Request{Trigger: organization.TriggerAutomatic}, plan.GuardGone)
				if len(w.store.state.RemovedByHand) > 0 || len(w.store.state.Members) != 20 {
					t.Errorf("acknowledged %d, by hand %v", len(w.store.state.Members), w.store.state.RemovedByHand)
				}
				// Whole again, and nothing was lost.
				w.syncer.Organization = &client{w.server}
				w.mustSync()
				if got := len(w.server.Members()); got != 20-leaving {
					t.Errorf("%d members", got)
				}
			})
		}
	}
}

// That so many were removed by hand is true, after all.
func TestWhoIsGoneIsAllowedByNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemovedByHand = config.ByHandAsk
	w.has(crowd()...)
	w.mustSync()
	for n := 10; n < 16; n++ {
		w.server.RemoveMember(fmt.Sprintf("u%d@x.test", n))
	}
	w.stopped(manual(), plan.GuardGone)
	six := 6
	w.mustSyncWith(Request{Trigger: organization.TriggerManual, Allow: Allowance{Gone: &six}})
	if len(w.store.state.RemovedByHand) != 6 {
		t.Errorf("by hand: %v", w.store.state.RemovedByHand)
	}
	w.now = w.now.Add(25 * time.Hour)
	w.mustSync() // they are not asked about again
	// Up to the limit it is the usual drift.
	for n := range 5 {
		w.server.RemoveMember(fmt.Sprintf("u%02d@x.test", n))
	}
	w.mustSync()
	if len(w.store.state.RemovedByHand) != 11 {
		t.Errorf("by hand: %v", w.store.state.RemovedByHand)
	}
}
