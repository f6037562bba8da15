package okta

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"directoryconnector/backend/directory"
)

func TestNextLink(t *testing.T) {
	t.Parallel()
	const self, next = `<https://x.okta.com/api/v1/users?limit=2>; rel="self"`, `<https://x.okta.com/api/v1/users?after=a,b;c&limit=2>; rel="next"`
	const want = "https://x.okta.com/api/v1/users?after=a,b;c&limit=2"
	for name, test := range map[string]struct {
		headers []string
		want    string
	}{
		"no header":                   {nil, ""},
		"self only":                   {[]string{self}, ""},
		"two headers":                 {[]string{self, next}, want},
		"the other way round":         {[]string{next, self}, want},
		"both in one":                 {[]string{self + ", " + next}, want},
		"both in one, next first":     {[]string{next + "," + self}, want},
		"without quotes, in capitals": {[]string{`<` + want + `>;REL=Next`}, want},
		"other parameters before":     {[]string{`<` + want + `>; title="a"; rel="next"`}, want},
		"not next":                    {[]string{`<` + want + `>; rel="nextbest"`, `<x>; title="next"`, `<x>; rel="prev"`}, ""},
		"broken":                      {[]string{`<https://x`, `rel="next"`, `<>`, ``, `>;rel=next<`}, ""},
	} {
		if got := nextLink(http.Header{"Link": test.headers}); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

func FuzzNextLink(f *testing.F) {
	f.Add(`<https://x.okta.com/api/v1/users?after=a>; rel="next"`)
	f.Add(`<a>; rel="self", <b>; rel="next"`)
	origin := &url.URL{Scheme: "https", Host: "x.okta.com"}
	c := &client{origin: origin}
	f.Fuzz(func(t *testing.T, header string) {
		next := nextLink(http.Header{"Link": {header}})
		if !strings.Contains(header, next) {
			t.Errorf("%q is not in %q", next, header)
		}
		if u, err := c.follow(listURL(origin, "200", "", "users"), next); err == nil && (u.Host != "x.okta.com" && u.Host != "x.okta.com:443" && !strings.EqualFold(u.Host, "x.okta.com") || u.Scheme != "https") {
			t.Errorf("%q leads to %s", header, u)
		}
	})
}

func FuzzQuery(f *testing.F) {
	f.Add(`profile.lastName eq "a\"b" and (id eq "x")`)
	f.Add(`"\`)
	f.Fuzz(func(t *testing.T, text string) {
		if at, problem := queryProblem(text); problem != "" && (at < 0 || at >= utf8.RuneCountInString(text)) {
			t.Errorf("%q: %s at %d", text, problem, at)
		}
	})
}

func FuzzPage(f *testing.F) {
	f.Add([]byte(`[{"id":"00u1","status":"ACTIVE","lastUpdated":"2026-01-01T00:00:00.000Z","profile":{"email":"a@b.c"}}]`))
	f.Add([]byte(`[{"uuid":"1","eventType":"user.lifecycle.delete.completed","outcome":{"result":"SUCCESS"},"target":[null,{"id":"00u1","type":"User","alternateId":null}]}]`))
	f.Add([]byte(`null`))
	f.Add([]byte(`[null]`))
	f.Add([]byte(`[{"id":"00u1"},null]`))
	f.Add([]byte(`[{"id":"00u1","status":null,"lastUpdated":null,"profile":null}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		users, err := decodePage[wireUser](body)
		hasIDs(t, body, users, err)
		groups, err := decodePage[wireGroup](body)
		hasIDs(t, body, groups, err)
		ids, err := decodePage[wireID](body)
		hasIDs(t, body, ids, err)
		events, err := decodePage[wireEvent](body)
		hasIDs(t, body, events, err)
		told := gone{users: map[string]string{}, groups: map[string]bool{}}
		for _, e := range events {
			told.add(e)
		}
		if _, nobody := told.users[""]; nobody || told.groups[""] {
			t.Errorf("%q: %+v", body, &told)
		}
	})
}

// hasIDs looks at what a page holds: entries with ids, or an error.
func hasIDs[T identified](t *testing.T, body []byte, items []T, err error) {
	t.Helper()
	if (err == nil) != (items != nil) {
		t.Errorf("%q: %v, error %v", body, items, err)
	}
	for _, item := range items {
		if item.id() == "" {
			t.Errorf("%q: %+v", body, item)
		}
	}
}

func TestANextPageWithoutHTTPSIsRefusedByItsScheme(t *testing.T) {
	t.Parallel()
	origin := &url.URL{Scheme: "https", Host: "x.okta.com"}
	_, err := (&client{origin: origin}).follow(listURL(origin, "200", "", "users"), "http://x.okta.com/api/v1/users?after=a")
	if !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "http://x.okta.com") || !strings.Contains(err.Error(), "https:// only") || directory.HintOf(err) == "" {
		t.Errorf("error %v, hint %q", err, directory.HintOf(err))
	}
}
