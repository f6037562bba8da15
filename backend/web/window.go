package web

import (
	"log/slog"
	"net/http"
	"strings"

	"directoryconnector/backend/bridge"
)

// Window returns what stands before the window's own asset server: downloads,
// and the headers that bound what its pages may load. There is no session: no
// port is open, only the window itself can ask. It fits
// assetserver.Options.Middleware.
func Window(lists Downloads, explain func(error) bridge.Problem, log *slog.Logger) func(http.Handler) http.Handler {
	files := http.NewServeMux()
	files.HandleFunc("GET /api/download/{file}", downloads{lists, explain, log}.serve)
	files.HandleFunc("/api/", otherAPI)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "no-referrer")
			if strings.HasPrefix(r.URL.Path, "/api/") {
				h.Set("Cache-Control", "no-store")
				files.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
