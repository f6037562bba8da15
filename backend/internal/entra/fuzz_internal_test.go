package entra

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

// Whatever is answered, a page has entries with ids, or is an error.
func FuzzPage(f *testing.F) {
	for _, body := range []string{
		`{"value":[{"id":"1","mail":null,"userPrincipalName":"a@b.c","accountEnabled":true}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/users"}`,
		`{"value":[{"id":"1","displayName":"x","members@delta":[{"id":"2","@removed":{"reason":"deleted"}}]}]}`,
		`null`, `[]`, `{"value":null}`, `{"value":[null]}`, `{"value":[{"id":null}]}`, `{"value":[{"id":"1","members@delta":[null]}]}`,
		`{"value":[{"id":"1","@removed":null,"members@delta":null}],"@odata.nextLink":null}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := newState()
		users, err := decode[wireUser](body)
		if hasIDs(t, body, users, err) {
			s.takeUsers(users.Value)
			s.takeDeleted(users.Value)
		}
		groups, err := decode[wireGroup](body)
		if hasIDs(t, body, groups, err) {
			s.takeGroups(groups.Value)
		}
		members, err := decode[wireMember](body)
		if hasIDs(t, body, members, err) {
			s.takeMembers("1", members.Value)
		}
		s.finished(selection{users: func(string) bool { return true }, units: &units{}})
		for id, g := range s.groups {
			if id == "" || strings.Contains(strings.Join(g.members(), ",")+",", ",,") {
				t.Errorf("%q: group %q has members %q", body, id, g.members())
			}
		}
	})
}

func hasIDs[T identified](t *testing.T, body []byte, p *page[T], err error) bool {
	t.Helper()
	if err != nil {
		if p != nil || !errors.Is(err, directory.ErrIncomplete) || directory.HintOf(err) == "" {
			t.Errorf("%q: %v, error %v", body, p, err)
		}
		return false
	}
	for _, row := range p.Value {
		if !row.identified() {
			t.Errorf("%q: %+v", body, row)
		}
	}
	return true
}

func TestANextPageWithoutHTTPSIsRefusedByItsScheme(t *testing.T) {
	t.Parallel()
	c, err := cloudOf("login.microsoftonline.com")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.parseLink("http://graph.microsoft.com/v1.0/users?$skiptoken=x")
	if !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "http://graph.microsoft.com, and") || directory.HintOf(err) == "" {
		t.Errorf("error %v, hint %q", err, directory.HintOf(err))
	}
}
