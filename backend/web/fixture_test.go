package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/web"
)

// fakeBridge is a small bridge: it keeps a note, and fails as it is told.
type fakeBridge struct {
	mu   sync.Mutex
	note string
}

type noteRequest struct {
	Text  string `json:"text"`
	Times int    `json:"times"`
}

type noteAnswer struct {
	Text string `json:"text"`
}

var errSettings = errors.New("ldap.hostname is empty")

func (b *fakeBridge) SaveNote(r noteRequest) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.note = strings.Repeat(r.Text, max(1, r.Times))
	return nil
}

func (b *fakeBridge) Note() (noteAnswer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return noteAnswer{b.note}, nil
}

func (b *fakeBridge) Nothing() (*noteAnswer, error)      { return nil, nil } //nolint:nilnil // as TestResult does
func (b *fakeBridge) Echo(text string) (string, error)   { return text, nil }
func (b *fakeBridge) ImportSettings(text string) error   { return nil }
func (b *fakeBridge) Fail(code string) error             { return coded(code) }
func (b *fakeBridge) Panic() error                       { panic("the password is hunter2") }
func (b *fakeBridge) NoMethodForPages(a, c string) error { return nil }
func (b *fakeBridge) NeitherThis() string                { return "" }
func (b *fakeBridge) Invalid() (noteAnswer, error)       { return noteAnswer{}, errSettings }
func (b *fakeBridge) Download(r bridge.DownloadRequest) (bridge.File, error) {
	if r.What == "test" && r.Format == "json" {
		return bridge.File{}, coded("failed")
	}
	return bridge.File{Name: r.What + "\r\nX-Evil: \"1\"." + r.Format, Content: "a,b\r\n1,2\r\n"}, nil
}

// coded is an error with a code.
type coded string

func (c coded) Error() string { return "it failed: " + string(c) }

func explain(err error) bridge.Problem {
	if c, ok := errors.AsType[coded](err); ok {
		return bridge.Problem{Code: string(c), Message: err.Error(), Hint: "try again"}
	}
	return bridge.Problem{Code: string(app.CodeSettings), Message: err.Error(), Field: "ldap.hostname"}
}

const indexHTML = "<!doctype html>\n<html>\n<head>\n<script type=\"module\" src=\"/assets/index-1a2b.js\"></script></head><body></body></html>"

func builtPages() fstest.MapFS {
	return fstest.MapFS{
		"index.html":            {Data: []byte(indexHTML)},
		"assets/index-1a2b.js":  {Data: []byte(strings.Repeat("export const a = 1;\n", 500))},
		"assets/index-1a2b.css": {Data: []byte(strings.Repeat("a { color: red }\n", 500))},
		"favicon.svg":           {Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")},
		".gitkeep":              {},
	}
}

// fixture is a server that runs, and what it said in its log.
type fixture struct {
	t      *testing.T
	server *web.Server
	hub    *web.Hub
	bridge *fakeBridge
	// base is its address, port its port.
	base string
	log  *needs.Output
	stop func() error
}

// build builds a server that does not listen.
func build(t *testing.T, change func(*web.Options)) (*web.Server, *needs.Output) {
	t.Helper()
	log := &needs.Output{}
	hub := web.NewHub()
	t.Cleanup(hub.Close)
	o := web.Options{
		Bridge: &fakeBridge{}, Explain: explain, Events: hub, Pages: builtPages(), Port: 8733,
		Redact: func(text string) string { return strings.ReplaceAll(text, "hunter2", "**redacted**") },
		Log:    slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&o)
	}
	s, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s, log
}

// start starts a server on loopback.
func start(t *testing.T) *fixture {
	t.Helper()
	return startWith(t, func(*web.Options) {})
}

// startWith is start with other options.
func startWith(t *testing.T, change func(*web.Options)) *fixture {
	t.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := &fixture{t: t, bridge: &fakeBridge{}, base: "http://" + l.Addr().String()}
	h.server, h.log = build(t, func(o *web.Options) {
		o.Bridge, o.Port = h.bridge, l.Addr().(*net.TCPAddr).Port
		change(o)
		h.hub = o.Events
	})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.server.Serve(ctx, l, nil) }()
	h.stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() {
		if err := h.stop(); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return h
}

// browser is a client with a cookie of its own, which follows no redirect.
type browser struct {
	t      *testing.T
	base   string
	cookie *http.Cookie
	client *http.Client
}

func (h *fixture) newBrowser() *browser {
	transport := &http.Transport{DisableCompression: true}
	h.t.Cleanup(transport.CloseIdleConnections)
	return &browser{t: h.t, base: h.base, client: &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// withSession is a browser that was let in.
func (h *fixture) withSession() *browser {
	h.t.Helper()
	b := h.newBrowser()
	a := b.get(h.server.Ticket())
	if a.status != http.StatusSeeOther || a.header.Get("Location") != "/" {
		h.t.Fatalf("the ticket: %d %s", a.status, a.body)
	}
	return b
}

type answer struct {
	status int
	header http.Header
	body   string
}

// do sends a request as a browser would that shows our pages; change makes it
// another one.
func (b *browser) do(method, path, body string, change ...func(*http.Request)) answer {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.base+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != http.MethodGet && method != http.MethodHead {
		req.Header.Set("Origin", b.base)
		req.Header.Set("Content-Type", "application/json")
	}
	if b.cookie != nil {
		req.AddCookie(b.cookie)
	}
	for _, c := range change {
		c(req)
	}
	resp, err := b.client.Do(req)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	for _, c := range resp.Cookies() {
		b.cookie = c
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

func (b *browser) get(path string, change ...func(*http.Request)) answer {
	b.t.Helper()
	return b.do(http.MethodGet, path, "", change...)
}

func (b *browser) call(method, body string, change ...func(*http.Request)) answer {
	b.t.Helper()
	return b.do(http.MethodPost, "/api/call/"+method, body, change...)
}

// with sets a header; an empty value takes it away.
func with(name, value string) func(*http.Request) {
	return func(r *http.Request) {
		if value == "" {
			r.Header.Del(name)
			return
		}
		r.Header.Set(name, value)
	}
}

// host asks under another name.
func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

// rawPath sends a path as it is.
func rawPath(path string) func(*http.Request) {
	return func(r *http.Request) { r.URL = &url.URL{Scheme: "http", Host: r.URL.Host, Opaque: path} }
}
