package bitwarden_test

import (
	"errors"
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

// answering is a client of a server that answers one path itself and leaves the
// rest to the fake.
func answering(t *testing.T, s *orgserver.Server, method, path string, answer http.HandlerFunc) *bitwarden.Client {
	t.Helper()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == method && r.URL.Path == path {
			answer(w, r)
			return
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	e, err := bitwarden.EndpointsOf(config.Server{URL: front.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := configFor(t, s, front.URL)
	c.Endpoints = e
	return newClient(t, c)
}

func TestSeats(t *testing.T) {
	t.Parallel()
	limit := 60
	unknown := organization.Seats{}
	for name, test := range map[string]struct {
		status int
		body   string
		want   organization.Seats
		err    bool
	}{
		"a limit":     {200, `{"passwordManager":{"seats":50,"maxAutoScaleSeats":60,"storage":1},"secretsManager":null}`, organization.Seats{Known: true, Bought: 50, MaxAutoScale: &limit}, false},
		"no limit":    {200, `{"passwordManager":{"seats":50,"maxAutoScaleSeats":null}}`, organization.Seats{Known: true, Bought: 50}, false},
		"no number":   {200, `{"passwordManager":{"seats":null}}`, unknown, false},
		"nothing":     {200, `{"passwordManager":null}`, unknown, false},
		"self-hosted": {400, `{"message":"Only allowed when not self hosted."}`, unknown, false},
		"no call":     {404, ``, unknown, false},
		"a page":      {200, `<title>Sign in</title>`, unknown, true},
		"a list":      {200, `[1]`, unknown, true},
		"forbidden":   {403, ``, unknown, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answering(t, orgserver.New(orgserver.Options{}), "GET", "/api/public/organization/subscription", func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(test.body))
			})
			got, err := c.Seats(t.Context())
			if (err != nil) != test.err {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("seats (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeletingGroupsWhereThereIsNoSuchCall(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{})
	id := s.AddGroup("G", "g").ID
	c := answering(t, s, "DELETE", "/api/public/groups/"+id, http.NotFound)
	wantError(t, c.DeleteGroup(t.Context(), id), organization.ErrNoGroupDeletion, "can't delete groups", "groups.missing")
	if err := c.DeleteGroup(t.Context(), "gone"); err != nil {
		t.Errorf("a group that is gone: %v", err)
	}
}

// Whether a server can revoke is asked without revoking anybody.
func TestAskingWhetherMembersCanBeRevoked(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options orgserver.Options
		can     bool
	}{
		"one that can":          {orgserver.Options{}, true},
		"below a path":          {orgserver.Options{SelfHosted: true, BasePath: "/vault"}, true},
		"one that is too old":   {orgserver.Options{NoRevocation: true}, false},
		"vaultwarden, by calls": {orgserver.Options{Vaultwarden: true}, false},
	} {
		s, c := start(t, test.options, nil)
		s.AddUser("a@x.y", "a")
		can, err := c.CanRevoke(t.Context())
		if err != nil || can != test.can {
			t.Errorf("%s: %t, %v", name, can, err)
		}
		if m := s.Members()[0]; m.Status != organization.StatusConfirmed {
			t.Errorf("%s: the member is %v", name, m)
		}
	}
	c := answering(t, orgserver.New(orgserver.Options{}), "GET", "/api/public/members/00000000-0000-0000-0000-000000000000/revoke", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "Forbidden by a firewall", http.StatusForbidden)
	})
	if can, err := c.CanRevoke(t.Context()); err == nil || can || !strings.Contains(err.Error(), "ask whether members can be revoked") {
		t.Errorf("nobody knows: %t, %v", can, err)
	}
}

// A 404 is a server without the call, or a member who is gone.
func TestRevokingWhereThereIsNoSuchCall(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{})
	id := s.AddMember(orgserver.Member{Member: organization.Member{Email: "a@x.y", ExternalID: "a", Role: organization.RoleUser, Status: organization.StatusConfirmed}}).ID
	c := answering(t, s, "POST", "/api/public/members/"+id+"/revoke", http.NotFound)
	err := c.Revoke(t.Context(), id)
	wantError(t, err, organization.ErrNoRevocation, "can't revoke", "sync.leavers")
	if err := c.Revoke(t.Context(), "gone"); err != nil {
		t.Errorf("a member who is gone: %v", err)
	}
	if err := c.Restore(t.Context(), "gone"); !errors.Is(err, organization.ErrNotFound) {
		t.Errorf("a member who is gone can't be restored: %v", err)
	}
}

func TestRemovingAMember(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{})
	owner, ada, bob := s.AddOwner("boss@x.y", "").ID, s.AddUser("ada@x.y", "a").ID, s.AddUser("bob@x.y", "b").ID
	c := answering(t, s, "DELETE", "/api/public/members/"+bob, http.NotFound)
	for range 2 { // who is gone already is no error
		if err := c.RemoveMember(t.Context(), ada); err != nil {
			t.Fatal(err)
		}
	}
	if left := s.Members(); len(left) != 2 {
		t.Errorf("members: %+v", left)
	}
	var rejected *organization.RejectedError
	if err := c.RemoveMember(t.Context(), owner); !errors.As(err, &rejected) {
		t.Errorf("the last owner: %v", err)
	}
	// A 404 for somebody who is there is a server without the call.
	wantError(t, c.RemoveMember(t.Context(), bob), organization.ErrNoMemberRemoval, "can't remove a single member", "")
}
