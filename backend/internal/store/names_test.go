package store

import (
	"testing"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestNamesOfOneAreThoseAmongAll(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, fullChange()))
	must(t, s.ClearCache(ctx))
	must(t, s.Commit(ctx, fullChange()))
	must(t, s.Commit(ctx, organization.Change{SetMembers: map[string]organization.AckedMember{"a": {Email: "renamed@x.example"}}}))
	type key struct {
		kind plan.Kind
		id   string
	}
	want := map[key][]KnownName{}
	must(t, s.Names(ctx, func(n KnownName) error {
		k := key{n.Kind, n.ExternalID}
		want[k] = append(want[k], n)
		return nil
	}))
	if len(want) < 5 || len(want[key{plan.User, "cn=ü,dc=x"}]) < 2 {
		t.Fatalf("too few names to tell: %v", want)
	}
	for k, names := range want {
		got, err := s.NamesOf(ctx, k.kind, k.id)
		must(t, err)
		equal(t, "names of "+k.id, names, got)
	}
	for _, stranger := range []string{"", "nobody"} {
		got, err := s.NamesOf(ctx, plan.User, stranger)
		must(t, err)
		equal(t, "names of a stranger", []KnownName(nil), got)
	}
}
