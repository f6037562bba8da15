//go:build linux

package window

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestLeavingIsNoFailedClick: the program may be gone before the driver has told
// that the click was done, whatever it says then.
func TestLeavingIsNoFailedClick(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"invalid session id", "unknown error"} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			p := &Page{driver: &driver{base: dying(t, answer, 1)}, Patience: 10 * time.Second}
			if err := p.Leave(t.Context(), "button", "Discard changes"); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAClickNeedsAProgram: who does not mean to end it hears at once that it is
// gone, and so does who means to, where it was gone before the click.
func TestAClickNeedsAProgram(t *testing.T) {
	t.Parallel()
	gone := &Page{driver: &driver{base: dying(t, "unknown error", 1)}, Patience: time.Hour}
	if err := gone.Click(t.Context(), "button", "Save"); !errors.Is(err, errGone) {
		t.Errorf("a click that ended the program: %v", err)
	}
	before := &Page{driver: &driver{base: dying(t, "unknown error", 0)}, Patience: time.Hour}
	if err := before.Leave(t.Context(), "button", "Discard changes"); !errors.Is(err, errGone) {
		t.Errorf("a program that was gone before: %v", err)
	}
}

// dying plays a driver whose program ends by a number of clicks: the last one is
// answered with an error, and all that comes after it too.
func dying(t *testing.T, answer string, clicks int) (base string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem, value := "", "null"
		switch {
		case clicks <= 0:
			problem = "invalid session id"
		case strings.HasSuffix(r.URL.Path, "/click"):
			clicks--
			problem = answer
		case strings.HasSuffix(r.URL.Path, "/enabled"):
			value = "true"
		default:
			value = `{"element": "e1"}`
		}
		if problem != "" {
			w.WriteHeader(http.StatusNotFound)
			value = `{"error": "` + problem + `", "message": ""}`
		}
		_, _ = w.Write([]byte(`{"value": ` + value + `}`))
	}))
	t.Cleanup(server.Close)
	return server.URL
}
