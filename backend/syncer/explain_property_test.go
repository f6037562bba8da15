package syncer

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/explain"
)

// TestExplainAnybody explains everybody and every group of a random world, with
// random filters and settings, and compares that with the plan, with what the
// organization holds after the sync, and with the reasons that a simple reading
// of the rules gives.
func TestExplainAnybody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{})
		w.source.unsorted = true
		w.withEditor()
		w.server.AddOwner("owner@z.test", "") // an empty list would be distrusted
		o := &w.syncer.Options
		o.Sync.DuplicateEmails = config.DuplicatesSkip
		o.Sync.MaxRemovals, o.Sync.MaxAdditions = config.Limit{Set: true, Count: 1000}, config.Limit{Set: true, Count: 1000}
		o.Sync.RemoveDisabled = rapid.Bool().Draw(rt, "removeDisabled")
		o.Sync.RemoveMissing = rapid.Bool().Draw(rt, "removeMissing")
		o.Sync.InviteDisabled = rapid.Bool().Draw(rt, "inviteDisabled")
		o.Sync.RemovedByHand = rapid.SampledFrom([]config.RemovedByHand{config.ByHandAsk, config.ByHandInvite}).Draw(rt, "byHand")
		o.Sync.Leavers = rapid.SampledFrom([]config.Leavers{config.LeaversRemove, config.LeaversRevoke}).Draw(rt, "leavers")
		o.Groups.CountNested = rapid.Bool().Draw(rt, "countNested")
		x := &explainer{t: rt, w: w, d: &anyDirectory{t: rt}}
		if rapid.Bool().Draw(rt, "userFilter") {
			o.UserFilter = without("3")
		}
		if rapid.Bool().Draw(rt, "groupFilter") {
			o.GroupFilter = without("5")
		}
		for range rapid.IntRange(1, 5).Draw(rt, "syncs") {
			for range rapid.IntRange(1, 8).Draw(rt, "changes") {
				x.d.change()
			}
			w.source.users, w.source.groups = x.d.shuffled()
			if who := x.anybody("removed by hand"); who != "" {
				w.server.RemoveMember(who)
			}
			if who := x.anybody("made an owner"); who != "" {
				w.server.EditMember(who, func(m *orgserver.Member) { m.Role = organization.RoleOwner })
			}
			if who := x.anybody("offboarded"); who != "" {
				_, _, _ = w.offboarded(OffboardRequest{Who: who}) // an owner is refused
			}
			w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{1, 60, 1500}).Draw(rt, "minutes")) * time.Minute)
			x.explain()
			x.agreesWithPlan()
			for i := range w.source.users {
				x.rightReason(&w.source.users[i])
			}
			if syncAllowing(rt, w) {
				x.agreesWithOrganization()
			}
		}
	})
}

// explainer explains a world.
type explainer struct {
	t  *rapid.T
	w  *world
	d  *anyDirectory
	in explain.Input
	// people and groups are explained by what they are called: the reference of
	// an entry, else the external id.
	people, groups map[string]*explanation.Explanation
	acked          map[string]organization.AckedMember
	listed         map[string]bool
}

// anybody is a member but the owner, without whom the server's list would be
// distrusted; or "".
func (x *explainer) anybody(what string) string {
	members := slices.DeleteFunc(x.w.server.Members(), func(m orgserver.Member) bool { return m.Email == "owner@z.test" })
	if len(members) == 0 || !rapid.Bool().Draw(x.t, what) {
		return ""
	}
	return rapid.SampledFrom(members).Draw(x.t, "who").Email
}

// explain explains everybody of directory, cache and organization.
func (x *explainer) explain() {
	var err error
	if x.in, err = x.w.syncer.Facts(x.t.Context(), FactsOptions{}); err != nil {
		x.t.Fatal(err)
	}
	x.people, x.groups, x.listed = map[string]*explanation.Explanation{}, map[string]*explanation.Explanation{}, map[string]bool{}
	x.acked = x.in.Result.In.State.Members
	who := []string{}
	for _, u := range x.w.source.users {
		who = append(who, u.ReferenceID)
	}
	for _, g := range x.w.source.groups {
		who = append(who, g.ReferenceID)
	}
	for id := range x.acked {
		who = append(who, id)
	}
	for id := range x.in.Result.In.State.EachApart() {
		who = append(who, id)
	}
	for id, g := range x.in.Result.In.State.Groups {
		who = append(append(who, id), g.Members...)
	}
	for _, m := range x.w.server.Members() {
		if m.ExternalID != "" {
			who = append(who, m.ExternalID)
		}
		x.listed[m.ExternalID], x.listed[m.Email] = true, true
	}
	for _, name := range who {
		matches := explain.Find(x.in, name)
		if len(matches) == 0 {
			x.t.Fatalf("%s is not found", name)
		}
		for _, m := range matches {
			e := explain.Of(x.in, m)
			of := x.people
			if m.Kind == plan.Group {
				of = x.groups
			}
			key := m.Reference
			if key == "" {
				key = m.ExternalID
			}
			of[key] = e
		}
	}
}

// agreesWithPlan compares the sum of all explanations with the plan.
func (x *explainer) agreesWithPlan() {
	whole := x.in.Result.Changes().Plan()
	want, got := []string{}, []string{}
	add := func(list *[]string, what string, kind plan.Kind, action plan.Action, id, group string) {
		*list = append(*list, fmt.Sprintf("%s %s %s %s %s", what, kind, action, id, group))
	}
	for _, c := range whole.Changes {
		add(&want, "change", c.Kind, c.Action, c.ExternalID, "")
		if c.Kind == plan.Group {
			for _, ref := range c.Joins {
				add(&want, "joins", plan.User, "", ref.ExternalID, c.ExternalID)
			}
			for _, ref := range c.Leaves {
				if ref.ExternalID != "" {
					add(&want, "leaves", plan.User, "", ref.ExternalID, c.ExternalID)
				}
			}
		}
	}
	for _, of := range []map[string]*explanation.Explanation{x.people, x.groups} {
		for _, e := range of {
			for _, c := range e.Sync.Changes {
				add(&got, "change", c.Kind, c.Action, c.ExternalID, "")
			}
			for _, ref := range e.Sync.Joins {
				add(&got, "joins", plan.User, "", e.ExternalID, ref.ExternalID)
			}
			for _, ref := range e.Sync.Leaves {
				add(&got, "leaves", plan.User, "", e.ExternalID, ref.ExternalID)
			}
		}
	}
	for _, list := range []*[]string{&want, &got} {
		slices.Sort(*list)
		*list = slices.Compact(*list) // two entries may be one member
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		x.t.Fatalf("all explanations beside the plan (-want +got):\n%s", diff)
	}
}

// agreesWithOrganization compares what was foretold with what the organization
// holds after the sync.
func (x *explainer) agreesWithOrganization() {
	there := map[string]bool{}
	for _, m := range x.w.server.Members() {
		there[m.ExternalID] = m.Status != organization.StatusRevoked
	}
	foretold := map[string]bool{}
	for _, e := range x.people {
		switch e.Fate {
		case explanation.FateMember, explanation.FateHeld, explanation.FateStays:
			foretold[e.ExternalID] = true
		}
	}
	for _, e := range x.people {
		_, member := there[e.ExternalID]
		if e.Fate == explanation.FateStays && !member {
			x.t.Fatalf("%s is explained as one who stays, and is no member", e.ExternalID)
		}
		if e.Fate == explanation.FateStays || e.Steps[len(e.Steps)-1].Reason.Code == explanation.Revoked {
			foretold[e.ExternalID] = there[e.ExternalID] // with access or without
		}
	}
	for _, e := range x.people {
		if foretold[e.ExternalID] != there[e.ExternalID] {
			x.t.Fatalf("%s is explained as %s by %q, but is a member: %v", e.ExternalID, e.Fate, lines(e), there[e.ExternalID])
		}
	}
	groups := map[string][]string{}
	for _, g := range x.w.server.Groups() {
		groups[g.ExternalID] = g.MemberExternalIDs
	}
	listed := map[string][]string{}
	for _, e := range x.people {
		for _, m := range e.Groups {
			if m.Listed != "" {
				listed[m.ExternalID] = append(listed[m.ExternalID], m.Listed)
			}
		}
	}
	for _, e := range x.groups {
		if e.Fate != explanation.FateMember {
			continue
		}
		ids := listed[e.ExternalID]
		slices.Sort(ids)
		if diff := cmp.Diff(groups[e.ExternalID], slices.Compact(ids), cmpopts.EquateEmpty()); diff != "" {
			x.t.Fatalf("members of %s (-organization +explained):\n%s", e.ExternalID, diff)
		}
	}
}
