package bitwarden_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// everyPermission names what a custom member may be allowed to do.
func everyPermission() []string {
	return []string{
		"accessEventLogs", "accessImportExport", "accessReports", "createNewCollections", "editAnyCollection", "deleteAnyCollection",
		"manageGroups", "managePolicies", "manageSso", "manageUsers", "manageResetPassword", "manageScim", "manageAccessRules", "ofTomorrow",
	}
}

// everyMember fills an organization with members of every type and status,
// each custom permission, and every kind of access to collections.
func everyMember(s *orgserver.Server) {
	s.AddOwner("first@x.y", "")
	read, hide, manage := s.AddCollection(), s.AddCollection(), s.AddCollection()
	access := []orgserver.Access{{ID: read, ReadOnly: true}, {ID: hide, HidePasswords: true}, {ID: manage, Manage: true}}
	statuses := []organization.MemberStatus{
		organization.StatusRevoked, organization.StatusInvited, organization.StatusAccepted, organization.StatusConfirmed, organization.StatusStaged,
	}
	n := 0
	add := func(role organization.Role, permissions map[string]bool) {
		id := fmt.Sprintf("old-%02d", n)
		s.AddMember(orgserver.Member{
			Permissions: permissions, Collections: access[:n%4],
			Member: organization.Member{Email: id + "@x.y", ExternalID: id, Role: role, Status: statuses[n%len(statuses)]},
		})
		n++
	}
	for range statuses {
		add(organization.RoleOwner, nil)
		add(organization.RoleAdmin, nil)
		add(organization.RoleUser, nil)
	}
	add(organization.RoleCustom, map[string]bool{})
	for _, allowed := range everyPermission() {
		permissions := map[string]bool{}
		for _, p := range everyPermission() {
			permissions[p] = p == allowed
		}
		add(organization.RoleCustom, permissions)
	}
	g := s.AddGroup("Some", "g", "old-00", "old-07", "old-16")
	s.GiveGroup(g.ID, access...)
	s.AddGroup("None", "h")
}

func TestNothingButTheExternalIDChanges(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	everyMember(s)
	want, groups := s.Members(), s.Groups()
	for i := range want {
		if m := &want[i]; m.ExternalID != "" {
			to := "new" + m.ExternalID[3:]
			if err := c.RekeyMember(t.Context(), m.ID, m.ExternalID, to); err != nil {
				t.Fatalf("%s: %v", m.Email, err)
			}
			m.ExternalID = to
		}
	}
	if diff := cmp.Diff(want, s.Members()); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	for i := range groups {
		g := &groups[i]
		if err := c.RekeyGroup(t.Context(), g.ID, g.ExternalID, g.ExternalID+"2"); err != nil {
			t.Fatalf("%s: %v", g.Name, err)
		}
		g.ExternalID += "2"
		for n, id := range g.MemberExternalIDs {
			g.MemberExternalIDs[n] = "new" + id[3:]
		}
	}
	if diff := cmp.Diff(groups, s.Groups()); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// What somebody changed by hand since the list was read is what is sent back.
func TestRekeyReadsJustBefore(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.AddOwner("o@x.y", "")
	a, g := s.AddUser("a@x.y", "a"), s.AddGroup("G", "", "a")
	if list, err := c.Members(t.Context()); err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	vault := s.AddCollection()
	s.EditMember("a@x.y", func(m *orgserver.Member) {
		m.Role, m.Permissions = organization.RoleCustom, map[string]bool{"manageGroups": true}
		m.Collections = []orgserver.Access{{ID: vault, Manage: true}}
	})
	s.GiveGroup(g.ID, orgserver.Access{ID: vault, ReadOnly: true})
	if err := errors.Join(c.RekeyMember(t.Context(), a.ID, "a", "a2"), c.RekeyGroup(t.Context(), g.ID, "", "g")); err != nil {
		t.Fatal(err)
	}
	m := s.Members()[0]
	if m.ExternalID != "a2" || m.Role != organization.RoleCustom || !m.Permissions["manageGroups"] || len(m.Collections) != 1 {
		t.Errorf("the member is %+v", m)
	}
	if now := s.Groups()[0]; now.ExternalID != "g" || len(now.Collections) != 1 || len(now.MemberExternalIDs) != 1 {
		t.Errorf("the group is %+v", now)
	}
	// Whoever has it already is left alone, and so is who has another one.
	s.ResetCalls()
	if err := errors.Join(c.RekeyMember(t.Context(), a.ID, "a", "a2"), c.RekeyGroup(t.Context(), g.ID, "", "g")); err != nil {
		t.Error(err)
	}
	other := &organization.OtherIDError{}
	if err := c.RekeyMember(t.Context(), a.ID, "a", "a3"); !errors.As(err, &other) || other.Now != "a2" {
		t.Errorf("a member with another id: %v", err)
	}
	if err := c.RekeyGroup(t.Context(), g.ID, "", "g3"); !errors.As(err, &other) || other.Now != "g" {
		t.Errorf("a group with another id: %v", err)
	}
	for _, call := range s.Calls() {
		if call.Method == http.MethodPut {
			t.Errorf("%s %s was sent", call.Method, call.Path)
		}
	}
}

func TestRekeyGoesWrong(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	a, g := s.AddUser("a@x.y", "a"), s.AddGroup("G", "g")
	wantError(t, c.RekeyMember(t.Context(), "nobody", "a", "b"), organization.ErrNotFound, "", "")
	wantError(t, c.RekeyGroup(t.Context(), "nothing", "a", "b"), organization.ErrNotFound, "", "")
	var rejected *organization.RejectedError
	if err := c.RekeyMember(t.Context(), a.ID, "a", strings.Repeat("x", 301)); !errors.As(err, &rejected) || rejected.Status != http.StatusBadRequest {
		t.Errorf("too long an id: %v", err)
	}
	var lost *organization.UnknownOutcomeError
	s.Fail(orgserver.RouteOther, 1, orgserver.Fault{})
	s.Fail(orgserver.RouteOther, 1, orgserver.Fault{Drop: true})
	if err := c.RekeyGroup(t.Context(), g.ID, "g", "h"); !errors.As(err, &lost) {
		t.Errorf("a lost answer: %v", err)
	}
	s.Fail(orgserver.RouteOther, 100, orgserver.Fault{Status: http.StatusBadGateway})
	wantError(t, c.RekeyGroup(t.Context(), g.ID, "g", "h"), organization.ErrNotSent, "502", "log")

	old, oldClient := start(t, orgserver.Options{NoEditing: true}, nil)
	b, h := old.AddUser("b@x.y", "b"), old.AddGroup("H", "h")
	wantError(t, oldClient.RekeyMember(t.Context(), b.ID, "b", "c"), organization.ErrNoRekey, "", "Update the server.")
	wantError(t, oldClient.RekeyGroup(t.Context(), h.ID, "h", "i"), organization.ErrNoRekey, "", "Update the server.")
}

// A server that does not show what PUT would reset is sent nothing.
func TestNothingIsSentBlindly(t *testing.T) {
	t.Parallel()
	for want, answer := range map[string]string{
		"type":        `{"id":"m","externalId":"a","type":null,"collections":[]}`,
		"collections": `{"id":"m","externalId":"a","type":2,"collections":null}`,
		"access":      `{"id":"m","externalId":"a","type":2}`,
		"permissions": `{"id":"m","externalId":"a","type":4,"permissions":null,"collections":[]}`,
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				switch r.Method {
				case http.MethodPost:
					answer := `{"access_token":"x","expires_in":3600,"token_type":"Bearer"}`
					_, _ = w.Write([]byte(answer))
				case http.MethodGet:
					_, _ = w.Write([]byte(answer))
				default:
					t.Errorf("%s %s was sent", r.Method, r.URL)
				}
			}))
			t.Cleanup(s.Close)
			c := newClient(t, bitwarden.Config{
				Endpoints: bitwarden.Endpoints{API: s.URL, Identity: s.URL}, ClientID: "organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b",
				ClientSecret: config.NewSecret("x"), DeviceID: "d", ClientVersion: "1",
			})
			wantError(t, c.RekeyMember(t.Context(), "m", "a", "b"), organization.ErrNotSent, want, "")
		})
	}
}

func TestRekeyKeepsToTheCloudsPace(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.AddOwner("o@x.y", "")
	a := s.AddUser("a@x.y", "a")
	s.Fail(orgserver.RouteOther, 1, orgserver.Fault{})
	s.Throttle(orgserver.RouteOther, 2, 0)
	if err := c.RekeyMember(t.Context(), a.ID, "a", "b"); err != nil {
		t.Fatal(err)
	}
	if got := s.Members()[0].ExternalID; got != "b" {
		t.Errorf("the member has %q", got)
	}
	for _, call := range s.Calls() {
		if call.Header["Bwdc-Once"] != nil {
			t.Errorf("%s %s has a header that is nobody's business", call.Method, call.Path)
		}
	}
}

// Servers before 2024 reset accessAll where it is left out; collections stay
// where they are.
func TestWhatAGroupIsSentBack(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]string{
		`{"object":"group","id":"g","name":"R&D","externalId":null,"accessAll":true,"collections":[{"id":"c","readOnly":true}]}`: `{"name":"R\u0026D","externalId":"eng","accessAll":true}`,
		`{"object":"group","id":"g","name":"Eng","externalId":"","collections":[]}`:                                              `{"name":"Eng","externalId":"eng"}`,
	} {
		sent := make(chan string, 1)
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			body := answer
			switch r.Method {
			case http.MethodPost:
				body = `{"access_token":"x","expires_in":3600,"token_type":"Bearer"}`
			case http.MethodPut:
				text, _ := io.ReadAll(r.Body) // what broke off is not what is wanted
				sent <- string(text)
			}
			_, _ = w.Write([]byte(body))
		}))
		t.Cleanup(s.Close)
		c := newClient(t, bitwarden.Config{
			Endpoints: bitwarden.Endpoints{API: s.URL, Identity: s.URL}, ClientID: "organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b",
			ClientSecret: config.NewSecret("x"), DeviceID: "d", ClientVersion: "1",
		})
		if err := c.RekeyGroup(t.Context(), "g", "", "eng"); err != nil {
			t.Fatal(err)
		}
		if got := <-sent; got != want {
			t.Errorf("sent %s, want %s", got, want)
		}
	}
}
