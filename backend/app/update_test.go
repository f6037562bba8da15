package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

func TestCheckUpdateAsksForTheNewestRelease(t *testing.T) {
	t.Parallel()
	var agent string
	mux := http.NewServeMux()
	answer := func(path, body string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			_, _ = w.Write([]byte(body))
		})
	}
	answer("/newer", `{"tag_name":"v1.10.0","html_url":"https://example.com/1.10.0","assets":[]}`)
	answer("/same", `{"tag_name":"v1.0.0"}`)
	answer("/older", `{"tag_name":"0.9.9"}`)
	answer("/script", `{"tag_name":"v2.0.0","html_url":"javascript:alert(1)"}`)
	answer("/clear", `{"tag_name":"v2.0.0","html_url":"http://127.0.0.1:8733/"}`)
	answer("/page", `<html>log in</html>`)
	answer("/empty", `{}`)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")

	_, err := a.CheckUpdate(t.Context())
	fails(t, err, app.CodeFailed, "no updates are looked for: update.url is not set", "in the format of GitHub's API")
	const without = "this program was built without the key that releases are signed with"
	for path, want := range map[string]app.Update{
		"/newer":  {Current: "1.0.0", Newest: "1.10.0", URL: "https://example.com/1.10.0", Newer: true, Unverified: without},
		"/script": {Current: "1.0.0", Newest: "2.0.0", Newer: true, Unverified: without},
		"/clear":  {Current: "1.0.0", Newest: "2.0.0", Newer: true, Unverified: without},
		"/same":   {Current: "1.0.0", Newest: "1.0.0"},
		"/older":  {Current: "1.0.0", Newest: "0.9.9"},
	} {
		set(t, a, "update.url", server.URL+path)
		got, err := a.CheckUpdate(t.Context())
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v", path, got, err)
		}
	}
	if !strings.Contains(agent, "1.0.0") {
		t.Errorf("user agent %q", agent)
	}
	for path, want := range map[string]string{"/page": "does not describe a release", "/empty": "does not describe a release", "/nowhere": "HTTP 404"} {
		set(t, a, "update.url", server.URL+path)
		_, err := a.CheckUpdate(t.Context())
		fails(t, err, app.CodeFailed, "look for updates at 127.0.0.1:", want, "update.url")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = a.CheckUpdate(ctx)
	fails(t, err, app.CodeCancelled)
	set(t, a, "update.check", "false")
	_, err = a.CheckUpdate(t.Context())
	fails(t, err, app.CodeFailed, "update.check is false")
}
