package e2e

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// goodList is the list of the files of release 1.1.0.
var goodList = strings.Repeat("0", 64) + "  bwdc_1.1.0_amd64.deb\n"

// A published release is what its server gives; a test spoils some of it.
type published struct {
	tag, notes, list, signature string
	// cut, where set, is how many bytes of the list arrive until the connection
	// ends.
	cut int
}

func (r *published) sign(key minisign.PrivateKey, version string) {
	r.signature = string(minisign.SignWithComments(key, []byte(r.list), "Directory Connector "+version, "signature"))
}

// serve serves the release at the address that it returns.
func (r *published) serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	var assets []map[string]string
	for name, content := range map[string]string{"SHA256SUMS": r.list, "SHA256SUMS.minisig": r.signature, "bwdc_1.1.0_amd64.deb": "deb"} {
		if content == "" {
			continue
		}
		assets = append(assets, map[string]string{"name": name, "browser_download_url": server.URL + "/files/" + name})
		mux.HandleFunc("GET /files/"+name, func(w http.ResponseWriter, _ *http.Request) {
			if name == "SHA256SUMS" && r.cut > 0 {
				w.Header().Set("Content-Length", "100000")
				_, _ = w.Write([]byte(content[:r.cut]))
				panic(http.ErrAbortHandler)
			}
			_, _ = w.Write([]byte(content))
		})
	}
	mux.HandleFunc("GET /latest", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"tag_name": r.tag, "html_url": "https://example.com/" + r.tag, "body": r.notes, "assets": assets})
	})
	return server.URL + "/latest"
}

// TestATamperedReleaseIsToldInWords: `bwdc update` as it is built for users, with
// the key of a maintainer, before what a server of releases may say. It says what
// is wrong with which version, names no address to install from, and exits 1.
func TestATamperedReleaseIsToldInWords(t *testing.T) {
	t.Parallel()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, strangers, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "bwdc")
	if err := buildBwdc(t.Context(), program, "-X main.version=1.0.0 -X main.releaseKey="+public.String()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(r *published)
		code  int
		says  string
	}{
		"as it was published":            {func(*published) {}, 0, "Version 1.1.0 is available.\nhttps://example.com/v1.1.0\nThe list of its files (SHA256SUMS) is signed by who publishes this program."},
		"an older release":               {func(r *published) { r.tag = "v0.9.0" }, 0, "This is the newest version."},
		"a changed byte":                 {func(r *published) { r.list = "1" + r.list[1:] }, 1, "the list of its files is not signed by the key"},
		"another key":                    {func(r *published) { r.sign(strangers, "1.1.0") }, 1, "the list of its files is not signed by the key"},
		"no signature":                   {func(r *published) { r.signature = "" }, 1, "it has no SHA256SUMS with a signature"},
		"no list":                        {func(r *published) { r.list = "" }, 1, "it has no SHA256SUMS with a signature"},
		"half a list":                    {func(r *published) { r.list = r.list[:40] }, 1, "the list of its files is not signed by the key"},
		"half a signature":               {func(r *published) { r.signature = r.signature[:80] }, 1, "its signature can't be read"},
		"a broken connection":            {func(r *published) { r.cut = 40 }, 1, "read the list of the files of version 1.1.0: "},
		"an older list":                  {func(r *published) { r.sign(private, "1.0.0") }, 1, `its list is signed for "Directory Connector 1.0.0", not for "Directory Connector 1.1.0"`},
		"a list too large":               {func(r *published) { r.list = strings.Repeat(goodList, 20000); r.sign(private, "1.1.0") }, 1, "SHA256SUMS: it has more than 1048576 bytes"},
		"an answer too large":            {func(r *published) { r.notes = strings.Repeat("better ", 300_000) }, 1, "read the answer: it has more than 1048576 bytes"},
		"a name with control characters": {func(r *published) { r.tag = "v1.1.0\x1b[2J" }, 1, `the name of the release, "v1.1.0<U+001B>[2J", is no version`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &published{tag: "v1.1.0", notes: "## Better", list: goodList}
			r.sign(private, "1.1.0")
			c.spoil(r)
			p := newProfile(t)
			p.program = program
			p.env["BWDC_UPDATE_URL"] = r.serve(t)
			a := p.exits(c.code, "update").says(c.says).saysNot("\x1b")
			if c.code == 0 {
				return
			}
			if a.stdout != "" || strings.Contains(a.stderr, "https://example.com") || !strings.Contains(a.stderr, "bwdc: hint: ") {
				t.Error(a.report("it names an address, or nothing to do"))
			}
			if a := p.exits(1, "update", "--raw"); a.stdout != "" {
				t.Error(a.report("a script would take that for an address"))
			}
		})
	}
}
