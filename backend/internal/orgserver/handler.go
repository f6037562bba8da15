package orgserver

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxBody is how many bytes of a request are read.
const maxBody = 64 << 20

// handler works on one request whose body was read.
type handler func(r *http.Request, body []byte) answer

// routes lists everything that the servers know.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	add := func(pattern string, route Route, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.Handle(method+" "+s.opts.BasePath+path, s.serve(route, h))
	}
	add("POST /identity/connect/token", RouteToken, s.token)
	add("GET /api/config", RouteConfig, s.config)
	add("POST /api/public/organization/import", RouteImport, nil)
	if s.opts.Vaultwarden {
		add("GET /api/public/members", RouteMembers, unknown)
	} else {
		add("GET /api/public/members", RouteMembers, s.listMembers)
		for pattern, h := range map[string]handler{
			"GET /api/public/members/{id}":              s.showMember,
			"PUT /api/public/members/{id}":              s.putMember,
			"DELETE /api/public/members/{id}":           s.deleteMember,
			"POST /api/public/members/{id}/{action}":    s.actOnMember,
			"GET /api/public/members/{id}/{action}":     s.otherMethod,
			"GET /api/public/groups":                    s.listGroups,
			"GET /api/public/groups/{id}":               s.showGroup,
			"PUT /api/public/groups/{id}":               s.putGroup,
			"DELETE /api/public/groups/{id}":            s.deleteGroup,
			"GET /api/public/groups/{id}/member-ids":    s.groupMembers,
			"PUT /api/public/groups/{id}/member-ids":    s.putGroupMembers,
			"GET /api/public/organization/subscription": s.subscription,
		} {
			add(pattern, RouteOther, h)
		}
	}
	mux.Handle("/", s.serve(RouteUnknown, unknown))
	return mux
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// serve records a request, throttles it, lets its Fault happen or answers it.
func (s *Server) serve(route Route, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.work()()
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		n := s.record(Call{
			Time: s.opts.Now(), Route: route, Method: r.Method, Header: r.Header.Clone(), Body: body,
			Path: strings.TrimPrefix(r.URL.Path, s.opts.BasePath), Import: decodeCall(route, body), Form: formOf(route, body),
		})
		if err != nil {
			s.finish(w, n, problem(http.StatusRequestEntityTooLarge, "the request is too large or broke off"))
			return
		}
		if a, ok := s.throttled(route, r.Method, r.URL.Path); ok {
			s.finish(w, n, a)
			return
		}
		if route == RouteImport {
			s.serveImport(w, r, n, body)
			return
		}
		a := answer{}
		f := s.takeFault(route)
		if f != nil && f.Delay > 0 && !f.wait(r.Context()) {
			return
		}
		switch {
		case f != nil && f.Drop:
			drop()
		case f != nil && f.Status != 0:
			a = f.answer()
		default:
			a = h(r, body)
		}
		s.finish(w, n, a)
	})
}

func (s *Server) finish(w http.ResponseWriter, n int, a answer) {
	s.amend(n, func(c *Call) { c.Status = a.status })
	a.write(w)
}

// drop cuts the connection without an answer.
func drop() { panic(http.ErrAbortHandler) }

// authorized returns the 401 for a request without a good token.
func (s *Server) authorized(r *http.Request) (answer, bool) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	defer s.mu.Unlock()
	expires, known := s.tokens[token]
	if !ok || !known || !s.opts.Now().Before(expires) {
		return answer{status: http.StatusUnauthorized, header: http.Header{"Www-Authenticate": {"Bearer"}}}, false
	}
	return answer{}, true
}

// withToken is a handler for requests with a good token. It works under the
// lock.
func (s *Server) withToken(r *http.Request, work func() answer) answer {
	if refused, ok := s.authorized(r); !ok {
		return refused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return work()
}

func unknown(*http.Request, []byte) answer {
	return problem(http.StatusNotFound, "there is nothing at this address")
}

// config tells what kind of server it is.
func (s *Server) config(*http.Request, []byte) answer {
	var server any
	if s.opts.Vaultwarden {
		server = map[string]string{"name": "Vaultwarden", "url": "https://github.com/dani-garcia/vaultwarden"}
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"object": "config", "version": s.opts.Version, "server": server, "featureStates": map[string]bool{},
	})
}

// problem is an error as the public API words it.
func problem(status int, message string) answer { return problems(status, message, nil) }

// problems is an error with texts by field.
func problems(status int, message string, fields map[string][]string) answer {
	return jsonAnswer(status, map[string]any{"object": "error", "message": message, "errors": fields})
}

func jsonAnswer(status int, body any) answer {
	text, err := json.Marshal(body)
	if err != nil {
		panic(errors.Join(errors.New("orgserver: an answer that can't be encoded"), err))
	}
	return answer{status: status, header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}, body: text}
}
