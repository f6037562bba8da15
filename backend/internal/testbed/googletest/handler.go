package googletest

import (
	"encoding/json"
	"net/http"
	"strings"
)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	pattern := Pattern(r)
	if pattern == "token" && r.Method == http.MethodPost {
		s.serveToken(w, r)
		return
	}
	answer := map[string]func(*http.Request) answer{
		"/users": s.listUsers, "/deleted": s.listUsers, "/users/{id}": s.getUser, "/groups": s.listGroups, "/groups/{id}": s.getGroup, "/groups/{id}/members": s.listMembers,
	}[pattern]
	if answer == nil || r.Method != http.MethodGet || r.Host != "admin.googleapis.com" {
		s.t.Errorf("googletest: %s %s%s is not known", r.Method, r.Host, r.URL.Path)
		refuse(w, http.StatusNotFound, "notFound", "Not Found")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	admin, known := s.tokens[token]
	used := s.minute.Use(s.Now(), 1)
	switch {
	case !known:
		refuse(w, http.StatusUnauthorized, "authError", "Invalid Credentials")
	case s.disabled:
		refuse(w, http.StatusForbidden, "accessNotConfigured", "Admin SDK API has not been used in project 123456 before or it is disabled. "+
			"Enable it by visiting https://console.developers.google.com/apis/api/admin.googleapis.com/overview?project=123456 then retry.")
	case used > s.opts.PerMinute:
		refuse(w, http.StatusForbidden, "userRateLimitExceeded", "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota.")
	case admin == "":
		refuse(w, http.StatusForbidden, "forbidden", "Not Authorized to access this resource/api")
	default:
		a := answer(r)
		if a.status != 0 {
			refuse(w, a.status, a.reason, a.text)
			return
		}
		s.WriteJSON(w, http.StatusOK, a.body)
	}
}

// answer is what a list says, or a refusal.
type answer struct {
	body         map[string]any
	status       int
	reason, text string
}

func bad(text string) answer {
	return answer{status: http.StatusBadRequest, reason: "invalid", text: text}
}

func missing(text string) answer {
	return answer{status: http.StatusNotFound, reason: "notFound", text: text}
}

// ErrorBody is how the API words an error.
func ErrorBody(status int, reason, text string) string {
	body, _ := json.Marshal(map[string]any{"error": map[string]any{
		"code": status, "message": text, "errors": []any{map[string]any{"message": text, "domain": "global", "reason": reason}},
	}})
	return string(body)
}

func refuse(w http.ResponseWriter, status int, reason, text string) {
	w.WriteHeader(status)
	_, _ = w.Write([]byte(ErrorBody(status, reason, text))) // the client may be gone
}
