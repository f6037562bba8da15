package orgserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

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
	vault := s.AddCollection("vault")
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
	vault := s.AddCollection("")
	a := s.AddMember(orgserver.Member{
		MasterPassword: true, SSOExternalID: "sso-a", TwoFactor: true, Collections: []orgserver.Access{{ID: vault, ReadOnly: true}},
		Permissions: map[string]bool{"manageUsers": true},
		Member:      organization.Member{Email: "a@x.y", ExternalID: "a", Role: organization.RoleCustom, Status: organization.StatusConfirmed},
	})
	s.AddUser("b@x.y", "b")
	g, h := s.AddGroup("G", "g", "a"), s.AddGroup("H", "h")
	path := "/api/public/members/" + a.ID
	c.wantGet(path, `"permissions":{"manageUsers":true}`, `"ssoExternalId":"sso-a"`, `"twoFactorEnabled":true`, `"userId":"`, `"readOnly":true`)
	c.wantGet("/api/public/members", `"collections":null`) // the list shows none of them
	c.wantGet("/api/public/members/"+owner.ID, `"permissions":null`, `"collections":[]`, `"ssoExternalId":null`)

	access := `[{"id":"` + vault + `","readOnly":true}]`
	c.want(200, "PUT", path, `{"type":4,"externalId":"b","permissions":{"manageGroups":true},"collections":`+access+`}`)
	c.wantGet(path, `"externalId":"b"`, `"permissions":{"manageGroups":true}`, `"readOnly":true`) // nobody checks whether b is free
	c.wantGet(path+"/group-ids", `["`+g.ID+`"]`)
	c.want(200, "PUT", path, `{"type":2,"externalId":"a2","collections":null,"groups":["`+h.ID+`"]}`)
	c.wantGet(path, `"externalId":"a2"`, `"collections":[]`, `"type":2`, `"permissions":null`)
	c.wantGet(path+"/group-ids", `["`+h.ID+`"]`)

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

func TestCollectionsAndPolicies(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{
		Policies:      []orgserver.Policy{{ID: "p", Type: 3, Enabled: true, Data: map[string]any{"x": 1}}},
		FeatureStates: map[string]bool{"staged": true},
	})
	g := s.AddGroup("G", "g")
	vault := s.AddCollection("vault")
	path := "/api/public/collections/" + vault
	c.want(200, "PUT", path, `{"externalId":"v2","groups":[{"id":"`+g.ID+`","readOnly":true}]}`)
	c.wantGet("/api/public/collections", `"externalId":"v2"`, `{"id":"`+g.ID+`","readOnly":true,"hidePasswords":false,"manage":false}`)
	c.wantGet("/api/public/groups", `{"id":"`+vault+`","readOnly":true`)
	c.want(200, "PUT", path, `{"externalId":null,"groups":[]}`)
	c.wantGet("/api/public/collections", `"externalId":null,"groups":[]`)
	c.want(404, "PUT", "/api/public/collections/none", `{}`)
	c.wantGet("/api/public/policies", `{"object":"policy","id":"p","type":3,"enabled":true,"data":{"x":1}}`)
	c.wantGet("/api/config", `"featureStates":{"staged":true}`, `"server":null`)
}

func TestEvents(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s, c := start(t, orgserver.Options{Now: func() time.Time { return now }, TokenLifetime: 1000 * time.Hour})
	c.wantImport(200, organization.Request{
		Members: []organization.RequestMember{add("a@x.y", "a"), add("b@x.y", "b"), add("c@x.y", "c")},
		Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g"}},
	})
	now = now.Add(48 * time.Hour)
	s.EditMember("a@x.y", func(m *orgserver.Member) { m.Status = organization.StatusConfirmed })
	s.EditMember("a@x.y", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	id := s.Members()[0].ID
	c.want(200, "POST", "/api/public/members/"+id+"/restore", "")
	s.RemoveMember("b@x.y")
	group := s.Groups()[0].ID
	c.want(200, "PUT", "/api/public/groups/"+group, `{"name":"H","externalId":"g"}`)
	c.want(200, "PUT", "/api/public/groups/"+group+"/member-ids", `{"memberIds":[]}`) // no event
	c.want(200, "DELETE", "/api/public/groups/"+group, "")                            // no event
	// An import that dies midway logs no removal.
	s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 500, Apply: orgserver.ApplyRemovals})
	c.wantImport(500, members(gone("c")))
	wantState(t, s, "a@x.y=a:confirmed")

	types := func(query string) (list []int, next string) {
		var page struct {
			Data              []struct{ Type int }
			ContinuationToken string
		}
		if err := json.Unmarshal([]byte(c.wantGet("/api/public/events"+query)), &page); err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Data {
			list = append(list, e.Type)
		}
		return list, page.ContinuationToken
	}
	if got, _ := types(""); !slices.Equal(got, []int{1401, 1503, 1512, 1511, 1501, 1400, 1500, 1500, 1500}) {
		t.Errorf("events are %v", got)
	}
	if got, _ := types("?start=2026-03-02T00:00:00Z&end=2026-03-04T00:00:00Z"); !slices.Equal(got, []int{1401, 1503, 1512, 1511, 1501}) {
		t.Errorf("events of a day are %v", got)
	}
	if status, _ := c.get("/api/public/events?start=2024-03-01T00:00:00Z&end=2026-03-04T00:00:00Z"); status != 400 {
		t.Errorf("two years: %d", status)
	}
	if status, _ := c.get("/api/public/events?start=yesterday"); status != 400 {
		t.Errorf("no date: %d", status)
	}
	for range 100 {
		s.EditMember("a@x.y", func(*orgserver.Member) {})
	}
	first, next := types("")
	rest, end := types("?continuationToken=" + next)
	if len(first) != 100 || len(rest) != 9 || end != "" {
		t.Errorf("pages of %d and %d events, then %q", len(first), len(rest), end)
	}
}

func TestServersThatLackCalls(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{NoGroupList: true, NoMemberIDs: true, NoRevocation: true, NoEditing: true})
	a, g := s.AddUser("a@x.y", "a"), s.AddGroup("G", "g")
	c.want(404, "GET", "/api/public/groups", "")
	c.want(404, "GET", "/api/public/groups/"+g.ID+"/member-ids", "")
	c.want(404, "POST", "/api/public/members/"+a.ID+"/revoke", "")
	c.want(404, "POST", "/api/public/members/"+a.ID+"/restore", "")
	c.want(404, "GET", "/api/public/members/"+a.ID+"/revoke", "")
	c.want(405, "GET", "/api/public/members/"+a.ID+"/reinvite", "")
	c.want(404, "PUT", "/api/public/members/"+a.ID, `{"type":2}`)
	c.want(404, "PUT", "/api/public/groups/"+g.ID, `{"name":"H"}`)
	c.want(200, "GET", "/api/public/members", "")
	wantState(t, s, "a@x.y=a:confirmed G=g[]")
	_, vault := start(t, orgserver.Options{Vaultwarden: true})
	for _, path := range []string{"members", "groups", "events", "collections", "policies", "organization/subscription"} {
		vault.want(404, "GET", "/api/public/"+path, "")
	}
}
