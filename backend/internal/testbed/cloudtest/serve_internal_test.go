package cloudtest

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
)

// A client that has enough, since another of its requests failed, is gone
// while it speaks. The vendor hears nothing of that.
func TestHalfARequestIsNoRequest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body io.Reader
		want string
	}{
		"a whole request": {strings.NewReader("grant_type=x"), "grant_type=x"},
		"half a request":  {io.MultiReader(strings.NewReader("grant_"), iotest.ErrReader(errors.New("the client has gone"))), ""},
		"none of it":      {iotest.ErrReader(io.ErrUnexpectedEOF), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			heard := ""
			server := Start(t, Options{InMemory: true, Hosts: []string{"vendor.test"}}, Vendor{
				Name: func(*http.Request) string { return "token" },
				Answer: func(_ http.ResponseWriter, r *http.Request) {
					body, err := io.ReadAll(r.Body)
					if heard = string(body); err != nil {
						t.Errorf("the vendor reads %q: %v", body, err)
					}
				},
			})
			defer func() {
				if cut := recover(); (cut == http.ErrAbortHandler) != (c.want == "") || heard != c.want { //nolint:errorlint // what net/http compares with
					t.Errorf("the vendor hears %q, and the connection ends with %v", heard, cut)
				}
			}()
			server.serve(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/token", c.body))
		})
	}
}
