package orgserver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestOfficialImport(t *testing.T) {
	t.Parallel()
	staged := members(add("n@x.y", "n"))
	staged.InviteUsersAfterProvisioning = false
	overwrite := func(r organization.Request) organization.Request {
		r.OverwriteExisting = true
		return r
	}
	groups := func(g ...organization.RequestGroup) organization.Request {
		return organization.Request{Groups: g}
	}
	tests := map[string]struct {
		options orgserver.Options
		seed    func(*orgserver.Server)
		request organization.Request
		status  int
		want    string
	}{
		"new members are invited, emails in lower case": {
			request: members(add("Anna@X.y", "a")), status: 200, want: "anna@x.y=a:invited",
		},
		"new members are staged where the server can": {
			options: orgserver.Options{Staging: true}, request: staged, status: 200, want: "n@x.y=n:staged",
		},
		"other servers ignore the wish and invite": {
			request: staged, status: 200, want: "n@x.y=n:invited",
		},
		"a member without external id is adopted by email": {
			seed:    func(s *orgserver.Server) { s.AddOwner("Anna@x.y", "") },
			request: members(add("anna@x.y", "a")), status: 200, want: "Anna@x.y=a:confirmed",
		},
		"a taken email is left as it is, without a word": {
			seed: func(s *orgserver.Server) { s.AddUser("anna@x.y", "old") },
			request: organization.Request{
				Members: []organization.RequestMember{add("anna@x.y", "new")},
				Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g", MemberExternalIDs: []string{"new"}}},
			}, status: 200, want: "anna@x.y=old:confirmed G=g[]",
		},
		"a new email under a known external id is ignored": {
			seed:    func(s *orgserver.Server) { s.AddUser("anna@x.y", "a") },
			request: members(add("anna.new@x.y", "a")), status: 200, want: "anna@x.y=a:confirmed",
		},
		"unless somebody without external id has it": {
			seed:    func(s *orgserver.Server) { s.AddUser("anna@x.y", "a"); s.AddUser("anna.new@x.y", "") },
			request: members(add("anna.new@x.y", "a")), status: 500, want: "anna.new@x.y=:confirmed anna@x.y=a:confirmed",
		},
		"deleted goes by external id, whatever the email, owners stay": {
			seed: func(s *orgserver.Server) {
				s.AddUser("anna@x.y", "a")
				s.AddOwner("o@x.y", "o")
				s.AddGroup("G", "g", "a", "o")
			},
			request: members(gone("a"), gone("o"), gone("unknown")), status: 200, want: "o@x.y=o:confirmed G=g[o]",
		},
		"deleted and imported stays": {
			seed:    func(s *orgserver.Server) { s.AddUser("anna@x.y", "a") },
			request: members(gone("a"), add("anna@x.y", "a")), status: 200, want: "anna@x.y=a:confirmed",
		},
		"an email is free again in the same request": {
			seed:    func(s *orgserver.Server) { s.AddUser("anna@x.y", "old") },
			request: members(gone("old"), add("anna@x.y", "new")), status: 200, want: "anna@x.y=new:invited",
		},
		"no seats: removals are done, nobody is invited, no group is written": {
			options: orgserver.Options{Seats: 2, MaxAutoScaleSeats: 2},
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a"); s.AddUser("b@x.y", "b") },
			request: organization.Request{
				Members: []organization.RequestMember{gone("a"), add("c@x.y", "c"), add("d@x.y", "d")},
				Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g"}},
			}, status: 400, want: "b@x.y=b:confirmed",
		},
		"revoked members use no seat": {
			options: orgserver.Options{Seats: 1, NoAutoScale: true},
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.EditMember("a@x.y", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
			},
			request: members(add("b@x.y", "b"), add("a@x.y", "a")), status: 200, want: "a@x.y=a:revoked b@x.y=b:invited",
		},
		"overwrite removes external ids that are not imported, owners and others stay": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.AddUser("b@x.y", "b")
				s.AddOwner("o@x.y", "o")
				s.AddUser("manual@x.y", "")
			},
			request: overwrite(members(add("a@x.y", "a"))), status: 200,
			want: "a@x.y=a:confirmed manual@x.y=:confirmed o@x.y=o:confirmed",
		},
		"overwrite is refused where somebody has no master password": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.AddMember(orgserver.Member{Member: organization.Member{Email: "i@x.y", ExternalID: "i", Role: organization.RoleUser}})
			},
			request: overwrite(members(gone("a"))), status: 400, want: "i@x.y=i:invited",
		},
		"also where the same request removes him first": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.AddMember(orgserver.Member{Member: organization.Member{Email: "i@x.y", ExternalID: "i", Role: organization.RoleUser}})
			},
			request: overwrite(members(gone("i"))), status: 400, want: "a@x.y=a:confirmed",
		},
		"but not where an earlier request did": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.RemoveMember("a@x.y")
			},
			request: overwrite(members(add("b@x.y", "b"))), status: 200, want: "b@x.y=b:invited",
		},
		"no directory sync: nothing is done": {
			options: orgserver.Options{NoDirectorySync: true},
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(gone("a"), add("b@x.y", "b")), status: 400, want: "a@x.y=a:confirmed",
		},
		"an unknown organization": {
			options: orgserver.Options{Gone: true}, request: members(add("b@x.y", "b")), status: 404, want: "",
		},
		"one email twice breaks the server after the removals": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a") },
			request: members(gone("a"), add("b@x.y", "1"), add("B@x.y", "2")), status: 500, want: "",
		},
		"one group twice breaks it after the members": {
			request: organization.Request{
				Members: []organization.RequestMember{add("a@x.y", "a")},
				Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g"}, {Name: "H", ExternalID: "g"}},
			}, status: 500, want: "a@x.y=a:invited",
		},
		"twins break every import": {
			seed:    func(s *orgserver.Server) { s.AddUser("a@x.y", "a"); s.AddUser("b@x.y", "a") },
			request: members(gone("z")), status: 500, want: "a@x.y=a:confirmed b@x.y=a:confirmed",
		},
		"groups are renamed, their members replaced, unknown ids ignored": {
			seed: func(s *orgserver.Server) {
				s.AddUser("a@x.y", "a")
				s.AddUser("b@x.y", "b")
				s.AddGroup("Old", "g", "a")
				s.AddGroup("Other", "h", "a")
			},
			request: groups(organization.RequestGroup{Name: "New", ExternalID: "g", MemberExternalIDs: []string{"b", "nobody"}}),
			status:  200, want: "a@x.y=a:confirmed b@x.y=b:confirmed New=g[b] Other=h[a]",
		},
		"a plan without groups refuses them after the members": {
			options: orgserver.Options{GroupsDisabled: true},
			request: organization.Request{
				Members: []organization.RequestMember{add("a@x.y", "a")},
				Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g"}},
			}, status: 400, want: "a@x.y=a:invited",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.options.BasePath = "/vault"
			s, c := start(t, test.options)
			if test.seed != nil {
				test.seed(s)
			}
			c.wantImport(test.status, test.request)
			wantState(t, s, test.want)
			if call := s.Imports()[0]; call.Status != test.status || call.Applied != (test.status == 200) {
				t.Errorf("recorded %d, applied %v", call.Status, call.Applied)
			}
		})
	}
}

func TestValidationRefusesEverything(t *testing.T) {
	t.Parallel()
	good := `{"email":"good@x.y","externalId":"good","deleted":false}`
	long := func(n int) string { return strings.Repeat("x", n) }
	member := func(text string) string { return `{"groups":[],"members":[` + good + `,` + text + `]}` }
	group := func(text string) string { return `{"members":[` + good + `],"groups":[` + text + `]}` }
	tests := map[string]struct {
		body   string
		status int
		field  string
	}{
		"no JSON":                          {`{"members":`, 400, "$"},
		"members null":                     {`{"groups":[],"members":null}`, 500, ""},
		"groups missing":                   {`{"members":[` + good + `]}`, 500, ""},
		"a null member":                    {member(`null`), 500, ""},
		"group members null":               {group(`{"name":"n","externalId":"g","memberExternalIds":null}`), 500, ""},
		"no external id":                   {member(`{"email":"a@x.y"}`), 400, "Members[1].ExternalId"},
		"external id too long":             {member(`{"email":"a@x.y","externalId":"` + long(301) + `"}`), 400, "Members[1].ExternalId"},
		"external id just fits":            {member(`{"email":"a@x.y","externalId":"` + long(300) + `"}`), 200, ""},
		"lengths are UTF-16":               {group(`{"name":"` + strings.Repeat("😀", 51) + `","externalId":"g","memberExternalIds":[]}`), 400, "Groups[0].Name"},
		"50 faces fit":                     {group(`{"name":"` + strings.Repeat("😀", 50) + `","externalId":"g","memberExternalIds":[]}`), 200, ""},
		"no name":                          {group(`{"name":"","externalId":"g","memberExternalIds":[]}`), 400, "Groups[0].Name"},
		"no email":                         {member(`{"email":null,"externalId":"a"}`), 400, "Members[1].Email"},
		"@ first":                          {member(`{"email":"@x.y","externalId":"a"}`), 400, "Members[1].Email"},
		"@ last":                           {member(`{"email":"a@","externalId":"a"}`), 400, "Members[1].Email"},
		"@ twice":                          {member(`{"email":"a@b@c","externalId":"a"}`), 400, "Members[1].Email"},
		"email too long":                   {member(`{"email":"` + long(255) + `@y","externalId":"a"}`), 400, "Members[1].Email"},
		"email of a removal null":          {member(`{"email":null,"externalId":"a","deleted":true}`), 200, ""},
		"email of a removal empty":         {member(`{"email":"","externalId":"a","deleted":true}`), 400, "Members[1].Email"},
		"deleted missing, flags not given": {member(`{"email":"a@x.y","externalId":"a"}`), 200, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, orgserver.Options{})
			status, body := c.importText(test.body)
			if status != test.status || !strings.Contains(body, test.field) {
				t.Fatalf("answered %d %s, want %d and %q", status, body, test.status, test.field)
			}
			if changed := len(s.Members()) > 0; changed != (status == 200) {
				t.Errorf("changed: %v", changed)
			}
		})
	}
}

func TestLargeImports(t *testing.T) {
	t.Parallel()
	var many organization.Request
	for i := range organization.MaxEntries + 1 {
		many.Members = append(many.Members, add(fmt.Sprintf("u%d@x.y", i), fmt.Sprint(i)))
	}
	s, c := start(t, orgserver.Options{})
	c.wantImport(http.StatusBadRequest, many)
	wantState(t, s, "")

	fits := many
	fits.Members = append([]organization.RequestMember{gone("z")}, many.Members[1:]...)
	c.wantImport(http.StatusOK, fits)
	many.LargeImport = true
	c.wantImport(http.StatusOK, many)

	_, own := start(t, orgserver.Options{SelfHosted: true})
	many.LargeImport = false
	own.wantImport(http.StatusOK, many)
}
