package web_test

import (
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/app"
)

func TestCalls(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for _, c := range []struct {
		name, method, body string
		status             int
		want               string
	}{
		{"an argument, nothing back", "SaveNote", `{"text":"ab","times":2}`, http.StatusOK, "null"},
		{"no argument, a value back", "Note", "", http.StatusOK, `{"text":"abab"}`},
		{"nothing is null", "Nothing", "", http.StatusOK, "null"},
		{"a text", "Echo", `"</script>\u2028"`, http.StatusOK, `"\u003c/script\u003e\u2028"`},
		{"white space", "Echo", " \n\"x\"\n", http.StatusOK, `"x"`},

		{"an unknown method", "Format", "", http.StatusNotFound, "no such method"},
		{"a method in other letters", "note", "", http.StatusNotFound, "no such method"},
		{"a method that pages can't call", "NoMethodForPages", "", http.StatusNotFound, "no such method"},
		{"another one", "NeitherThis", "", http.StatusNotFound, "no such method"},
		{"an unknown field", "SaveNote", `{"text":"x","password":"hunter2"}`, http.StatusBadRequest, "not the JSON"},
		{"another kind of value", "SaveNote", `{"text":12345}`, http.StatusBadRequest, `the field \"text\" can't be a number`},
		{"two values", "SaveNote", `{"text":"x"}{"text":"y"}`, http.StatusBadRequest, "something follows"},
		{"no argument where one is needed", "SaveNote", "", http.StatusBadRequest, "takes an argument"},
		{"an argument where none is needed", "Note", "{}", http.StatusBadRequest, "takes no argument"},
		{"no JSON", "SaveNote", `text=x`, http.StatusBadRequest, "not the JSON"},
		{"half of it", "SaveNote", `{"text":"x"`, http.StatusBadRequest, "not the JSON"},
		{"a megabyte and more", "SaveNote", `{"text":"` + strings.Repeat("x", 1<<20) + `"}`, http.StatusRequestEntityTooLarge, "larger than 1 MB"},
		{"an import of that size", "ImportSettings", `"` + strings.Repeat("x", 1<<20) + `"`, http.StatusOK, "null"},
		{"an import of 8 MB", "ImportSettings", `"` + strings.Repeat("x", 8<<20) + `"`, http.StatusRequestEntityTooLarge, "larger than 8 MB"},

		{"settings", "Invalid", "", http.StatusBadRequest, `"code":"settings","message":"ldap.hostname is empty","hint":"","hintCode":"","field":"ldap.hostname","fields":[],"findings":[]`},
		{"a refused log-in is not 401", "Fail", `"auth"`, http.StatusForbidden, `"code":"auth"`},
		{"not logged in", "Fail", `"not-logged-in"`, http.StatusForbidden, "not-logged-in"},
		{"a guard", "Fail", `"guard"`, http.StatusConflict, "guard"},
		{"a running sync", "Fail", `"sync-running"`, http.StatusConflict, "sync-running"},
		{"the directory", "Fail", `"directory"`, http.StatusBadGateway, "directory"},
		{"the database in use", "Fail", `"database-locked"`, http.StatusServiceUnavailable, "database-locked"},
		{"anything else", "Fail", `"failed"`, http.StatusInternalServerError, "failed"},
	} {
		a := b.call(c.method, c.body)
		a.wants(t, c.name, c.status, c.want)
		if got := a.header.Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("%s: %s", c.name, got)
		}
		for _, no := range []string{"hunter2", "12345"} {
			if strings.Contains(a.body, no) {
				t.Errorf("%s: %q is in %s", c.name, no, a.body)
			}
		}
	}
}

func TestOnlyJSONIsTaken(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	// What a form or a script of another site could send without asking.
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json2", "application/", "text/plain; application/json"} {
		b.call("SaveNote", `{"text":"x"}`, with("Content-Type", kind)).wants(t, kind, http.StatusUnsupportedMediaType, "not JSON")
	}
	b.call("SaveNote", `{"text":"x"}`, with("Content-Type", "Application/JSON; charset=utf-8")).wants(t, "with a charset", http.StatusOK, "null")
}

func TestOtherMethodsAreRefused(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodTrace, "BREW"} {
		for _, path := range []string{"/", "/api/call/Note", "/api/events", "/api/download/test.csv", "/assets/index-1a2b.js", "/bridge.js"} {
			if a := b.do(method, path, ""); a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") == "" {
				t.Errorf("%s %s: %d, allowed %q", method, path, a.status, a.header.Get("Allow"))
			}
		}
	}
	for _, path := range []string{"/", "/api/events", "/api/download/test.csv"} {
		b.do(http.MethodPost, path, "").wants(t, "POST "+path, http.StatusMethodNotAllowed, "")
	}
	b.get("/api/call/Note").wants(t, "GET of a call", http.StatusMethodNotAllowed, "")
}

func TestAPanicIsNoAnswer(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	a := b.call("Panic", "")
	a.wants(t, "panic", http.StatusInternalServerError, `"code":"`+string(app.CodeFailed)+`"`)
	for _, no := range []string{"hunter2", "goroutine", ".go"} {
		if strings.Contains(a.body, no) {
			t.Errorf("%q is in %s", no, a.body)
		}
	}
	if said := h.log.String(); !strings.Contains(said, "msg=panic") || !strings.Contains(said, "the password is **redacted**") || strings.Contains(said, "hunter2") {
		t.Errorf("the log tells\n%s", said)
	}
	b.call("Note", "").wants(t, "the next call", http.StatusOK, "text")
}

func TestDownloads(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	a := b.get("/api/download/history.csv")
	a.wants(t, "history", http.StatusOK, "a,b\r\n1,2\r\n")
	if got := a.header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("type %s", got)
	}
	// A name can't become a header.
	if got := a.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename") || a.header.Get("X-Evil") != "" {
		t.Errorf("disposition %q, headers %v", got, a.header)
	}
	b.get("/api/download/test.json").wants(t, "no test yet", http.StatusInternalServerError, `"code":"failed"`)
	if a := b.do(http.MethodHead, "/api/download/test.csv", ""); a.status != http.StatusOK || a.header.Get("Content-Length") != "10" {
		t.Errorf("HEAD: %v", a)
	}
}
