package web

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"directoryconnector/backend/bridge"
)

// Downloads are the lists that can be had as files.
type Downloads interface {
	Download(bridge.DownloadRequest) (bridge.File, error)
}

// Options are what a Server is made of.
type Options struct {
	// Bridge has the methods that pages may call: all that it exports.
	Bridge Downloads
	// Nouns are more values whose methods pages may call, by the name of their
	// type: "Plans.Counts".
	Nouns []any
	// Explain turns an error of a method into what the pages show.
	Explain func(error) bridge.Problem
	// Events are the events for the pages.
	Events *Hub
	// Pages are the built pages, index.html at the root. Without that a page
	// says how to build them.
	Pages fs.FS
	// Log gets what an administrator should know; it is required.
	Log *slog.Logger
	// Redact takes secrets out of a text for the log; it is required.
	Redact func(string) string
	// Hosts are names, beside those of loopback, under which the server is
	// reached.
	Hosts []string
	// Port is where it listens; cookies are named after it, since browsers
	// share them between ports. TLS says that it is reached by https.
	Port int
	TLS  bool
}

// A Server is the http.Handler. Its methods may be called from several
// goroutines.
type Server struct {
	opts     Options
	calls    map[string]call
	pages    map[string]*page
	session  *sessions
	cookie   string
	warnings warningLimit
	mux      *http.ServeMux
}

// New returns a Server. It fails where the pages can't be used.
func New(o Options) (*Server, error) {
	if o.Bridge == nil || o.Explain == nil || o.Events == nil || o.Pages == nil || o.Log == nil || o.Redact == nil {
		return nil, errors.New("web: an option is missing")
	}
	calls := callsOf(o.Bridge, o.Nouns...)
	pages, err := loadPages(o.Pages, calls)
	if err != nil {
		return nil, err
	}
	s := &Server{opts: o, calls: calls, pages: pages, session: &sessions{open: map[[sha256.Size]byte]*session{}}, mux: http.NewServeMux()}
	s.cookie = "bwdc-" + strconv.Itoa(o.Port)
	if o.TLS {
		// A name that only a secure answer for exactly this host can set.
		s.cookie = "__Host-" + s.cookie
	}
	s.mux.HandleFunc("GET /open", s.open)
	s.mux.Handle("POST /api/call/{method}", s.withSession(s.serveCall))
	s.mux.Handle("GET /api/events", s.withSession(s.serveEvents))
	s.mux.Handle("GET /api/download/{file}", s.withSession(downloads{o.Bridge, o.Explain, o.Log}.serve))
	s.mux.Handle("/api/", s.withSession(otherAPI))
	s.mux.Handle("/", s.withSession(s.servePage))
	s.mux.HandleFunc("GET "+plainStyle, s.serveStyle)
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	defer s.recovered(w, r)
	if !s.ourName(r.Host) {
		if more, due := s.warnings.due("name"); due {
			s.opts.Log.Warn("request for a foreign name refused", "host", clip(r.Host), "more_before", more)
		}
		s.plain(w, r, http.StatusMisdirectedRequest, plainForeign)
		return
	}
	if !s.ourOrigin(r) {
		if more, due := s.warnings.due("origin"); due {
			s.opts.Log.Warn("request of another site refused", "origin", clip(r.Header.Get("Origin")), "path", clip(r.URL.Path), "more_before", more)
		}
		writeProblem(w, http.StatusForbidden, bridge.Problem{Code: codeRefused, HintCode: codeRefused, Message: "this request comes from another site", Hint: "Open the pages under the address that bwdc serve printed."})
		return
	}
	s.mux.ServeHTTP(w, r)
}

// withSession lets only requests with a session through.
func (s *Server) withSession(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie(s.cookie); err == nil && s.session.valid(c.Value) {
			next(w, r)
			return
		}
		s.refuse(w, r)
	})
}

// refuse answers who has no session.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	switch {
	case isAPI(r):
		writeProblem(w, http.StatusUnauthorized, bridge.Problem{Code: codeSession, HintCode: codeSession, Message: "this page is not connected to bwdc serve any more", Hint: "Open the address that bwdc serve printed; on its terminal, Enter shows a new one."})
	case r.Header.Get("Sec-Fetch-Site") == "cross-site":
		// A link elsewhere led here, for which the browser keeps our cookie
		// back. The page that this answer loads again gets it.
		s.plain(w, r, http.StatusOK, plainAgain)
	default:
		s.plain(w, r, http.StatusUnauthorized, plainNoSession)
	}
}

// open exchanges a ticket for a session.
func (s *Server) open(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet { // a HEAD only looks
		s.plain(w, r, http.StatusOK, plainNoSession)
		return
	}
	id, result := s.session.exchange(r.URL.Query().Get("token"))
	if result == ticketTaken {
		// The new cookie takes the place of the old one, which nobody needs now.
		if c, err := r.Cookie(s.cookie); err == nil {
			s.session.end(c.Value)
		}
		http.SetCookie(w, &http.Cookie{
			Name: s.cookie, Value: id, Path: "/", HttpOnly: true, Secure: s.opts.TLS, SameSite: http.SameSiteStrictMode,
		})
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	// The same address once more, in a browser that is in already.
	if c, err := r.Cookie(s.cookie); err == nil && s.session.valid(c.Value) {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	if result == ticketRefused {
		s.plain(w, r, http.StatusForbidden, plainUsed)
		return
	}
	if more, due := s.warnings.due("token"); due {
		s.opts.Log.Warn("many wrong tokens", "address", r.RemoteAddr, "more_before", more)
	}
	w.Header().Set("Retry-After", "60")
	s.plain(w, r, http.StatusTooManyRequests, plainUsed)
}

// Ticket makes a new ticket and returns the path that takes it, for the address
// to print. It is good for one use within a minute.
func (s *Server) Ticket() string { return openPath + s.session.ticket() }

// Waits tells whether nobody has used the ticket of that path yet, while it can
// still be used.
func (s *Server) Waits(path string) bool {
	text, found := strings.CutPrefix(path, openPath)
	return found && s.session.usable(text)
}

// openPath is how the path of a ticket begins.
const openPath = "/open?token="

// clip keeps what anybody sent short in the log.
func clip(text string) string {
	const most = 100
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}
