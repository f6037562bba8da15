package orgserver_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// wantGet reads a path and looks for texts in the answer.
func (c *client) wantGet(path string, texts ...string) string {
	c.t.Helper()
	status, body := c.get(path)
	if status != http.StatusOK {
		c.t.Fatalf("GET %s: %d %s", path, status, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			c.t.Errorf("GET %s has no %s: %s", path, text, body)
		}
	}
	return body
}

// want sends JSON and checks the status.
func (c *client) want(status int, method, path, body string) {
	c.t.Helper()
	if got, answer := c.do(method, path, "application/json", body); got != status {
		c.t.Errorf("%s %s %s: %d %s, want %d", method, path, body, got, answer, status)
	}
}

func TestEditGroups(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{})
	s.AddUser("a@x.y", "a")
	b := s.AddUser("b@x.y", "")
	g := s.AddGroup("By hand", "", "a")
	vault := s.AddCollection()
	s.GiveGroup(g.ID, orgserver.Access{ID: vault, Manage: true})
	path := "/api/public/groups/" + g.ID
	access := fmt.Sprintf(`"collections":[{"id":%q,"readOnly":false,"hidePasswords":false,"manage":true}]`, vault)
	c.wantGet("/api/public/groups", access)
	c.wantGet(path, access, `"name":"By hand"`, `"externalId":null`)

	// Collections that are not named stay; a group can be adopted.
	c.want(200, "PUT", path, `{"name":"Eng","externalId":"eng","collections":null}`)
	c.wantGet("/api/public/groups", access)
	c.want(200, "PUT", path, `{"name":"Eng","externalId":"eng"}`)
	c.wantGet("/api/public/groups", access)
	wantState(t, s, "a@x.y=a:confirmed b@x.y=:confirmed Eng=eng[a]")
	c.want(400, "PUT", path, `{"externalId":"eng"}`)
	c.want(400, "PUT", path, `{"name":"`+strings.Repeat("n", 101)+`"}`)
	c.want(404, "PUT", "/api/public/groups/none", `{"name":"Eng"}`)

	c.want(200, "PUT", path+"/member-ids", `{"memberIds":["`+b.ID+`","nobody"]}`)
	if got := s.Groups()[0].MemberEmails; !slices.Equal(got, []string{"b@x.y"}) {
		t.Errorf("members are %v", got)
	}
	c.want(200, "PUT", path, `{"name":"Eng","externalId":"eng","collections":[]}`)
	if got := s.Groups()[0].Collections; len(got) > 0 {
		t.Errorf("collections are %v", got)
	}
	c.want(200, "DELETE", path, "")
	wantState(t, s, "a@x.y=a:confirmed b@x.y=:confirmed")
}

func TestEditMembers(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{})
	owner := s.AddOwner("o@x.y", "")
	vault := s.AddCollection()
	a := s.AddMember(orgserver.Member{
		MasterPassword: true, Collections: []orgserver.Access{{ID: vault, ReadOnly: true}},
		Permissions: map[string]bool{"manageUsers": true},
		Member:      organization.Member{Email: "a@x.y", ExternalID: "a", Role: organization.RoleCustom, Status: organization.StatusConfirmed},
	})
	s.AddUser("b@x.y", "b")
	s.AddGroup("G", "g", "a")
	h := s.AddGroup("H", "h")
	path := "/api/public/members/" + a.ID
	c.wantGet(path, `"permissions":{"manageUsers":true}`, `"userId":"`, `"readOnly":true`)
	c.wantGet("/api/public/members", `"collections":null`) // the list shows none of them
	c.wantGet("/api/public/members/"+owner.ID, `"permissions":null`, `"collections":[]`)

	access := `[{"id":"` + vault + `","readOnly":true}]`
	c.want(200, "PUT", path, `{"type":4,"externalId":"b","permissions":{"manageGroups":true},"collections":`+access+`}`)
	c.wantGet(path, `"externalId":"b"`, `"permissions":{"manageGroups":true}`, `"readOnly":true`) // nobody checks whether b is free
	c.want(200, "PUT", path, `{"type":2,"externalId":"a2","collections":null,"groups":["`+h.ID+`"]}`)
	c.wantGet(path, `"externalId":"a2"`, `"collections":[]`, `"type":2`, `"permissions":null`)
	if got := s.Groups(); len(got[0].MemberEmails) > 0 || !slices.Equal(got[1].MemberEmails, []string{"a@x.y"}) {
		t.Errorf("groups are %+v", got)
	}

	c.want(400, "PUT", path, `{"externalId":"a"}`)
	c.want(400, "PUT", path, `{"type":3}`)
	c.want(400, "PUT", path, `{"type":2,"permissions":{}}`)
	c.want(400, "PUT", path, `{"type":2,"externalId":"`+strings.Repeat("x", 301)+`"}`)
	c.want(400, "PUT", "/api/public/members/"+owner.ID, `{"type":2}`)
	c.want(404, "PUT", "/api/public/members/none", `{"type":2}`)
	c.want(400, "DELETE", "/api/public/members/"+owner.ID, "")
	c.want(200, "PUT", path, `{"type":0}`) // it can make owners
	c.want(200, "DELETE", "/api/public/members/"+owner.ID, "")
	wantState(t, s, "a@x.y=:confirmed b@x.y=b:confirmed G=g[] H=h[]")
}

func TestConfig(t *testing.T) {
	t.Parallel()
	_, c := start(t, orgserver.Options{})
	c.wantGet("/api/config", `"featureStates":{}`, `"server":null`)
}

func TestServersThatLackCalls(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{NoGroupList: true, NoRevocation: true, NoEditing: true})
	a, g := s.AddUser("a@x.y", "a"), s.AddGroup("G", "g")
	c.want(404, "GET", "/api/public/groups", "")
	c.want(404, "POST", "/api/public/members/"+a.ID+"/revoke", "")
	c.want(404, "POST", "/api/public/members/"+a.ID+"/restore", "")
	c.want(404, "GET", "/api/public/members/"+a.ID+"/revoke", "")
	c.want(404, "PUT", "/api/public/members/"+a.ID, `{"type":2}`)
	c.want(404, "PUT", "/api/public/groups/"+g.ID, `{"name":"H"}`)
	c.want(200, "GET", "/api/public/members", "")
	wantState(t, s, "a@x.y=a:confirmed G=g[]")
	_, vault := start(t, orgserver.Options{Vaultwarden: true})
	for _, path := range []string{"members", "groups", "organization/subscription"} {
		vault.want(404, "GET", "/api/public/"+path, "")
	}
}
