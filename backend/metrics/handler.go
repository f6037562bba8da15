package metrics

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"directoryconnector/backend/app"
)

// An Asked answers about a profile; an *app.App does.
type Asked interface {
	Status(ctx context.Context) (app.Status, error)
	Freshness(ctx context.Context) (app.Freshness, error)
}

// A Handler answers /healthz, /readyz and /metrics.
type Handler struct {
	asked    Asked
	recorder *Recorder
	// maxAge, where not 0, is how old the last success may be.
	maxAge  time.Duration
	started time.Time
	now     func() time.Time
	mux     http.ServeMux
}

// NewHandler makes a Handler; maxAge 0 leaves to the schedule how old the last
// success may be. now nil means time.Now.
func NewHandler(asked Asked, recorder *Recorder, maxAge time.Duration, now func() time.Time) *Handler {
	if now == nil {
		now = time.Now
	}
	h := &Handler{asked: asked, recorder: recorder, maxAge: maxAge, started: now(), now: now}
	h.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "alive") })
	h.mux.HandleFunc("GET /readyz", h.ready)
	h.mux.HandleFunc("GET /metrics", h.metrics)
	return h
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	h.mux.ServeHTTP(w, r)
}

// answer writes a sentence for a person who looks.
func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text) // who asked is gone
}

func (h *Handler) fresh(ctx context.Context) (app.Freshness, error) {
	f, err := h.asked.Freshness(ctx)
	if h.maxAge > 0 && !f.Last.IsZero() {
		f.Until = f.Last.Add(h.maxAge)
	}
	return f, err
}

func (h *Handler) ready(w http.ResponseWriter, r *http.Request) {
	f, err := h.fresh(r.Context())
	now := h.now()
	switch {
	case err != nil: // its words may name folders
		answer(w, http.StatusServiceUnavailable, "not ready: the profile can't be read; the log says why")
	case f.Last.IsZero():
		answer(w, http.StatusServiceUnavailable, "not ready: no sync of everybody has succeeded yet")
	case !f.Fresh(now) && f.Last.After(now):
		answer(w, http.StatusServiceUnavailable, fmt.Sprintf("not ready: the last success was at %s, which is still to come: the clock was ahead, and nobody knows how old it is until the next one", f.Last.UTC().Format(time.RFC3339)))
	case !f.Fresh(now):
		answer(w, http.StatusServiceUnavailable, fmt.Sprintf("not ready: the last success was at %s, and the next was due before %s", f.Last.UTC().Format(time.RFC3339), f.Until.UTC().Format(time.RFC3339)))
	default:
		answer(w, http.StatusOK, "ready: the last success was at "+f.Last.UTC().Format(time.RFC3339))
	}
}

func (h *Handler) metrics(w http.ResponseWriter, r *http.Request) {
	status, err := h.asked.Status(r.Context())
	fresh, freshErr := h.fresh(r.Context())
	if err != nil || freshErr != nil {
		answer(w, http.StatusServiceUnavailable, "the profile can't be read; the log says why")
		return
	}
	var text bytes.Buffer
	if err := h.recorder.Write(&text, Moment{Status: status, Freshness: fresh, Now: h.now(), Started: h.started}); err != nil {
		answer(w, http.StatusInternalServerError, "the numbers can't be written")
		return
	}
	w.Header().Set("Content-Type", ContentType)
	_, _ = w.Write(text.Bytes()) // who asked is gone
}
