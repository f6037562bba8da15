package syncer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func yes(context.Context, *plan.Proposal) (bool, error) { return true, nil }

// adopt takes over what is named, or all.
func (w *world) adopt(names ...string) (*plan.Proposal, *organization.Run) {
	w.t.Helper()
	p, run, err := Adopt(w.t.Context(), w.syncer, AdoptRequest{Names: names, Confirm: yes})
	if err != nil {
		w.t.Fatalf("adopt: %v", err)
	}
	w.now = w.now.Add(1)
	return p, run
}

// described are the changes of a proposal, one line each.
func described(changes []plan.Change) []string {
	names := func(refs []plan.Ref) string {
		var list []string
		for _, r := range refs {
			list = append(list, r.Name)
		}
		return strings.Join(list, " ")
	}
	lines := []string{}
	for _, c := range changes {
		line := fmt.Sprintf("%s %s %s[%s]", c.Action, c.Kind, c.Name, c.ExternalID)
		if c.Before != "" {
			line += " was " + c.Before
		}
		if len(c.Joins)+len(c.Leaves) > 0 {
			line += fmt.Sprintf(" +{%s} -{%s}", names(c.Joins), names(c.Leaves))
		}
		lines = append(lines, line)
	}
	return lines
}

func wantSame(t reporter, what string, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), append([]string{}, got...)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// madeByHand makes a group by hand, with access to two collections.
func (w *world) madeByHand(name string, members ...string) orgserver.Group {
	g := w.server.AddGroup(name, "", members...)
	w.server.GiveGroup(g.ID,
		orgserver.Access{ID: w.server.AddCollection(), ReadOnly: true, HidePasswords: true},
		orgserver.Access{ID: w.server.AddCollection(), Manage: true})
	return w.shownGroup(g.ID)
}

func (w *world) shownGroup(id string) orgserver.Group {
	w.t.Helper()
	for _, g := range w.server.Groups() {
		if g.ID == id {
			return g
		}
	}
	w.t.Fatalf("no group %s", id)
	return orgserver.Group{}
}

// putIn puts a member into a group by hand.
func (w *world) putIn(groupID, memberID string) {
	w.t.Helper()
	c := &client{w.server}
	ids, err := c.GroupMembers(w.t.Context(), groupID)
	if err != nil {
		w.t.Fatal(err)
	}
	token, err := c.token(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	body := marshal(w.t, map[string]any{"memberIds": append(ids, memberID)})
	if rec, err := c.call(w.t.Context(), "PUT", "/api/public/groups/"+groupID+"/member-ids", "application/json", body, token); err != nil || rec.Code != 200 {
		w.t.Fatalf("%v, %v", rec, err)
	}
}

// wantHint finds a text in the hint of an error.
func wantHint(t *testing.T, err error, text string) {
	t.Helper()
	if got := directory.HintOf(err); !strings.Contains(got, text) {
		t.Errorf("the hint of %v is %q, want %q in it", err, got, text)
	}
}

// puts counts the requests that change something in place.
func (w *world) puts() (n int) {
	for _, c := range w.server.Calls() {
		if c.Method == "PUT" {
			n++
		}
	}
	return n
}
