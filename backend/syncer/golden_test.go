package syncer

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"directoryconnector/backend/internal/orgserver"
)

var update = flag.Bool("update", false, "write golden files")

// TestGoldenRequests shows the requests of a first sync and of one after
// changes, as they go over the wire. Any order of the directory's entries
// gives the same bytes.
func TestGoldenRequests(t *testing.T) {
	t.Parallel()
	first := []any{
		withEmail(user("{1}"), " Zoë@X.test"), user("b"), disabled(user("c")), withEmail(user("d"), ""), withEmail(user("uid=e,ou=<&>"), "e@x.test"), tombstone("f"),
		group("admins", "{1}"), nesting(group("everybody", "b", "c", "d", "uid=e,ou=<&>"), "admins"), entryNamed(group("quotes", "b"), `"A" & <B>`), group("nobody"),
	}
	second := []any{
		withEmail(user("{1}"), "zoë@x.test"), tombstone("b"), user("g"), user("h"), withEmail(user("uid=e,ou=<&>"), "e@x.test"),
		nesting(group("admins", "{1}"), "everybody"), nesting(group("everybody", "g", "h", "uid=e,ou=<&>"), "admins"), entryNamed(group("quotes"), "renamed"), group("nobody"),
	}
	golden := filepath.Join("testdata", "requests.golden")
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 10 {
		w := newWorld(t, orgserver.Options{})
		w.source.unsorted = true
		for _, entries := range [][]any{first, second} {
			w.has(entries...)
			u, g := w.source.users, w.source.groups
			if n > 0 {
				rng.Shuffle(len(u), func(i, j int) { u[i], u[j] = u[j], u[i] })
				rng.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
			}
			w.mustSync()
		}
		var got bytes.Buffer
		for _, c := range w.server.Imports() {
			if err := json.Indent(&got, c.Body, "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
		}
		if *update && n == 0 {
			if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Fatalf("order %d: the requests are not those of %s (-update writes it):\n%s", n, golden, got.Bytes())
		}
	}
}
