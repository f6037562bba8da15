package file_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
)

// serve starts a personnel system, and returns how to read from it.
func serve(t *testing.T, h http.HandlerFunc) func(path string, set config.File) (*directory.Snapshot, error) {
	t.Helper()
	server := httptest.NewTLSServer(h)
	t.Cleanup(server.Close)
	ca := needs.CAFile(t, server)
	return func(path string, set config.File) (*directory.Snapshot, error) {
		set.URL = server.URL + path
		s, err := file.New(file.Config{
			Settings: set, Token: config.NewSecret("t0ken-of-hr"),
			Transport: transport.Options{
				Network: config.Network{CAFile: ca},
				Retry:   transport.Retry{Tries: 2, MinWait: time.Millisecond, MaxWait: time.Millisecond, WaitAll: time.Second},
			},
		})
		if err != nil {
			return nil, err
		}
		return s.Fetch(t.Context(), nil)
	}
}

func TestAnAddressGivesUsers(t *testing.T) {
	t.Parallel()
	read := serve(t, func(w http.ResponseWriter, r *http.Request) {
		name, password, basic := r.BasicAuth()
		switch {
		case r.URL.Path == "/people.json" && r.Header.Get("Authorization") == "Bearer t0ken-of-hr":
			_, _ = w.Write([]byte(`{"users":[{"id":1,"email":"a@x"}]}`))
		case r.URL.Path == "/export" && r.URL.RawQuery == "kind=all" && basic && name == "bwdc" && password == "t0ken-of-hr":
			_, _ = w.Write([]byte("id,email\n1,a@x")) // its length says that nothing is missing
		default:
			w.WriteHeader(http.StatusTeapot)
		}
	})
	for path, set := range map[string]config.File{"/people.json": {}, "/export?kind=all": {Format: config.FormatCSV, Username: "bwdc"}} {
		s, err := read(path, set)
		if err != nil {
			t.Fatal(path, err)
		}
		if diff := cmp.Diff([]string{"1 a@x"}, people(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// An address gives the encodings that files have, and a CSV may hold what would
// be half of a character in JSON.
func TestAnAddressGivesAnyEncoding(t *testing.T) {
	t.Parallel()
	read := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/latin1.csv":
			_, _ = w.Write([]byte("id,email,name\n1,a@x,J\xf6rg"))
		case "/utf16.csv":
			_, _ = w.Write([]byte("\xff\xfei\x00d\x00,\x00e\x00m\x00a\x00i\x00l\x00\n\x001\x00,\x00a\x00@\x00x\x00"))
		case "/path.csv":
			_, _ = w.Write([]byte("id,email,name\n1,a@x,C:\\ud800"))
		}
	})
	for _, path := range []string{"/latin1.csv", "/utf16.csv", "/path.csv"} {
		s, err := read(path, config.File{})
		if err != nil {
			t.Error(path, err)
			continue
		}
		if diff := cmp.Diff([]string{"1 a@x"}, people(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

func TestAnAddressThatFailsGivesNobody(t *testing.T) {
	t.Parallel()
	read := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/login.csv":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<html>Log in</html>"))
		case "/moved.csv":
			http.Redirect(w, r, "https://elsewhere.example.com/x.csv", http.StatusFound)
		case "/refused.csv":
			w.WriteHeader(http.StatusUnauthorized)
		case "/cut.csv":
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("id,email\n1,a@x\n"))
		case "/untold.csv": // as HTTP/1.0 answers: the end of the connection is the end
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = conn.Write([]byte("HTTP/1.0 200 OK\r\n\r\nid,email\n1,a@x"))
			_ = conn.Close()
		case "/slow.csv":
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	for path, c := range map[string]struct {
		kind error
		want string
	}{
		"/login.csv":         {directory.ErrConfig, "gives a web page"},
		"/moved.csv":         {directory.ErrConfig, "a redirect to https://elsewhere.example.com"},
		"/refused.csv":       {directory.ErrAuth, "does not let this program in"},
		"/cut.csv":           {directory.ErrIncomplete, ""},
		"/untold.csv":        {directory.ErrIncomplete, "ends without a line end"},
		"/none.csv?key=abcd": {directory.ErrConfig, "HTTP 404"},
		"/slow.csv":          {directory.ErrIncomplete, "took too long"},
	} {
		set := config.File{Timeout: time.Minute}
		if path == "/slow.csv" {
			set.Timeout = 300 * time.Millisecond
		}
		_, err := read(path, set)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) || directory.HintOf(err) == "" {
			t.Errorf("%s: got %v, hint %q", path, err, directory.HintOf(err))
		}
		if err != nil && (strings.Contains(err.Error(), "abcd") || strings.Contains(err.Error(), "t0ken")) {
			t.Errorf("%s: %v holds a secret", path, err)
		}
	}
}

func TestOnlyHTTPSIsAsked(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://hr.example.com/x.csv", "hr.example.com", "ftp://x/y.csv"} {
		if _, err := file.New(file.Config{Settings: config.File{URL: address}}); !errors.Is(err, directory.ErrConfig) {
			t.Errorf("%s: got %v", address, err)
		}
	}
}
