// Package releasetest is a server of releases for tests, which spoil some of what it
// gives.
package releasetest

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// GoodList is the list of the files of release 1.1.0.
var GoodList = strings.Repeat("0", 64) + "  bwdc_1.1.0_amd64.deb\n"

// A Release is what its server gives.
type Release struct {
	Tag, Notes string
	// List and Signature are SHA256SUMS and its signature; an empty one is not
	// among the files.
	List, Signature string
	// Files are other files, by name.
	Files map[string]string
	// Redirect: the files are stored elsewhere. Moved is where the list is said to
	// be, empty for where it is.
	Redirect bool
	Moved    string
	// Cut, where set, is how many bytes of the list arrive until the connection
	// ends.
	Cut int
}

// Key makes a key that signs releases.
func Key(t testing.TB) (minisign.PublicKey, minisign.PrivateKey) {
	t.Helper()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return public, private
}

// New is release 1.1.0 with a list signed by key.
func New(key minisign.PrivateKey) *Release {
	r := &Release{Tag: "v1.1.0", Notes: "## Better\r\n- faster", List: GoodList, Files: map[string]string{"bwdc_1.1.0_amd64.deb": "deb"}}
	r.Sign(key, "1.1.0")
	return r
}

// Sign signs the list as that of a version.
func (r *Release) Sign(key minisign.PrivateKey, version string) {
	r.Signature = string(minisign.SignWithComments(key, []byte(r.List), "Directory Connector "+version, "signature"))
}

// Serve serves the release at the address that it returns.
func (r *Release) Serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	assets := []map[string]string{}
	add := func(name, content string) {
		if content == "" {
			return
		}
		address := server.URL + "/files/" + name
		if name == "SHA256SUMS" && r.Moved != "" {
			address = r.Moved
		}
		assets = append(assets, map[string]string{"name": name, "browser_download_url": address})
		stored := func(w http.ResponseWriter, _ *http.Request) { r.give(w, name, content) }
		mux.HandleFunc("GET /stored/"+name, stored)
		if r.Redirect {
			mux.Handle("GET /files/"+name, http.RedirectHandler("/stored/"+name, http.StatusFound))
		} else {
			mux.HandleFunc("GET /files/"+name, stored)
		}
	}
	add("SHA256SUMS", r.List)
	add("SHA256SUMS.minisig", r.Signature)
	for name, content := range r.Files {
		add(name, content)
	}
	mux.HandleFunc("GET /latest", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"tag_name": r.Tag, "html_url": "https://example.com/" + r.Tag, "body": r.Notes, "published_at": "2026-11-30T08:00:00Z", "assets": assets,
		})
	})
	return server.URL + "/latest"
}

func (r *Release) give(w http.ResponseWriter, name, content string) {
	if name == "SHA256SUMS" && r.Cut > 0 {
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write([]byte(content[:r.Cut]))
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write([]byte(content))
}
