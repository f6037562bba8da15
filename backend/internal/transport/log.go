package transport

import (
	"log/slog"
	"net/http"
	"time"
)

// requestLog is a decorator that writes one Debug line for each attempt.
type requestLog struct {
	next http.RoundTripper
	log  *slog.Logger
}

func (l *requestLog) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := l.next.RoundTrip(r)
	attrs := append(target(r), slog.Duration("duration", time.Since(start)))
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	} else {
		attrs = append(attrs, slog.Int("status", resp.StatusCode))
	}
	l.log.LogAttrs(r.Context(), slog.LevelDebug, "http request", attrs...)
	return resp, err
}

// target names a request without what must not be named.
func target(r *http.Request) []slog.Attr {
	return []slog.Attr{
		slog.String("method", r.Method), slog.String("host", r.URL.Host), slog.String("path", r.URL.Path),
	}
}
