package send

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

func marshal(t interface{ Fatal(...any) }, v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestBatchesOfSoManyBytes(t *testing.T) {
	t.Parallel()
	ids := make([]string, 30000)
	for i := range ids {
		ids[i] = fmt.Sprintf("<%05d>%s", i, strings.Repeat("é", 140))
	}
	groups := make([]compare.GroupUpdate, 4)
	for i := range groups {
		groups[i] = compare.GroupUpdate{ID: fmt.Sprint(i), Name: "G", Members: ids[:7000]}
	}
	groups[3].Members = ids // more than fits: never split
	sizes := []int{}
	for _, b := range (maker{}).groups(groups) {
		body := marshal(t, b.request)
		if len(body) > organization.MaxBytes && len(b.request.Groups) > 1 {
			t.Errorf("a request of %d bytes with %d groups", len(body), len(b.request.Groups))
		}
		sizes = append(sizes, len(b.request.Groups))
	}
	if !slices.Equal(sizes, []int{3, 1}) && !slices.Equal(sizes, []int{2, 1, 1}) && !slices.Equal(sizes, []int{1, 1, 1, 1}) {
		t.Errorf("sizes %v", sizes)
	}
}

func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	m := maker{}
	batches := slices.Concat(
		m.removals([]compare.Removal{{ID: "a", Emails: []string{organization.RemovedEmail}}}), m.people([]*compare.Person{{User: &desired.User{ID: "a", Entry: &directory.User{}}, Email: "a@x.test"}}, 1),
		m.kept([]organization.RequestMember{{ExternalID: "a", Email: "a@x.test"}}), m.groups([]compare.GroupUpdate{{ID: "g", Name: "G"}}),
		[]*batch{m.everybody(&compare.Result{})},
	)
	for _, b := range batches {
		if body := string(marshal(t, b.request)); strings.Contains(body, "null") {
			t.Errorf("null in %s", body)
		}
	}
}

func TestJSONLengthIsNeverTooSmall(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.ToValidUTF8(rapid.String().Draw(rt, "text"), "")
		if got, want := jsonLen(s), len(marshal(rt, s)); got < want {
			rt.Errorf("%q: %d, at least %d", s, got, want)
		}
	})
}
