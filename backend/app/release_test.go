package app_test

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aead.dev/minisign"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

// A release is what its server gives; a test spoils some of it.
type release struct {
	tag, notes      string
	files           map[string]string // by name, beside list and signature
	list, signature string
	redirect        bool
	// moved is where the list is said to be, empty for where it is.
	moved string
}

const goodSum = "0000000000000000000000000000000000000000000000000000000000000000  bwdc_1.1.0_amd64.deb\n"

func (r *release) sign(t *testing.T, key minisign.PrivateKey, comment string) {
	t.Helper()
	r.signature = string(minisign.SignWithComments(key, []byte(r.list), comment, "signature"))
}

// serve serves the release at the address that it returns.
func (r *release) serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	type asset struct {
		Name string `json:"name"`
		URL  string `json:"browser_download_url"`
	}
	files := map[string]string{"SHA256SUMS": r.list, "SHA256SUMS.minisig": r.signature}
	maps.Copy(files, r.files)
	var assets []asset
	for name, content := range files {
		address := server.URL + "/files/" + name
		if name == "SHA256SUMS" && r.moved != "" {
			address = r.moved
		}
		if content == "" {
			continue
		}
		assets = append(assets, asset{name, address})
		mux.HandleFunc("GET /files/"+name, func(w http.ResponseWriter, q *http.Request) {
			if r.redirect {
				http.Redirect(w, q, "/stored/"+name, http.StatusFound)
				return
			}
			_, _ = w.Write([]byte(content))
		})
		mux.HandleFunc("GET /stored/"+name, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(content)) })
	}
	mux.HandleFunc("GET /latest", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"tag_name": r.tag, "html_url": "https://example.com/" + r.tag, "body": r.notes, "published_at": "2026-11-30T08:00:00Z", "assets": assets,
		})
	})
	return server.URL + "/latest"
}

func TestAReleaseIsVerified(t *testing.T) {
	t.Parallel()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, strangers, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const comment = "Directory Connector 1.1.0"
	for name, c := range map[string]struct {
		spoil func(r *release)
		want  string // of the error; empty for none
	}{
		"as it was published":      {func(*release) {}, ""},
		"stored elsewhere":         {func(r *release) { r.redirect = true }, ""},
		"no signature":             {func(r *release) { r.signature = "" }, "has no SHA256SUMS with a signature"},
		"no list":                  {func(r *release) { r.list = "" }, "has no SHA256SUMS with a signature"},
		"another list":             {func(r *release) { r.list = "1" + r.list[1:] }, "is not signed by the key"},
		"signed by a stranger":     {func(r *release) { r.sign(t, strangers, comment) }, "is not signed by the key"},
		"the list of an older one": {func(r *release) { r.sign(t, private, "Directory Connector 1.0.0") }, `is signed for "Directory Connector 1.0.0", not for "Directory Connector 1.1.0"`},
		"a file more":              {func(r *release) { r.files = map[string]string{"bwdc-setup.exe": "evil"} }, `its file "bwdc-setup.exe" is not in the signed list`},
		"a signature of nothing":   {func(r *release) { r.signature = "untrusted comment: x\n" }, "its signature can't be read"},
		"a list of nothing":        {func(r *release) { r.list = "hello\n"; r.sign(t, private, comment) }, "has a line that is none"},
		"a list in the clear":      {func(r *release) { r.moved = "http://releases.example.com/SHA256SUMS" }, "does not begin with https://"},
		"a list without an end":    {func(r *release) { r.list = strings.Repeat(goodSum, 20000) }, "more than 1048576 bytes"},
		"a name that is none":      {func(r *release) { r.tag = "latest" }, `the name of the release, "latest", is no version`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &release{tag: "v1.1.0", notes: "## Better\r\n- faster", files: map[string]string{"bwdc_1.1.0_amd64.deb": "deb"}, list: goodSum}
			r.sign(t, private, comment)
			c.spoil(r)
			f := newFixture(t, orgserver.Options{})
			o := f.options("default")
			o.ReleaseKey = public.String()
			a, err := app.Open(o)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = a.Close() }()
			set(t, a, "update.url", r.serve(t))
			u, err := a.CheckUpdate(t.Context())
			if c.want == "" {
				if err != nil || !u.Verified || u.Unverified != "" || u.Notes != "## Better\n- faster" || u.Published.IsZero() {
					t.Errorf("%+v, %v", u, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || u.Verified {
				t.Errorf("%+v, error %v, want %q", u, err, c.want)
			}
			if errors.Is(err, app.ErrTampered) && !strings.Contains(directory.HintOf(err), "Install nothing") {
				t.Errorf("hint %q", directory.HintOf(err))
			}
		})
	}
}
