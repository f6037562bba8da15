package onelogin

import (
	"slices"
	"testing"
)

// Whatever is answered, a page has entries with ids, or is an error.
func FuzzPage(f *testing.F) {
	for _, body := range []string{
		`[{"id":1,"email":"a@b.c","username":null,"status":1,"role_ids":[2]}]`, `[{"id":1,"name":"x","users":[2]}]`, `[{"id":1,"assigned":null}]`,
		`null`, `[null]`, `[{"id":null}]`, `[{"id":1,"role_ids":null,"users":null}]`, `[{"id":1,"role_ids":[null]}]`, `[{"id":1,"users":[2,null]}]`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		users, err := decodePage[wireUser](body)
		hasIDs(t, body, users, err)
		for _, u := range users {
			if slices.Contains(u.RoleIDs, 0) {
				t.Errorf("%q: %+v", body, u)
			}
		}
		roles, err := decodePage[wireRole](body)
		hasIDs(t, body, roles, err)
		for _, r := range roles {
			if slices.Contains(r.Users, 0) {
				t.Errorf("%q: %+v", body, r)
			}
		}
		members, err := decodePage[wireMember](body)
		hasIDs(t, body, members, err)
	})
}

func hasIDs[T identified](t *testing.T, body []byte, items []T, err error) {
	t.Helper()
	if (err == nil) != (items != nil) {
		t.Errorf("%q: %v, error %v", body, items, err)
	}
	for _, item := range items {
		if item.id() == 0 {
			t.Errorf("%q: %+v", body, item)
		}
	}
}
