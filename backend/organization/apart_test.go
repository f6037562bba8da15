package organization_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/organization"
)

// Whoever is remembered by several lists is what the first of them says: removed
// by hand, revoked, offboarded, from before a clear.
func TestThoseApartAreWhatTheFirstListSays(t *testing.T) {
	t.Parallel()
	by := func(list string) organization.AckedMember { return organization.AckedMember{Email: list} }
	revoked := organization.RevokedMember{AckedMember: by("revoked")}
	s := &organization.State{
		Members:       map[string]organization.AckedMember{"acked": by("acked")},
		RemovedByHand: map[string]organization.AckedMember{"a": by("hand")},
		Revoked:       map[string]organization.RevokedMember{"a": revoked, "b": revoked},
		Offboarded:    map[string]organization.AckedMember{"a": by("offboarded"), "b": by("offboarded"), "c": by("offboarded")},
	}
	s.Known.Members = map[string]organization.AckedMember{"a": by("known"), "b": by("known"), "c": by("known"), "d": by("known")}
	want := map[string]organization.AckedMember{"a": by("hand"), "b": by("revoked"), "c": by("offboarded"), "d": by("known")}
	if diff := cmp.Diff(want, s.Apart()); diff != "" {
		t.Errorf("apart (-want +got):\n%s", diff)
	}
	seen := 0
	for range s.EachApart() {
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d were gone through, each once would be %d", seen, len(want))
	}
	for _, id := range append(slices.Collect(maps.Keys(want)), "acked", "nobody") {
		m, is := s.ApartAs(id)
		if w, apart := want[id]; is != apart || m != w || s.IsApart(id) != apart {
			t.Errorf("%s: %v %v, %v", id, m, is, s.IsApart(id))
		}
	}
	for n := range len(want) { // whoever stops is not asked again
		left := n
		for range s.EachApart() {
			if left--; left < 0 {
				break
			}
		}
	}
}
