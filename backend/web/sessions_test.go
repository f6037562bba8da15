package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/web"
)

func TestWithoutASessionNobodyGetsAnything(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.newBrowser()
	for _, path := range []string{"/api/events", "/api/download/history.csv", "/api/call/Note", "/api/none"} {
		b.get(path).wants(t, path, http.StatusUnauthorized, `"hintCode":"session"`)
	}
	b.call("SaveNote", `{"text":"x"}`).wants(t, "SaveNote", http.StatusUnauthorized, `"hintCode":"session"`)
	for _, path := range []string{"/", "/index.html", "/bridge.js", "/assets/index-1a2b.js", "/none"} {
		a := b.get(path)
		a.wants(t, path, http.StatusUnauthorized, "open the address")
		if strings.Contains(a.body, "export const") || strings.Contains(a.body, "SaveNote") {
			t.Errorf("%s: a stranger reads %s", path, a.body)
		}
	}
	for _, cookie := range []string{"", "x", strings.Repeat("A", 43), "../../etc/passwd"} {
		b.cookie = &http.Cookie{Name: "bwdc-8733", Value: cookie}
		b.call("Note", "").wants(t, "cookie "+cookie, http.StatusUnauthorized, "session")
	}
	if h.bridge.note != "" {
		t.Error("a stranger wrote")
	}
}

func TestATicketLetsOneBrowserInOnce(t *testing.T) {
	t.Parallel()
	h := start(t)
	address := h.server.Ticket()
	first, second := h.newBrowser(), h.newBrowser()
	// A mail program that looks where a link leads uses nothing up.
	if a := second.do(http.MethodHead, address, ""); second.cookie != nil {
		t.Errorf("HEAD lets in: %v", a)
	}
	a := first.get(address)
	a.wants(t, "the first", http.StatusSeeOther, "")
	if got := a.header.Get("Set-Cookie"); !strings.Contains(got, "; HttpOnly; SameSite=Strict") || !strings.Contains(got, "; Path=/;") || strings.Contains(got, "Domain") {
		t.Errorf("cookie: %s", got)
	}
	first.call("Note", "").wants(t, "the first calls", http.StatusOK, `{"text":""}`)
	// Another browser with the same address, and a wrong one.
	second.get(address).wants(t, "the second", http.StatusForbidden, "has been used")
	second.get("/open?token=wrong").wants(t, "wrong", http.StatusForbidden, "has been used")
	second.get("/open").wants(t, "none", http.StatusForbidden, "has been used")
	asking := func(languages string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Accept-Language", languages) }
	}
	second.get("/open", asking("de-AT,de;q=0.9,en;q=0.8")).wants(t, "in German", http.StatusForbidden, `<html lang="de">`)
	second.get("/open", asking("de")).wants(t, "in German", http.StatusForbidden, "Diese Adresse wurde schon verwendet")
	second.get("/open", asking("fr, en;q=0.5")).wants(t, "in French", http.StatusForbidden, "has been used")
	if second.cookie != nil {
		t.Error("the second got a cookie")
	}
	// The one who is in opens the address again, as from his history.
	first.get(address).wants(t, "the first again", http.StatusSeeOther, "")
	// A new one lets another browser in; the first one stays in.
	second.get(h.server.Ticket()).wants(t, "new", http.StatusSeeOther, "")
	first.call("Note", "").wants(t, "the first stays", http.StatusOK, "")
	token := strings.TrimPrefix(address, "/open?token=")
	if strings.Contains(h.log.String(), token) || strings.Contains(h.log.String(), first.cookie.Value) {
		t.Errorf("the log holds a token:\n%s", h.log)
	}
	if len(token) != 43 { // 256 bits
		t.Errorf("token %q", token)
	}
}

// ask asks a server that does not listen.
func ask(s *web.Server, path string, cookie *http.Cookie) answer {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8733"+path, nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}

// letIn returns the cookie of a new session.
func letIn(t *testing.T, s *web.Server) *http.Cookie {
	t.Helper()
	a := ask(s, s.Ticket(), nil)
	cookie, err := http.ParseSetCookie(a.header.Get("Set-Cookie"))
	if err != nil || a.status != http.StatusSeeOther {
		t.Fatalf("the ticket: %d, %v", a.status, err)
	}
	return cookie
}

func TestTicketsAndSessionsEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, _ := build(t, nil)
		old, good := s.Ticket(), ""
		time.Sleep(30 * time.Second)
		good = s.Ticket()
		time.Sleep(30 * time.Second)
		if got := ask(s, old, nil).status; got != http.StatusForbidden {
			t.Errorf("a ticket after a minute: %d", got)
		}
		a := ask(s, good, nil)
		cookie, err := http.ParseSetCookie(a.header.Get("Set-Cookie"))
		if err != nil || a.status != http.StatusSeeOther {
			t.Fatalf("a ticket after half a minute: %d, %v", a.status, err)
		}
		// Used now and then, a session goes on.
		for range 5 {
			time.Sleep(11 * time.Hour)
			if got := ask(s, "/", cookie).status; got != http.StatusOK {
				t.Fatalf("a session that is used: %d", got)
			}
		}
		time.Sleep(12*time.Hour + time.Second)
		if got := ask(s, "/", cookie).status; got != http.StatusUnauthorized {
			t.Errorf("a session that nobody used for half a day: %d", got)
		}
	})
}

func TestManyWrongTokensLockNobodyOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, log := build(t, nil)
		good := s.Ticket()
		count := map[int]int{}
		for i := range 100 {
			count[ask(s, fmt.Sprintf("/open?token=%043d", i), nil).status]++
		}
		if count[http.StatusForbidden] != 20 || count[http.StatusTooManyRequests] != 80 {
			t.Errorf("answers: %v", count)
		}
		if got := ask(s, good, nil).status; got != http.StatusSeeOther {
			t.Errorf("the right one after all those: %d", got)
		}
		if !strings.Contains(log.String(), "many wrong tokens") {
			t.Error("nobody is told")
		}
		time.Sleep(61 * time.Second)
		if got := ask(s, "/open?token=x", nil).status; got != http.StatusForbidden {
			t.Errorf("a minute later: %d", got)
		}
	})
}

func TestManySessionsPushOutTheOldest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, _ := build(t, nil)
		var cookies []*http.Cookie
		for range 70 {
			cookies = append(cookies, letIn(t, s))
			time.Sleep(time.Second)
		}
		if got := ask(s, "/", cookies[0]).status; got != http.StatusUnauthorized {
			t.Errorf("the oldest: %d", got)
		}
		if got := ask(s, "/", cookies[69]).status; got != http.StatusOK {
			t.Errorf("the newest: %d", got)
		}
	})
}
