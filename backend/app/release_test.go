package app_test

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/releasetest"
)

func TestAReleaseIsVerified(t *testing.T) {
	t.Parallel()
	public, private := releasetest.Key(t)
	_, strangers := releasetest.Key(t)
	for name, c := range map[string]struct {
		spoil func(r *releasetest.Release)
		want  string // of the error; empty for none
	}{
		"as it was published":      {func(*releasetest.Release) {}, ""},
		"stored elsewhere":         {func(r *releasetest.Release) { r.Redirect = true }, ""},
		"no signature":             {func(r *releasetest.Release) { r.Signature = "" }, "has no SHA256SUMS with a signature"},
		"no list":                  {func(r *releasetest.Release) { r.List = "" }, "has no SHA256SUMS with a signature"},
		"another list":             {func(r *releasetest.Release) { r.List = "1" + r.List[1:] }, "is not signed by the key"},
		"signed by a stranger":     {func(r *releasetest.Release) { r.Sign(strangers, "1.1.0") }, "is not signed by the key"},
		"the list of an older one": {func(r *releasetest.Release) { r.Sign(private, "1.0.0") }, `is signed for "Directory Connector 1.0.0", not for "Directory Connector 1.1.0"`},
		"a file more":              {func(r *releasetest.Release) { r.Files = map[string]string{"bwdc-setup.exe": "evil"} }, `its file "bwdc-setup.exe" is not in the signed list`},
		"a signature of nothing":   {func(r *releasetest.Release) { r.Signature = "untrusted comment: x\n" }, "its signature can't be read"},
		"a list of nothing":        {func(r *releasetest.Release) { r.List = "hello\n"; r.Sign(private, "1.1.0") }, "has a line that is none"},
		"a list in the clear":      {func(r *releasetest.Release) { r.Moved = "http://releases.example.com/SHA256SUMS" }, "does not begin with https://"},
		"a list without an end":    {func(r *releasetest.Release) { r.List = strings.Repeat(releasetest.GoodList, 20000) }, "more than 1048576 bytes"},
		"a name that is none":      {func(r *releasetest.Release) { r.Tag = "latest" }, `the name of the release, "latest", is no version`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := releasetest.New(private)
			c.spoil(r)
			f := newFixture(t, orgserver.Options{})
			o := f.options("default")
			o.ReleaseKey = public.String()
			a, err := app.Open(o)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = a.Close() }()
			set(t, a, "update.url", r.Serve(t))
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
