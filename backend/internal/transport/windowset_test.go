package transport_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/internal/transport"
)

// Every path has a Window of its own, and those that are done with go.
func TestEachKindHasAWindowOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		windows := transport.NewWindowSet(2, time.Minute, func(r *http.Request) string { return r.URL.Path })
		allow := func(path string) bool {
			return windows.Of(httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)).Allow()
		}
		for _, path := range []string{"/a", "/b"} {
			for n, want := range []bool{true, true, false} {
				if got := allow(path); got != want {
					t.Errorf("%s, asked %d times before: %v", path, n, got)
				}
			}
		}
		time.Sleep(time.Minute)
		for i := range 5000 {
			allow("/" + strconv.Itoa(i))
			time.Sleep(time.Second)
		}
		if n := windows.Len(); n > 1000 {
			t.Errorf("%d windows are kept", n)
		}
		if !allow("/4999") || allow("/4999") {
			t.Error("one that matters was dropped")
		}
	})
}
