// Package webtest is a browser on the pages of 'bwdc serve', without the pages.
package webtest

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// Address is the address that 'bwdc serve' prints: its base, and the path that
// lets a browser in.
var Address = regexp.MustCompile(`(https?://[^/\s]+)(/open\?token=[A-Za-z0-9_-]{43})`)

// A Visitor is a browser.
type Visitor struct {
	Base   string
	Cookie *http.Cookie

	t      testing.TB
	client *http.Client
}

// Visit opens a printed address. The config may be nil.
func Visit(t testing.TB, base, path string, config *tls.Config) *Visitor {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: config}
	t.Cleanup(transport.CloseIdleConnections)
	v := &Visitor{t: t, Base: base, client: &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if status, text := v.Do(http.MethodGet, path, nil); status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", path, status, text)
	}
	return v
}

// Do sends a request, with a body in JSON where there is one.
func (v *Visitor) Do(method, path string, body any) (status int, answer string) {
	v.t.Helper()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			v.t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.Base+path, bytes.NewReader(text))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Origin", v.Base)
	req.Header.Set("Content-Type", "application/json")
	if v.Cookie != nil {
		req.AddCookie(v.Cookie)
	}
	resp, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		v.Cookie = c
	}
	return resp.StatusCode, string(all)
}

// Call calls a method of the bridge, which must work.
func (v *Visitor) Call(method string, body any) string {
	v.t.Helper()
	status, text := v.Do(http.MethodPost, "/api/call/"+method, body)
	if status != http.StatusOK {
		v.t.Fatalf("%s: %d %s", method, status, text)
	}
	return text
}
