package syncer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
)

// mustPlan makes a plan, and nothing is sent or kept by that.
func (w *world) mustPlan(memberships bool) (*plan.Plan, plan.Looked) {
	w.t.Helper()
	before, commits, requests := marshal(w.t, w.store.state), len(w.store.commits), len(w.server.Imports())
	p, looked, err := w.syncer.Plan(w.t.Context(), memberships)
	if err != nil {
		w.t.Fatalf("plan: %v", err)
	}
	if string(marshal(w.t, w.store.state)) != string(before) || len(w.store.commits) != commits || len(w.server.Imports()) != requests {
		w.t.Fatal("a plan wrote or sent something")
	}
	return p, looked
}

// asked counts who is asked for which group's members, and fails where it is to.
type asked struct {
	*client
	groups atomic.Int32
	err    error
}

func (a *asked) GroupMembers(ctx context.Context, id string) ([]string, error) {
	a.groups.Add(1)
	if a.err != nil {
		return nil, a.err
	}
	return a.client.GroupMembers(ctx, id)
}

// byHand sets who is in a group of the organization.
func (w *world) byHand(id string, members ...string) {
	w.server.RemoveGroup(id)
	w.server.AddGroup(strings.ToUpper(id), id, members...)
}

// inShort are changes, each in a line: "update g -x +c".
func inShort(changes []plan.Change) []string {
	lines := []string{}
	for _, c := range changes {
		line := string(c.Action) + " " + c.ExternalID
		for _, r := range c.Leaves {
			line += " -" + r.ExternalID
		}
		for _, r := range c.Joins {
			line += " +" + r.ExternalID
		}
		lines = append(lines, line)
	}
	return lines
}

// TestAPlanNamesWhomSomebodyPutIn: a group is sent whole, so whoever was put in
// by hand goes with any other change of it. A plan names that person.
func TestAPlanNamesWhomSomebodyPutIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("h", "a"), group("i", "b"))
	w.mustSync()
	w.has(user("a"), user("b"), user("c"), group("g", "a", "c"), group("h", "a"), group("i", "b"))
	for _, id := range []string{"g", "h"} {
		w.byHand(id, "a", "b")
	}
	counter := &asked{client: &client{w.server}}
	w.syncer.Organization = counter
	p, looked := w.mustPlan(false)
	if got := inShort(p.Changes); !slices.Equal(got, []string{"update g -b +c"}) {
		t.Errorf("changes %q", got)
	}
	if n := counter.groups.Swap(0); n != 1 || looked != (plan.Looked{Members: true, Groups: true}) {
		t.Errorf("%d groups were asked for their members, looked %+v", n, looked)
	}

	p, looked = w.mustPlan(true)
	if got := inShort(p.Changes); !slices.Equal(got, []string{"update g -b +c", "update h -b"}) {
		t.Errorf("changes %q", got)
	}
	if n := counter.groups.Load(); n != 3 || !looked.Memberships {
		t.Errorf("%d groups were asked for their members, looked %+v", n, looked)
	}
}

func TestPlansWhereLittleCanBeSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{NoMemberList: true})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g", "a", "b"))
	p, looked := w.mustPlan(true)
	if got := inShort(p.Changes); !slices.Equal(got, []string{"invite b", "update g +b"}) || looked != (plan.Looked{}) {
		t.Errorf("changes %q, looked %+v", got, looked)
	}
	if !slices.ContainsFunc(p.Changes, func(c plan.Change) bool { return c.Unchecked }) {
		t.Error("nothing says that the server can't tell")
	}
	if !slices.ContainsFunc(p.Warnings, func(w directory.Warning) bool { return strings.Contains(w.Text, "does not show them") }) {
		t.Errorf("nothing says that memberships were not read: %v", p.Warnings)
	}

	w = newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.syncer.Organization = &asked{client: &client{w.server}, err: errors.New("HTTP 500")}
	w.has(user("a"), user("b"), group("g", "a", "b"))
	if p, _ = w.mustPlan(false); len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "memberships could not be read") {
		t.Errorf("warnings %v", p.Warnings)
	}
	// Who asks for memberships gets them, or none.
	if _, _, err := w.syncer.Plan(t.Context(), true); err == nil || errors.Is(err, ErrStopped) {
		t.Errorf("error %v", err)
	}
}
