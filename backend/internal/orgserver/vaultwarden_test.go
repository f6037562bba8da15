package orgserver_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestVaultwardenImport(t *testing.T) {
	t.Parallel()
	groups := orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}
	deleted := func(email string) organization.RequestMember {
		return organization.RequestMember{Email: email, ExternalID: "x", Deleted: true}
	}
	tests := map[string]struct {
		options orgserver.Options
		seed    func(*orgserver.Server)
		request organization.Request
		want    string
	}{
		"restored, unless a policy leaves him revoked": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.EditMember("a@x.y", func(m *orgserver.Member) { m.Status, m.AgainstPolicy = organization.StatusRevoked, true })
			},
			request: members(add("a@x.y", "b")), want: "a@x.y=b:revoked",
		},
		"deleted is looked up by email, gets the external id and is revoked": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a"); s.AddUser("b@x.y", "x") },
			request: members(deleted("a@x.y")), want: "a@x.y=x:revoked b@x.y=x:confirmed",
		},
		"a removal without a known email matches nobody": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(gone("a")), want: "a@x.y=a:confirmed",
		},
		"only the last confirmed owner is safe": {
			seed:    func(s *orgserver.Server) { s.AddOwner("o@x.y", ""); s.AddOwner("p@x.y", "") },
			request: members(deleted("o@x.y"), deleted("p@x.y")), want: "o@x.y=x:revoked p@x.y=x:confirmed",
		},
		"imported again is restored, with the new external id": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(deleted("a@x.y"), add("a@x.y", "b")), want: "a@x.y=b:confirmed",
		},
		"the order of the request counts": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(add("a@x.y", "b"), deleted("a@x.y")), want: "a@x.y=x:revoked",
		},
		"a changed email makes a second member": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(add("b@x.y", "a")), want: "a@x.y=a:confirmed b@x.y=a:invited",
		},
		"overwrite deletes": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.AddUser("b@x.y", "b")
				s.AddUser("manual@x.y", "")
			},
			request: organization.Request{OverwriteExisting: true, Members: []organization.RequestMember{add("a@x.y", "a")}},
			want:    "a@x.y=a:confirmed manual@x.y=:confirmed",
		},
		"overwrite goes by external id, owners too but the last, removals count as imported": {
			seed: func(s *orgserver.Server) {
				s.AddUser("other@x.y", "a")
				s.AddUser("b@x.y", "b")
				s.AddUser("c@x.y", "c")
				s.AddOwner("o@x.y", "o")
				s.AddOwner("p@x.y", "p")
			},
			request: organization.Request{OverwriteExisting: true, Members: []organization.RequestMember{add("a@x.y", "a"), gone("c")}},
			want:    "a@x.y=a:invited c@x.y=c:confirmed other@x.y=a:confirmed p@x.y=p:confirmed",
		},
		"groups are off and passed over": {
			request: organization.Request{Groups: []organization.RequestGroup{{Name: "G", ExternalID: "g"}}}, want: "",
		},
		"where they are on they are not renamed": {
			options: groups,
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a"); s.AddGroup("Old", "g") },
			request: organization.Request{Groups: []organization.RequestGroup{
				{Name: "New", ExternalID: "g", MemberExternalIDs: []string{"a"}}, {Name: "H", ExternalID: "h"},
			}}, want: "a@x.y=a:confirmed Old=g[a] H=h[]",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.options.Vaultwarden = true
			s, c := start(t, test.options)
			if test.seed != nil {
				test.seed(s)
			}
			c.wantImport(http.StatusOK, test.request)
			wantState(t, s, test.want)
		})
	}
}

func TestVaultwardenIsStrict(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Vaultwarden: true})
	for _, member := range []string{
		`{"email":null,"externalId":"a","deleted":true}`, `{"email":"a@x.y","externalId":null,"deleted":false}`, `{"email":"a@x.y","externalId":"a"}`,
	} {
		if status, _ := c.importText(`{"groups":[],"overwriteExisting":false,"members":[` + member + `]}`); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: answered %d", member, status)
		}
	}
	if status, _ := c.get("/api/public/members"); status != http.StatusNotFound {
		t.Errorf("the member list answers %d", status)
	}
	if _, body := c.get("/api/config"); !strings.Contains(body, `"name":"Vaultwarden"`) {
		t.Errorf("config is %s", body)
	}
	wantState(t, s, "")
}

// What .NET takes for an address vaultwarden may refuse: those before it are
// done, it is not named, and the rest does not happen.
func TestVaultwardenRefusesAddresses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"a b@x.y", "a..b@x.y", ".a@x.y", "a.@x.y", "<a>@x.y", "a,b@x.y", "(a)@x.y", "[a]@x.y",
		strings.Repeat("a", 65) + "@x.y", "a@x..y", "a@.x.y", "a@-x.y", "a@x-.y", "a@x_y.z", "a@" + strings.Repeat("x", 64) + ".y",
	} {
		s, c := start(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
		request := members(add("first@x.y", "1"), add(address, "2"), add("third@x.y", "3"))
		request.Groups = []organization.RequestGroup{{Name: "G", ExternalID: "g"}}
		if body := c.wantImport(http.StatusBadRequest, request); strings.Contains(body, address) || !strings.Contains(body, `"message":"`) {
			t.Errorf("%s: answered %s", address, body)
		}
		wantState(t, s, "first@x.y=1:invited")
		_, own := start(t, orgserver.Options{})
		own.wantImport(http.StatusOK, request)
	}
	s, c := start(t, orgserver.Options{Vaultwarden: true})
	for _, address := range []string{"a.b+c@x.y", "ä@köln.example", strings.Repeat("a", 64) + "@x", "o'neil@x-y.z"} {
		c.wantImport(http.StatusOK, members(add(address, address)))
	}
	if len(s.Members()) != 4 {
		t.Errorf("members are %s", shown(s))
	}
}

func TestVaultwardensMailServerRefusesAnAddress(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Vaultwarden: true})
	s.RefuseMail("P2@x.y", "550 no such user")
	request := members(add("p1@x.y", "1"), add("p2@x.y", "2"), add("p3@x.y", "3"))
	if body := c.wantImport(http.StatusBadRequest, request); !strings.Contains(body, "550 no such user") || strings.Contains(body, "p2@x.y") {
		t.Errorf("answered %s", body)
	}
	wantState(t, s, "p1@x.y=1:invited")
	s.RefuseMail("p2@x.y", "")
	c.wantImport(http.StatusOK, request)
	wantState(t, s, "p1@x.y=1:invited p2@x.y=2:invited p3@x.y=3:invited")
}

func TestVaultwardenLogsIn(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Vaultwarden: true})
	const form = "application/x-www-form-urlencoded"
	login := func(change map[string]string) string {
		values := tokenForm(s.ClientSecret())
		for name, v := range change {
			values.Set(name, v)
		}
		status, body := c.do(http.MethodPost, "/identity/connect/token", form, values.Encode())
		if status != http.StatusBadRequest {
			t.Errorf("%v: answered %d", change, status)
		}
		return body
	}
	if body := login(map[string]string{"client_secret": "wrong"}); !strings.Contains(body, "Incorrect client_secret") || strings.Contains(body, "invalid_client") {
		t.Errorf("a wrong secret: %s", body)
	}
	if body := login(map[string]string{"client_id": "organization.other"}); !strings.Contains(body, "Invalid client_id") {
		t.Errorf("a wrong id: %s", body)
	}

	// A version that it can't read is an ERROR line at every log-in.
	c.header = http.Header{}
	for _, version := range []string{"1.2.3", "2026.8.0-rc.1+build", "0.0.0"} {
		c.header.Set("Bitwarden-Client-Version", version)
		c.login(s.ClientSecret())
	}
	if lines := s.ErrorLines(); len(lines) > 0 {
		t.Errorf("good versions: %q", lines)
	}
	bad := []string{"dev", "v1.2.3", "1.2", "1.02.3", ""}
	for _, version := range bad {
		c.header.Set("Bitwarden-Client-Version", version)
		if c.login(s.ClientSecret()) == "" {
			t.Errorf("%q is refused", version)
		}
	}
	if lines := s.ErrorLines(); len(lines) != len(bad) || !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "ERROR") && strings.Contains(l, `"v1.2.3"`) }) {
		t.Errorf("bad versions: %q", lines)
	}
}
