package web_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/web"
)

// wants compares an answer with a status and a part of its body.
func (a answer) wants(t *testing.T, what string, status int, part string) {
	t.Helper()
	if a.status != status || !strings.Contains(a.body, part) {
		t.Errorf("%s: %d %.300s; want %d with %q", what, a.status, a.body, status, part)
	}
}

// Any page that a browser shows can send as many as it likes.
func TestWarningsAboutStrangersAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, log := build(t, nil)
		storm := func() {
			for i := range 1000 {
				r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://evil-%d.example/", i), nil)
				s.ServeHTTP(httptest.NewRecorder(), r)
				r = httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8733/api/call/Note", nil)
				r.Header.Set("Origin", fmt.Sprintf("http://evil-%d.example", i))
				s.ServeHTTP(httptest.NewRecorder(), r)
				ask(s, fmt.Sprintf("/open?token=%043d", i), nil)
			}
		}
		storm()
		if got := strings.Count(log.String(), "level=WARN"); got != 3 {
			t.Errorf("%d lines, want one of each kind:\n%.2000s", got, log)
		}
		time.Sleep(61 * time.Second)
		storm()
		if got := strings.Count(log.String(), "level=WARN"); got != 6 || strings.Count(log.String(), "more_before=999") != 2 || strings.Count(log.String(), "more_before=979") != 1 {
			t.Errorf("%d lines, want two of each kind, and how many were left out:\n%.2000s", got, log)
		}
	})
}

func TestAForeignNameIsRefused(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for _, name := range []string{"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.2", "0.0.0.0", "[::]", "2130706433", "localhost."} {
		b.call("Note", "", host(name), with("Origin", "http://"+name)).wants(t, name, http.StatusMisdirectedRequest, "does not go by that name")
	}
	// The port of a tunnel.
	for _, name := range []string{"localhost:9000", "127.0.0.1:9000", "[::1]:9000", "LOCALHOST"} {
		b.call("Note", "", host(name), with("Origin", "http://"+name)).wants(t, name, http.StatusOK, "text")
	}
}

func TestAnotherOriginIsRefused(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for name, change := range map[string][]func(*http.Request){
		"foreign Origin":                 {with("Origin", "https://evil.example")},
		"foreign Origin, Site forged":    {with("Origin", "http://127.0.0.1.evil.example"), with("Sec-Fetch-Site", "same-origin")},
		"another port of loopback":       {with("Origin", "http://127.0.0.1:1")},
		"Origin null (sandbox, file)":    {with("Origin", "null")},
		"Origin empty":                   {func(r *http.Request) { r.Header["Origin"] = []string{""} }},
		"two Origins":                    {func(r *http.Request) { r.Header["Origin"] = []string{h.base, "https://evil.example"} }},
		"https where there is none else": {with("Origin", "https://localhost")},
		"cross-site":                     {with("Sec-Fetch-Site", "cross-site")},
		"same-site, another port":        {with("Sec-Fetch-Site", "same-site")},
		"none: no page made it":          {with("Sec-Fetch-Site", "none")},
		"something new":                  {with("Sec-Fetch-Site", "same-planet")},
		"neither":                        {with("Origin", ""), with("Sec-Fetch-Site", "")},
	} {
		b.call("SaveNote", `{"text":"x"}`, change...).wants(t, name, http.StatusForbidden, `"code":"refused"`)
	}
	if h.bridge.note != "" {
		t.Error("another site wrote")
	}
	// A browser that knows no Sec-Fetch-Site, and our page.
	b.call("SaveNote", `{"text":"x"}`, with("Sec-Fetch-Site", "")).wants(t, "old browser", http.StatusOK, "null")
	// Reading is refused to other sites too: a script, an image, a frame.
	for _, path := range []string{"/api/events", "/api/download/history.csv", "/bridge.js", "/assets/index-1a2b.js"} {
		b.get(path, with("Sec-Fetch-Site", "cross-site"), with("Sec-Fetch-Mode", "no-cors")).wants(t, path, http.StatusForbidden, "refused")
	}
	b.get("/", with("Sec-Fetch-Site", "cross-site"), with("Sec-Fetch-Mode", "navigate"), with("Sec-Fetch-Dest", "iframe")).wants(t, "frame", http.StatusForbidden, "refused")
	b.get("/api/download/history.csv", with("Sec-Fetch-Site", "cross-site"), with("Sec-Fetch-Mode", "navigate"), with("Sec-Fetch-Dest", "document")).
		wants(t, "link to a download", http.StatusForbidden, "refused")
	// A link elsewhere may lead to the pages: the browser keeps the cookie
	// back, and gets a page that loads again with it.
	stranger := h.newBrowser()
	stranger.get("/", with("Sec-Fetch-Site", "cross-site"), with("Sec-Fetch-Mode", "navigate"), with("Sec-Fetch-Dest", "document")).
		wants(t, "link", http.StatusOK, `http-equiv="refresh"`)
	stranger.get("/").wants(t, "loaded again", http.StatusUnauthorized, "open the address")
}

func TestNoPathLeadsOutOfThePages(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for _, path := range []string{
		"/../go.mod", "/assets/../../go.mod", "/assets/%2e%2e/%2e%2e/go.mod", "/assets/..%2f..%2fgo.mod", "/%2e%2e/go.mod", "/..%5cgo.mod",
		"//etc/passwd", "/assets//index-1a2b.js/..", "/assets/index-1a2b.js%00.html", "/assets/", "/assets", "/.gitkeep", "/static/bridge.js", "/index.html",
		"/api/download/..%2f..%2fetc%2fpasswd", "/api/download/test.csv%00", "/api/download/test.exe", "/api/download/test", "/api/download/.csv",
		"/api/call/..%2fNote", "/api/", "/api",
	} {
		a := b.get("/", rawPath(path))
		switch a.status {
		case http.StatusNotFound, http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusMisdirectedRequest:
		default:
			t.Errorf("%s: %d %.100s", path, a.status, a.body)
		}
		if to := a.header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
			t.Errorf("%s leads to %s", path, to)
		}
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	for name, a := range map[string]answer{
		"page": b.get("/"), "asset": b.get("/assets/index-1a2b.js"), "call": b.call("Note", ""), "failure": b.call("Invalid", ""),
		"stranger": h.newBrowser().get("/"), "foreign": b.get("/", host("evil.example")), "style": h.newBrowser().get("/plain.css"),
		"download": b.get("/api/download/history.csv"), "none": b.get("/none"), "panic": b.call("Panic", ""), "other origin": b.call("Note", "", with("Origin", "null")),
	} {
		for header, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY", "Permissions-Policy": "camera=()",
		} {
			if !strings.HasPrefix(a.header.Get(header), want) {
				t.Errorf("%s: %s is %q", name, header, a.header.Get(header))
			}
		}
		if caching := a.header.Get("Cache-Control"); caching != "no-store" && name != "asset" {
			t.Errorf("%s: Cache-Control is %q", name, caching)
		}
		if a.header.Get("Access-Control-Allow-Origin") != "" || a.header.Get("Content-Type") == "" {
			t.Errorf("%s: %v", name, a.header)
		}
		if strings.Contains(a.header.Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s: unsafe policy", name)
		}
	}
}

func TestTLSMakesTheCookieSecure(t *testing.T) {
	t.Parallel()
	s, _ := build(t, func(o *web.Options) { o.TLS, o.Hosts = true, []string{"bwdc.example.com"} })
	cookie := letIn(t, s)
	if cookie.Name != "__Host-bwdc-8733" || !cookie.Secure || !cookie.HttpOnly || cookie.Domain != "" || cookie.Path != "/" {
		t.Errorf("cookie: %v", cookie)
	}
	for origin, want := range map[string]int{"https://bwdc.example.com:8733": http.StatusOK, "http://bwdc.example.com:8733": http.StatusForbidden, "https://bwdc.example.com": http.StatusForbidden} {
		r := httptest.NewRequest(http.MethodPost, "https://bwdc.example.com:8733/api/call/Note", nil)
		r.Header.Set("Origin", origin)
		r.Header.Set("Content-Type", "application/json")
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("origin %s: %d", origin, w.Code)
		}
	}
}

func TestARequestThatBreaksOffIsNoCall(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	var dial net.Dialer
	conn, err := dial.DialContext(t.Context(), "tcp", strings.TrimPrefix(h.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST /api/call/SaveNote HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nCookie: %s=%s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"text\":\"half\"}",
		strings.TrimPrefix(h.base, "http://"), h.base, b.cookie.Name, b.cookie.Value)
	_ = conn.Close()
	if err := h.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if h.bridge.note != "" {
		t.Errorf("half a request wrote %q", h.bridge.note)
	}
}

// pipes is a net.Listener whose connections are in memory, so that time can be
// the test's.
type pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
	once     sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accepted:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8733} }

func TestSlowRequestsEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sent string
		// within is when the connection is over at the latest, want what was
		// answered.
		within time.Duration
		want   string
	}{
		"a head that never ends":    {"POST /api/call/SaveNote HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", 11 * time.Second, ""},
		"a body that never ends":    {"POST /api/call/SaveNote HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n%s\r\n{\"text\":", 31 * time.Second, "408 Request Timeout"},
		"nothing at all":            {"", 11 * time.Second, ""},
		"nothing more":              {"GET /plain.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 3 * time.Minute, "200 OK"},
		"a head that is too large":  {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + strings.Repeat("x", 64<<10) + "\r\n\r\n", time.Second, "431 Request Header Fields Too Large"},
		"a line end in a header":    {"GET / HTTP/1.1\r\nHost: 127.0.0.1\nX: 1\r\rSet-Cookie: a=b\r\n\r\n", 11 * time.Second, "400 Bad Request"},
		"two lengths, to smuggle":   {"POST /api/call/Note HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nabcde", 11 * time.Second, "400 Bad Request"},
		"two hosts":                 {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 11 * time.Second, "400 Bad Request"},
		"a host in the target only": {"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", time.Second, "421 Misdirected Request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, _ := build(t, nil)
				cookie := letIn(t, s)
				l := &pipes{accepted: make(chan net.Conn), closed: make(chan struct{})}
				ctx, cancel := context.WithCancel(t.Context())
				served := make(chan error, 1)
				go func() { served <- s.Serve(ctx, l, nil) }()
				ours, theirs := net.Pipe()
				l.accepted <- theirs
				started := time.Now()
				go func() {
					text := strings.ReplaceAll(c.sent, "%s", fmt.Sprintf("Cookie: %s=%s\r\n", cookie.Name, cookie.Value))
					_, _ = io.WriteString(ours, text) // it may be refused before its end
				}()
				got, err := io.ReadAll(ours)
				if took := time.Since(started); took > c.within {
					t.Errorf("it took %s", took)
				}
				if err != nil || !strings.Contains(string(got), c.want) || c.want == "" && len(got) > 0 {
					t.Errorf("%v: %.300s", err, got)
				}
				if strings.Contains(string(got), "a=b") || strings.Contains(string(got), "evil.example") {
					t.Errorf("answer %s", got)
				}
				_ = ours.Close()
				cancel()
				if err := <-served; err != nil {
					t.Errorf("serve: %v", err)
				}
			})
		})
	}
}
