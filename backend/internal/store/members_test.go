package store

import (
	"fmt"
	"testing"

	"directoryconnector/backend/organization"
)

func TestMembersOfGroupsAreAddedLater(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := newStore(t)
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{
		"same": {Name: "Same", StableID: "s", Members: []string{"u1", "u2"}}, "fewer": {Name: "Fewer", Members: []string{"u1", "u2", "u3"}},
		"more": {Name: "More", Members: []string{"u1"}}, "other": {Name: "Other", Members: []string{"gone", "u1"}},
		"none": {Name: "None"}, "unsure": {Name: "Unsure", Members: []string{"u1"}, Unsure: true}, "emptied": {Name: "Emptied", Members: []string{"u4"}}, "filled": {Name: "Filled"},
	}}
	for i := range 5 {
		c.SetMembers[fmt.Sprint("u", i)] = organization.AckedMember{Email: fmt.Sprintf("u%d@x", i)}
	}
	must(t, s.Commit(ctx, c))
	want, err := s.Load(ctx)
	must(t, err)
	got, err := s.LoadForMembers(ctx)
	must(t, err)
	for id, g := range got.Groups {
		if g.Members != nil || g.Name != want.Groups[id].Name || g.StableID != want.Groups[id].StableID {
			t.Errorf("group %s is %+v", id, g)
		}
	}
	likely := map[string][]string{
		"same": {"u1", "u2"}, "fewer": {"u1", "u2"}, "more": {"u1", "u2"}, "other": {"u1", "u2"}, "filled": {"u1"}, "new": {"u1"}, "unsure": {"u1"},
	}
	must(t, s.AddMembers(ctx, got, func(id string) []string { return likely[id] }))
	equal(t, "state", want, got)
	if &got.Groups["same"].Members[0] != &likely["same"][0] {
		t.Error("members that are the same are held twice")
	}
}
