package orgserver_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestToken(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{})
	const form = "application/x-www-form-urlencoded"
	post := func(contentType string, change map[string]string) string {
		values := tokenForm(s.ClientSecret())
		for name, v := range change {
			values.Set(name, v)
		}
		status, body := c.do(http.MethodPost, "/identity/connect/token", contentType, values.Encode())
		if status == http.StatusOK {
			return "ok"
		}
		return body
	}
	tests := []struct {
		contentType string
		change      map[string]string
		want        string
	}{
		{form, nil, "ok"},
		{"application/json", nil, "invalid_request"},
		{form, map[string]string{"client_secret": "wrong"}, "invalid_client"},
		{form, map[string]string{"client_id": "organization.other"}, "invalid_client"},
		{form, map[string]string{"scope": "api"}, "invalid_scope"},
		{form, map[string]string{"grant_type": "password"}, "unsupported_grant_type"},
		{form, map[string]string{"deviceIdentifier": ""}, "invalid_request"},
		{form, map[string]string{"deviceType": ""}, "invalid_request"},
	}
	for _, test := range tests {
		if got := post(test.contentType, test.change); !strings.Contains(got, test.want) {
			t.Errorf("%s %v: %s, want %s", test.contentType, test.change, got, test.want)
		}
	}
	if got := s.CallsTo(orgserver.RouteToken)[0].Form.Get("deviceName"); got != "test" {
		t.Errorf("recorded device name %q", got)
	}

	s.RotateSecret("fresh")
	if c.login(orgserver.DefaultClientSecret) != "" || c.login("fresh") == "" {
		t.Error("rotating the secret changed nothing")
	}
}

func TestTokensEnd(t *testing.T) {
	t.Parallel()
	now := time.Now()
	s, c := start(t, orgserver.Options{TokenLifetime: time.Minute, Now: func() time.Time { return now }})
	if status, _ := c.get("/api/public/members"); status != http.StatusOK {
		t.Fatalf("a fresh token got %d", status)
	}
	now = now.Add(time.Minute)
	if status, _ := c.get("/api/public/members"); status != http.StatusUnauthorized {
		t.Errorf("an expired token got %d", status)
	}
	c.token = c.login(s.ClientSecret())
	s.RevokeTokens()
	if status, _ := c.importRequest(members(add("a@x.y", "a"))); status != http.StatusUnauthorized {
		t.Errorf("a revoked token got %d", status)
	}
	wantState(t, s, "")
}

func TestFaults(t *testing.T) {
	t.Parallel()
	request := organization.Request{
		Members: []organization.RequestMember{add("a@x.y", "a")},
		Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g", MemberExternalIDs: []string{"a"}}},
	}
	const done = "a@x.y=a:invited G=g[a]"
	tests := map[string]struct {
		fault  orgserver.Fault
		status int
		want   string
	}{
		"500 before":       {orgserver.Fault{Status: 500}, 500, ""},
		"502 after":        {orgserver.Fault{Status: 502, Apply: orgserver.ApplyFirst}, 502, done},
		"cut before":       {orgserver.Fault{Drop: true}, 0, ""},
		"cut after":        {orgserver.Fault{Drop: true, Apply: orgserver.ApplyFirst}, 0, done},
		"cut in between":   {orgserver.Fault{Drop: true, Apply: orgserver.ApplyMembers}, 0, "a@x.y=a:invited"},
		"500 in between":   {orgserver.Fault{Status: 500, Apply: orgserver.ApplyMembers}, 500, "a@x.y=a:invited"},
		"slow":             {orgserver.Fault{Delay: time.Millisecond, Apply: orgserver.ApplyFirst}, 200, done},
		"late":             {orgserver.Fault{Status: 504, Delay: time.Millisecond, Apply: orgserver.ApplyLate}, 504, done},
		"throttled":        {orgserver.Fault{Status: 429, RetryAfter: "7"}, 429, ""},
		"a proxy's answer": {orgserver.Fault{Status: 502, Body: "<html>", ContentType: "text/html"}, 502, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, orgserver.Options{})
			s.Fail(orgserver.RouteImport, 1, test.fault)
			if status, body := c.importRequest(request); status != test.status {
				t.Errorf("answered %d %s, want %d", status, body, test.status)
			}
			s.Wait()
			wantState(t, s, test.want)
			c.wantImport(http.StatusOK, request) // the Fault is used up
			wantState(t, s, done)
		})
	}
}

// An import dies at any stage; what was done before stays.
func TestImportsDieMidway(t *testing.T) {
	t.Parallel()
	seed := func(s *orgserver.Server) {
		s.AddUser("r@x.y", "r")
		s.AddUser("o@x.y", "o")
		s.AddUser("m@x.y", "")
		s.AddGroup("Old", "g")
	}
	request := organization.Request{
		OverwriteExisting: true,
		Members:           []organization.RequestMember{gone("r"), add("m@x.y", "m"), add("n@x.y", "n")},
		Groups:            []organization.RequestGroup{{Name: "New", ExternalID: "g", MemberExternalIDs: []string{"n"}}},
	}
	const all = "m@x.y=m:confirmed n@x.y=n:invited New=g[n]"
	for apply, want := range map[orgserver.Apply]string{
		orgserver.ApplyNothing:   "m@x.y=:confirmed o@x.y=o:confirmed r@x.y=r:confirmed Old=g[]",
		orgserver.ApplyRemovals:  "m@x.y=:confirmed o@x.y=o:confirmed Old=g[]",
		orgserver.ApplyOverwrite: "m@x.y=:confirmed Old=g[]",
		orgserver.ApplyAdopted:   "m@x.y=m:confirmed Old=g[]",
		orgserver.ApplyMembers:   "m@x.y=m:confirmed n@x.y=n:invited Old=g[]",
		orgserver.ApplyFirst:     all,
	} {
		for _, late := range []bool{false, true} {
			if late && apply == orgserver.ApplyNothing {
				continue // it never comes
			}
			s, c := start(t, orgserver.Options{})
			seed(s)
			s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 504, Apply: apply, Late: late, Delay: time.Millisecond})
			if status, body := c.importRequest(request); status != 504 {
				t.Errorf("%q: answered %d %s", apply, status, body)
			}
			s.Wait()
			wantState(t, s, want)
			c.wantImport(http.StatusOK, request)
			wantState(t, s, all)
		}
	}

	// Something fails after the new members were stored: they go again, the
	// rest stays.
	s, c := start(t, orgserver.Options{})
	seed(s)
	s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Apply: orgserver.ApplyUndone})
	if body := c.wantImport(http.StatusBadRequest, request); !strings.Contains(body, `"message":"An error has occurred."`) || strings.Contains(body, `"errors":null`) {
		t.Errorf("answered %s", body)
	}
	wantState(t, s, "m@x.y=m:confirmed Old=g[]")
}

func TestFaultsOfOtherRoutes(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{})
	s.Throttle(orgserver.RouteMembers, 1, 3*time.Second)
	s.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Drop: true})
	s.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Delay: time.Millisecond})
	var got []int
	for range 4 {
		status, _ := c.get("/api/public/members")
		got = append(got, status)
	}
	if want := []int{429, 0, 200, 200}; !slices.Equal(got, want) {
		t.Errorf("answered %v, want %v", got, want)
	}
	s.Fail(orgserver.RouteConfig, 1, orgserver.Fault{Status: 500})
	s.ClearFaults()
	if status, _ := c.get("/api/config"); status != http.StatusOK {
		t.Errorf("a cleared fault answered %d", status)
	}
	if status, _ := c.get("/api/nonsense"); status != http.StatusNotFound || len(s.CallsTo(orgserver.RouteUnknown)) != 1 {
		t.Errorf("nonsense answered %d", status)
	}
	s.ResetCalls()
	if len(s.Calls()) != 0 {
		t.Error("calls are still there")
	}
}

// Two imports of one new person at the same time make twins, after which no
// import works any more until one of them is removed by hand.
func TestOverlappingImportsMakeTwins(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{})
	s.Fail(orgserver.RouteImport, 2, orgserver.Fault{Delay: 200 * time.Millisecond, Apply: orgserver.ApplyFirst})
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { c.importRequest(members(add("a@x.y", "a"))) })
	}
	both.Wait()
	wantState(t, s, "a@x.y=a:invited a@x.y=a:invited")
	c.wantImport(http.StatusInternalServerError, members(add("b@x.y", "b")))
	s.RemoveMember("a@x.y")
	c.wantImport(http.StatusOK, members(add("b@x.y", "b")))
}

// Each verb and path has a counter of its own.
func TestCloudLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := orgserver.New(orgserver.Options{Limits: orgserver.CloudLimits()})
		ask := func(method, path string) (int, string) {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader("")))
			return w.Code, w.Header().Get("Retry-After")
		}
		// most asks until it is throttled, at most n times.
		most := func(n int, method, path string) (done int, after string) {
			for done < n {
				status, after := ask(method, path)
				if status == http.StatusTooManyRequests {
					return done, after
				}
				done++
			}
			return done, ""
		}
		const importPath, tokenPath = "/api/public/organization/import", "/identity/connect/token"
		for _, test := range []struct {
			method, path string
			most         int
			after        string
		}{
			{"POST", importPath, 5, "1"},
			{"POST", "/api/public/members/1/revoke", 5, "1"},
			{"POST", "/api/public/members/2/revoke", 5, "1"},
			{"PUT", "/api/public/members/1", 5, "1"},
			{"DELETE", "/api/public/members/1", 5, "1"},
			{"POST", tokenPath, 5, "1"},
			{"GET", "/api/public/members", 200, "60"},
			{"GET", "/api/public/groups/1/member-ids", 200, "60"},
			{"GET", "/api/public/groups/2/member-ids", 200, "60"},
		} {
			if n, after := most(1000, test.method, test.path); n != test.most || after != test.after {
				t.Errorf("%s %s: %d times, then %q, want %d and %q", test.method, test.path, n, after, test.most, test.after)
			}
		}
		time.Sleep(time.Second)
		if n, after := most(1000, http.MethodPost, tokenPath); n != 4 || after != "59" { // the throttled one counted
			t.Errorf("tokens in the second second: %d, then %q", n, after)
		}
		for range 10 { // five a second, six in the first one
			if n, _ := most(5, http.MethodPost, importPath); n != 5 {
				t.Errorf("imports in a second: %d", n)
			}
			time.Sleep(time.Second)
		}
		if n, after := most(1000, http.MethodPost, importPath); n != 4 || after != "49" {
			t.Errorf("imports in the last second of sixty: %d, then %q", n, after)
		}
	})
}

func TestTheRestOfThePublicAPI(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Seats: 9})
	anna := s.AddUser("anna@x.y", "a")
	group := s.AddGroup("G", "g", "a")
	steps := []struct {
		method, path string
		status       int
		want         string
	}{
		{"GET", "/api/public/members", 200, `"externalId":"a"`},
		{"GET", "/api/public/groups", 200, `"name":"G"`},
		{"GET", "/api/public/groups/" + group.ID + "/member-ids", 200, `["` + anna.ID + `"]`},
		{"GET", "/api/public/groups/none/member-ids", 404, ""},
		{"POST", "/api/public/members/" + anna.ID + "/restore", 400, ""},
		{"POST", "/api/public/members/" + anna.ID + "/revoke", 200, ""},
		{"POST", "/api/public/members/" + anna.ID + "/revoke", 400, ""},
		{"GET", "/api/public/members", 200, `"status":-1`},
		{"POST", "/api/public/members/" + anna.ID + "/restore", 200, ""},
		{"GET", "/api/public/members", 200, `"status":2`},
		{"POST", "/api/public/members/" + anna.ID + "/promote", 404, ""},
		{"GET", "/api/public/organization/subscription", 200, `"seats":9`},
		{"DELETE", "/api/public/groups/" + group.ID, 200, ""},
		{"DELETE", "/api/public/groups/" + group.ID, 404, ""},
	}
	for _, step := range steps {
		if status, body := c.do(step.method, step.path, "", ""); status != step.status || !strings.Contains(body, step.want) {
			t.Errorf("%s %s: %d %s, want %d %s", step.method, step.path, status, body, step.status, step.want)
		}
	}
	wantState(t, s, "anna@x.y=a:confirmed")
	c.token = "wrong"
	if status, _ := c.get("/api/public/groups"); status != http.StatusUnauthorized {
		t.Errorf("a wrong token got %d", status)
	}
}
