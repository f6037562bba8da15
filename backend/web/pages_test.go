package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"directoryconnector/backend/web"
)

func TestThePagesAreServedAsBuilt(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	index := b.get("/")
	index.wants(t, "index", http.StatusOK, "<head><script src=\"/bridge.js\"></script>\n<script type=\"module\"")
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/bridge.js": "text/javascript; charset=utf-8", "/assets/index-1a2b.js": "text/javascript; charset=utf-8",
		"/assets/index-1a2b.css": "text/css; charset=utf-8", "/favicon.svg": "image/svg+xml",
	} {
		if a := b.get(path); a.status != http.StatusOK || a.header.Get("Content-Type") != kind {
			t.Errorf("%s: %d %s", path, a.status, a.header.Get("Content-Type"))
		}
	}
	script := b.get("/bridge.js").body
	if !strings.Contains(script, `const methods = ["Download","Echo","Fail",`) || strings.Contains(script, "NoMethodForPages") {
		t.Errorf("methods: %.600s", script)
	}
	asset := b.get("/assets/index-1a2b.js")
	if got := asset.header.Get("Cache-Control"); got != "private, max-age=31536000, immutable" {
		t.Errorf("asset: Cache-Control %s", got)
	}
	if a := b.get("/assets/index-1a2b.js", with("If-None-Match", asset.header.Get("ETag"))); a.status != http.StatusNotModified || a.body != "" {
		t.Errorf("asset again: %d", a.status)
	}
}

func TestAssetsAreCompressedForWhoTakesIt(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	plain := b.get("/assets/index-1a2b.js")
	for accept, want := range map[string]bool{
		"gzip": true, "gzip, deflate, br, zstd": true, "br;q=1.0, GZIP;q=0.8": true, "gzip;q=0": false, "gzip; q=0.0": false, "gzip; q=0.001": true, "br": false, "": false, "x-gzip": false,
	} {
		a := b.get("/assets/index-1a2b.js", func(r *http.Request) { r.Header["Accept-Encoding"] = []string{accept} })
		if got := a.header.Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("%q: compressed is %v", accept, got)
		}
		if a.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: Vary %q", accept, a.header.Get("Vary"))
		}
		if !want {
			continue
		}
		z, err := gzip.NewReader(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(z); err != nil || string(text) != plain.body {
			t.Errorf("%q: not the same: %v", accept, err)
		}
	}
}

func TestPagesThatWereNotBuiltAreExplained(t *testing.T) {
	t.Parallel()
	s, _ := build(t, func(o *web.Options) { o.Pages = fstest.MapFS{".gitkeep": {}} })
	if a := ask(s, "/", letIn(t, s)); a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, "make pages") {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func TestPagesThatCannotBeUsedAreAnError(t *testing.T) {
	t.Parallel()
	hub := web.NewHub()
	defer hub.Close()
	_, err := web.New(web.Options{Bridge: &fakeBridge{}, Explain: explain, Events: hub, Log: discard(), Redact: strings.TrimSpace, Pages: fstest.MapFS{"index.html": {Data: []byte("<p>")}}})
	if err == nil || !strings.Contains(err.Error(), "no <head>") {
		t.Errorf("got %v", err)
	}
	if _, err := web.New(web.Options{}); err == nil {
		t.Error("a server of nothing")
	}
}

func TestTheWindowHasDownloadsAndAPolicy(t *testing.T) {
	t.Parallel()
	assets := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "asset "+r.URL.Path) })
	handler := web.Window(&fakeBridge{}, explain, discard())(assets)
	for path, want := range map[string]string{"/": "asset /", "/assets/x.js": "asset /assets/x.js", "/api/download/history.csv": "a,b", "/api/call/Note": "asked in another way", "/api/events": "nothing at this address"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "wails://wails"+path, nil))
		if !strings.Contains(w.Body.String(), want) || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %d %s %v", path, w.Code, w.Body, w.Header())
		}
	}
}
