package graphtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// batch answers a batch (https://learn.microsoft.com/graph/json-batching): up to
// 20 parts, each with its own status. The answers come in another order than
// the parts.
func (s *Server) batch(r *http.Request, by *app) reply {
	var in struct {
		Requests []struct{ ID, Method, URL string }
	}
	err := json.NewDecoder(r.Body).Decode(&in)
	if err != nil || len(in.Requests) == 0 || len(in.Requests) > 20 || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.t.Errorf("graphtest: a batch of %d, %s: %v", len(in.Requests), r.Header.Get("Content-Type"), err)
		return refuse(http.StatusBadRequest, "BadRequest", "Invalid batch payload format.")
	}
	seen := map[string]bool{}
	responses := []map[string]any{}
	for _, part := range slices.Backward(in.Requests) {
		if part.ID == "" || seen[part.ID] || part.Method != http.MethodGet || strings.Contains(part.URL, "://") {
			s.t.Errorf("graphtest: part %+v of a batch", part)
		}
		seen[part.ID] = true
		out, lost := s.part(part.URL, by)
		if lost {
			continue
		}
		out.header["Content-Type"] = "application/json"
		responses = append(responses, map[string]any{"id": part.ID, "status": out.status, "headers": out.header, "body": out.body})
	}
	return reply{status: http.StatusOK, header: map[string]string{}, body: map[string]any{"responses": responses}}
}

func (s *Server) part(address string, by *app) (out reply, lost bool) {
	if f := s.takePartFault(address); f.Lose || f.Status != 0 {
		out = refuse(f.Status, f.Code, "A fault of the test.")
		if f.RetryAfter != "" {
			out.header["Retry-After"] = f.RetryAfter
		}
		return out, f.Lose
	}
	path, query, _ := strings.Cut("/"+strings.TrimPrefix(address, "/"), "?")
	if e, ok := route(path); ok {
		s.Count("part " + e.pattern)
	}
	return s.ask(path, query, by), false
}
