package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/releasetest"
)

// TestATamperedReleaseIsToldInWords: `bwdc update` as it is built for users, with
// the key of a maintainer, before what a server of releases may say. It says what
// is wrong with which version, names no address to install from, and exits 1.
func TestATamperedReleaseIsToldInWords(t *testing.T) {
	t.Parallel()
	public, private := releasetest.Key(t)
	_, strangers := releasetest.Key(t)
	program := filepath.Join(t.TempDir(), "bwdc")
	if err := buildBwdc(t.Context(), program, "-X main.version=1.0.0 -X main.releaseKey="+public.String()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(r *releasetest.Release)
		code  int
		says  string
	}{
		"as it was published": {func(*releasetest.Release) {}, 0, "Version 1.1.0 is available.\nhttps://example.com/v1.1.0\nThe list of its files (SHA256SUMS) is signed by who publishes this program."},
		"an older release":    {func(r *releasetest.Release) { r.Tag = "v0.9.0" }, 0, "This is the newest version."},
		"a changed byte":      {func(r *releasetest.Release) { r.List = "1" + r.List[1:] }, 1, "the list of its files is not signed by the key"},
		"another key":         {func(r *releasetest.Release) { r.Sign(strangers, "1.1.0") }, 1, "the list of its files is not signed by the key"},
		"no signature":        {func(r *releasetest.Release) { r.Signature = "" }, 1, "it has no SHA256SUMS with a signature"},
		"no list":             {func(r *releasetest.Release) { r.List = "" }, 1, "it has no SHA256SUMS with a signature"},
		"half a list":         {func(r *releasetest.Release) { r.List = r.List[:40] }, 1, "the list of its files is not signed by the key"},
		"half a signature":    {func(r *releasetest.Release) { r.Signature = r.Signature[:80] }, 1, "its signature can't be read"},
		"a broken connection": {func(r *releasetest.Release) { r.Cut = 40 }, 1, "read the list of the files of version 1.1.0: "},
		"an older list":       {func(r *releasetest.Release) { r.Sign(private, "1.0.0") }, 1, `its list is signed for "Directory Connector 1.0.0", not for "Directory Connector 1.1.0"`},
		"a list too large": {func(r *releasetest.Release) {
			r.List = strings.Repeat(releasetest.GoodList, 20000)
			r.Sign(private, "1.1.0")
		}, 1, "SHA256SUMS: it has more than 1048576 bytes"},
		"an answer too large":            {func(r *releasetest.Release) { r.Notes = strings.Repeat("better ", 300_000) }, 1, "read the answer: it has more than 1048576 bytes"},
		"a name with control characters": {func(r *releasetest.Release) { r.Tag = "v1.1.0\x1b[2J" }, 1, `the name of the release, "v1.1.0<U+001B>[2J", is no version`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := releasetest.New(private)
			c.spoil(r)
			p := newProfile(t)
			p.program = program
			p.env["BWDC_UPDATE_URL"] = r.Serve(t)
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
