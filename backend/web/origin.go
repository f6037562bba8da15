package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of everything: only what this server
// itself brings is loaded and asked, nothing is framed, nothing is sent as a
// form. See https://www.w3.org/TR/CSP3/.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

// setHeaders sets what holds for every answer.
func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()")
	h.Set("Cache-Control", "no-store")
}

// ourName tells whether a Host header names this server. The port does not
// matter: a tunnel may bring the server to another one.
func (s *Server) ourName(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	switch strings.ToLower(host) {
	case "127.0.0.1", "::1", "localhost":
		return true
	}
	return slices.ContainsFunc(s.opts.Hosts, func(name string) bool { return strings.EqualFold(name, host) })
}

// ourOrigin tells whether a request was made by our pages, by a person (an
// address typed or opened) or, if it only reads, by a program that is no
// browser: its session decides.
// See https://www.w3.org/TR/fetch-metadata/.
func (s *Server) ourOrigin(r *http.Request) bool {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	origin, hasOrigin := r.Header["Origin"]
	if hasOrigin && (len(origin) != 1 || !s.isOrigin(origin[0], r.Host)) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin":
		return true
	case "none":
		return reads
	case "": // an old browser, or none
		return reads || hasOrigin
	}
	// A link on another page; what it leads to is decided by the session,
	// whose cookie does not come along.
	return reads && !isAPI(r) && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// isOrigin compares an Origin with the address that was asked. Behind a proxy
// that speaks https for us, the browser says https.
func (s *Server) isOrigin(origin, host string) bool {
	return strings.EqualFold(origin, "https://"+host) || !s.opts.TLS && strings.EqualFold(origin, "http://"+host)
}

// isAPI tells whether a script asks, not a person.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }
