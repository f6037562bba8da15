package oktatest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/transport"
)

// published is what Okta's OpenAPI description says about the lists, in
// testdata/management-api.json.
type published struct {
	Authorization struct{ In, Name string }
	Lists         map[string]publishedList
	// Log is the System Log, which is polled and so has a next page always.
	Log    publishedList
	Fields map[string]map[string]string
	Values map[string]map[string][]string
}

type publishedList struct {
	Query map[string]struct {
		Type             string
		Default, Maximum int
	}
	// Entry names the fields that an entry may have.
	Entry []string
}

func readPublished(t *testing.T) published {
	t.Helper()
	text, err := os.ReadFile("testdata/management-api.json")
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// wrong says what is wrong with an answer or a part of it, at its place.
func (p published) wrong(value any, at string, schemas ...string) (problems []string) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			problems = append(problems, p.wrong(inner, strings.TrimPrefix(at+"."+name, "."), schemas...)...)
		}
		return problems
	case []any:
		for _, inner := range v {
			problems = append(problems, p.wrong(inner, at+"[]", schemas...)...)
		}
		return problems
	}
	for _, schema := range schemas {
		kind, known := p.Fields[schema][at]
		if !known {
			continue
		}
		if !fits(value, kind) {
			return []string{at + " is no " + kind}
		}
		if values := p.Values[schema][at]; len(values) > 0 && !slices.Contains(values, value.(string)) {
			return []string{at + " is none of " + strings.Join(values, ", ")}
		}
		return nil
	}
	return []string{at + " is not described"}
}

// fits tells whether a value has that type.
func fits(value any, kind string) bool {
	plain, nullable := strings.CutSuffix(kind, "?")
	switch v := value.(type) {
	case nil:
		return nullable
	case string:
		_, err := time.Parse(time.RFC3339, v)
		return plain == "string" || plain == "time" && err == nil
	case bool:
		return plain == "boolean"
	}
	return false
}

// organization is a fake with one of everything, and a client for it.
type organization struct {
	*oktatest.Server
	client *http.Client
	paths  map[string]string // to ask, by what Okta calls them
}

func newOrganization(t *testing.T, o oktatest.Options) *organization {
	t.Helper()
	s := oktatest.New(t, o)
	s.AddToken("good", oktatest.AllRights())
	s.AddToken("weak", oktatest.Rights{})
	var users []string
	for _, status := range []string{
		oktatest.Active, oktatest.Staged, oktatest.Provisioned, oktatest.Recovery, oktatest.LockedOut, oktatest.Expired, oktatest.Suspended, oktatest.Deprovisioned,
	} {
		users = append(users, s.AddUser(oktatest.User{Email: status + "@example.com", FirstName: "Ada", LastName: "Lovelace", Status: status}))
	}
	group := s.AddGroup(oktatest.Group{Name: "Staff"}, users...)
	s.AddGroup(oktatest.Group{Name: "From a directory", Type: "APP_GROUP"}, users...)
	client, err := transport.NewClient(s.Transport())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return &organization{Server: s, client: client, paths: map[string]string{
		"/api/v1/users": "/api/v1/users", "/api/v1/groups": "/api/v1/groups",
		"/api/v1/groups/{groupId}/users": "/api/v1/groups/" + group + "/users",
		"/api/v1/users/{userId}/groups":  "/api/v1/users/" + users[0] + "/groups",
	}}
}

// ask returns an answer that is JSON.
func (o *organization) ask(t *testing.T, header, token, address string) (status int, answer any, next string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(header, "SSWS "+token)
	resp, err := o.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &answer); err != nil || resp.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%s: %q is %s: %v", address, body, resp.Header.Get("Content-Type"), err)
	}
	for _, link := range resp.Header.Values("Link") {
		if target, ok := strings.CutSuffix(link, `>; rel="next"`); ok {
			next = strings.TrimPrefix(target, "<")
		}
	}
	return resp.StatusCode, answer, next
}

// Every answer of the fake has the fields and types that Okta's OpenAPI
// description has, and every parameter that it takes is described.
func TestAnswersAreAsOktaDescribesThem(t *testing.T) {
	t.Parallel()
	p := readPublished(t)
	o := newOrganization(t, oktatest.Options{PageCap: 1})
	for name, list := range p.Lists {
		first := url.Values{}
		for parameter, value := range map[string]string{"limit": "20", "filter": `id eq "x" or lastUpdated gt "2020-01-01T00:00:00.000Z"`} {
			if _, described := list.Query[parameter]; described {
				first.Set(parameter, value)
			}
		}
		asked := map[string]bool{}
		for next := o.URL() + o.paths[name] + "?" + first.Encode(); next != ""; {
			to, err := url.Parse(next)
			if err != nil {
				t.Fatal(err)
			}
			for parameter := range to.Query() {
				if asked[parameter] = true; list.Query[parameter].Type == "" {
					t.Errorf("%s: the parameter %s of a Link is not described", name, parameter)
				}
			}
			status, answer, following := o.ask(t, p.Authorization.Name, "good", next)
			entries, ok := answer.([]any)
			if status != http.StatusOK || !ok || len(entries) != 1 {
				t.Fatalf("%s: HTTP %d, %v", name, status, answer)
			}
			for _, problem := range p.wrong(entries[0], "", list.Entry...) {
				t.Errorf("%s: %s in %v", name, problem, entries[0])
			}
			next = following
		}
		if !asked["after"] || !asked["limit"] {
			t.Errorf("%s: asked with %v only", name, asked)
		}
	}
}

func TestErrorsAreAsOktaDescribesThem(t *testing.T) {
	t.Parallel()
	p := readPublished(t)
	o := newOrganization(t, oktatest.Options{PerMinute: 20})
	for name, test := range map[string]struct {
		token, path string
		want        int
	}{
		"a wrong token": {"wrong", "/api/v1/users", http.StatusUnauthorized},
		"no rights":     {"weak", "/api/v1/groups", http.StatusForbidden},
		"no such group": {"good", "/api/v1/groups/00gx/users", http.StatusNotFound},
		"no such user":  {"good", "/api/v1/users/00ux/groups", http.StatusNotFound},
		"a filter":      {"good", "/api/v1/users?filter=x", http.StatusBadRequest},
		"a cursor":      {"good", "/api/v1/users?after=x", http.StatusBadRequest},
	} {
		status, answer, _ := o.ask(t, p.Authorization.Name, test.token, o.URL()+test.path)
		if problems := p.wrong(answer, "", "Error"); status != test.want || len(problems) > 0 {
			t.Errorf("%s: HTTP %d, %v in %v", name, status, problems, answer)
		}
	}
}

// Without a limit a page is as long as Okta says, where the fake does not have
// shorter ones.
func TestPagesAreAsLongAsOktaDescribesThem(t *testing.T) {
	t.Parallel()
	p := readPublished(t)
	o := newOrganization(t, oktatest.Options{})
	var users []string
	for i := range 1001 {
		users = append(users, o.AddUser(oktatest.User{Email: "u" + strconv.Itoa(i) + "@example.com"}))
	}
	o.SetMembers(strings.Split(o.paths["/api/v1/groups/{groupId}/users"], "/")[4], users...)
	for i := range 20 {
		o.AddGroup(oktatest.Group{Name: "Group " + strconv.Itoa(i)}, strings.Split(o.paths["/api/v1/users/{userId}/groups"], "/")[4])
	}
	for name, list := range p.Lists {
		if name == "/api/v1/groups" {
			continue // pages of 10,000, which nobody should ask for
		}
		_, answer, next := o.ask(t, p.Authorization.Name, "good", o.URL()+o.paths[name])
		if entries, _ := answer.([]any); len(entries) != list.Query["limit"].Default || next == "" {
			t.Errorf("%s: %d entries, want %d", name, len(entries), list.Query["limit"].Default)
		}
	}
}

// The log is polled to an empty page, in the order in which it learned of
// events, a little late; the next page after that has what came since.
func TestTheLogIsAsOktaDescribesIt(t *testing.T) {
	t.Parallel()
	p := readPublished(t)
	now := time.Now()
	o := newOrganization(t, oktatest.Options{Options: cloudtest.Options{Now: func() time.Time { return now }}, PerMinute: 50, LogPerMinute: 9, LogDelay: time.Minute})
	for i := range 150 {
		o.AddUser(oktatest.User{Email: "u" + strconv.Itoa(i) + "@example.com"})
	}
	poll := func(address string) (kinds []string, next string) {
		for next = address; ; {
			status, answer, following := o.ask(t, p.Authorization.Name, "good", next)
			entries, ok := answer.([]any)
			if status != http.StatusOK || !ok || following == "" || len(entries) > p.Log.Query["limit"].Default {
				t.Fatalf("HTTP %d, %d events, next %q", status, len(entries), following)
			}
			to, err := url.Parse(following)
			if err != nil {
				t.Fatal(err)
			}
			for parameter := range to.Query() {
				if p.Log.Query[parameter].Type == "" {
					t.Errorf("the parameter %s of a Link is not described", parameter)
				}
			}
			if next = following; len(entries) == 0 {
				return kinds, next
			}
			for _, entry := range entries {
				for _, problem := range p.wrong(entry, "", p.Log.Entry...) {
					t.Errorf("%s in %v", problem, entry)
				}
				kinds = append(kinds, entry.(map[string]any)["eventType"].(string))
			}
		}
	}
	first := o.URL() + "/api/v1/logs?" + url.Values{"since": {now.Add(-time.Hour).Format(time.RFC3339)}, "filter": {`eventType eq "user.lifecycle.create"`}}.Encode()
	early, next := poll(first)
	now = now.Add(2 * time.Minute)
	late, next := poll(next)
	o.AddUser(oktatest.User{Email: "late@example.com"})
	now = now.Add(2 * time.Minute)
	last, _ := poll(next)
	if len(early) != 0 || len(late) != 158 || len(last) != 1 {
		t.Errorf("%d, %d and %d events", len(early), len(late), len(last))
	}
	now = now.Add(91 * 24 * time.Hour)
	if old, _ := poll(strings.Replace(first, "since=", "limit=50&since=", 1)); len(old) != 0 {
		t.Errorf("%d events are kept for ever", len(old))
	}
	for name, test := range map[string]struct {
		token, path string
		want        int
	}{
		"no right":   {"weak", "/api/v1/logs?since=2026-01-01T00:00:00Z", http.StatusForbidden},
		"no moment":  {"good", "/api/v1/logs?since=yesterday", http.StatusBadRequest},
		"too long":   {"good", "/api/v1/logs?since=2001-01-01T00:00:00Z", http.StatusBadRequest},
		"no filter":  {"good", "/api/v1/logs?filter=x", http.StatusBadRequest},
		"no such id": {"good", "/api/v1/logs?after=x", http.StatusBadRequest},
	} {
		now = now.Add(time.Minute)
		status, answer, _ := o.ask(t, p.Authorization.Name, test.token, o.URL()+test.path)
		if problems := p.wrong(answer, "", "Error"); status != test.want || len(problems) > 0 {
			t.Errorf("%s: HTTP %d, %v in %v", name, status, problems, answer)
		}
	}
	now = now.Add(time.Minute)
	for range 9 {
		_, _, _ = o.ask(t, p.Authorization.Name, "good", first)
	}
	if status, _, _ := o.ask(t, p.Authorization.Name, "good", first); status != http.StatusTooManyRequests {
		t.Errorf("the tenth request in a minute: HTTP %d", status)
	}
}
