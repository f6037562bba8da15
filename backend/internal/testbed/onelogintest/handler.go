package onelogintest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if r.URL.Path == "/auth/oauth2/v2/token" && r.Method == http.MethodPost {
		s.serveToken(w, r)
		return
	}
	var list func(*http.Request) page
	switch pattern := Pattern(r); {
	case r.Method != http.MethodGet:
	case pattern == "/users":
		list = s.listUsers
	case pattern == "/roles":
		list = s.listRoles
	case pattern == "/roles/{id}/users":
		list = s.listMembers
	case pattern == "/users/{id}":
		list = s.getUser
	case pattern == "/roles/{id}":
		list = s.getRole
	}
	if list == nil {
		s.t.Errorf("onelogintest: %s %s is not known", r.Method, r.URL.Path)
		s.refuse(w, http.StatusNotFound, "NotFoundError", "Not Found")
		return
	}
	left, reset := s.quota()
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(s.opts.PerHour))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(max(0, left)))
	w.Header().Set("X-RateLimit-Reset", strconv.Itoa(int(reset.Seconds())))
	if left < 0 {
		s.refuse(w, http.StatusTooManyRequests, "TooManyRequestsError", "Too Many Requests")
		return
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	s.mu.Lock()
	defer s.mu.Unlock()
	scope := s.tokens[token]
	switch {
	case !strings.EqualFold(scheme, "bearer") || scope == "": // RFC 9110, 11.1: in any case
		s.refuse(w, http.StatusUnauthorized, "UnauthorizedError", "Unauthorized")
	case scope == ScopeAuthentication:
		s.refuse(w, http.StatusForbidden, "ForbiddenError", "Insufficient permissions")
	default:
		s.answer(w, list(r))
	}
}

// serveToken is https://developers.onelogin.com/api-docs/2/oauth20-tokens/generate-tokens-2.
func (s *Server) serveToken(w http.ResponseWriter, r *http.Request) {
	var grant struct {
		Type string `json:"grant_type"`
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(body, &grant) != nil || grant.Type != "client_credentials" || r.Header.Get("Content-Type") != "application/json" {
		s.t.Errorf("onelogintest: a token was asked for with %s", body)
		s.refuseToken(w, http.StatusBadRequest, "bad request", "grant_type is incorrect/missing")
		return
	}
	id, secret, ok := r.BasicAuth()
	s.mu.Lock()
	defer s.mu.Unlock()
	known, found := s.credentials[id]
	if !ok || !found || known.secret != secret {
		s.refuseToken(w, http.StatusUnauthorized, "Unauthorized", "Authentication Failure")
		return
	}
	token := ""
	for old, scope := range s.tokens {
		if strings.HasPrefix(old, id+"-") && scope == known.scope {
			token = old // the same one until it ends
		}
	}
	if token == "" {
		s.made++
		token = fmt.Sprintf("%s-%064d", id, s.made)
	}
	s.tokens[token] = known.scope
	s.WriteJSON(w, http.StatusOK, map[string]any{
		"access_token": token, "created_at": s.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "expires_in": 36000,
		"refresh_token": "refresh" + token, "token_type": "bearer", "account_id": 555555,
	})
}

// answer writes a page with its headers.
func (s *Server) answer(w http.ResponseWriter, p page) {
	if p.status != 0 {
		s.refuseList(w, p.status, p.kind, p.text)
		return
	}
	h := w.Header()
	if !s.opts.NoCounts {
		h.Set("Current-Page", strconv.Itoa(p.number))
		h.Set("Page-Items", strconv.Itoa(len(p.items)))
		h.Set("Total-Pages", strconv.Itoa(p.pages))
		h.Set("Total-Count", strconv.Itoa(p.total))
	}
	if p.after != "" {
		h.Set("After-Cursor", p.after)
	}
	if p.before != "" {
		h.Set("Before-Cursor", p.before)
	}
	if p.one != nil {
		s.WriteJSON(w, http.StatusOK, p.one)
		return
	}
	s.WriteJSON(w, http.StatusOK, p.items)
}

// refuse is how most of the API words an error.
func (s *Server) refuse(w http.ResponseWriter, status int, name, message string) {
	s.WriteJSON(w, status, map[string]any{"message": message, "statusCode": status, "name": name})
}

// refuseList is how lists word what is wrong with a request.
func (s *Server) refuseList(w http.ResponseWriter, status int, kind, description string) {
	s.WriteJSON(w, status, map[string]any{"status": status, "error": kind, "description": description})
}

// refuseToken is how the log-in words it.
func (s *Server) refuseToken(w http.ResponseWriter, status int, kind, message string) {
	s.WriteJSON(w, status, map[string]any{"status": map[string]any{"error": true, "code": status, "type": kind, "message": message}})
}
