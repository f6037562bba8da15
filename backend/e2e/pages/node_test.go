package pages

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
)

// TestInstalledNode puts a Node.js first on PATH and asks tools/node.sh for
// one. Debian 12 brings 18 along with its npm, which cannot run the specs.
func TestInstalledNode(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		needs.Missing(t, server, "bash is not installed")
	}
	script, err := os.ReadFile(filepath.Join("..", "..", "..", "tools", "node.sh"))
	if err != nil {
		t.Fatal(err)
	}
	pinned := regexp.MustCompile(`node_version=(\S+)`).FindSubmatch(script)
	if pinned == nil {
		t.Fatal("tools/node.sh pins no version")
	}
	for _, tt := range []struct {
		name, onPath  string
		npm, fetched  bool
		want, wantErr string
	}{
		{name: "the one on PATH", onPath: "v20.19.0", npm: true, fetched: true, want: "path"},
		{name: "Debian's old one", onPath: "v18.20.4", npm: true, fetched: true, want: "cache"},
		{name: "a minor release too old", onPath: "v22.12.0", npm: true, fetched: true, want: "cache"},
		{name: "one without npm", onPath: "v22.13.0", fetched: true, want: "cache"},
		{name: "none on PATH", npm: true, fetched: true, want: "cache"},
		{name: "only an old one", onPath: "v18.20.4", npm: true, wantErr: "make pages"},
		{name: "none at all", wantErr: "make pages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			path := filepath.Join(root, "path")
			cached := filepath.Join(root, ".cache", "node", string(pinned[1]), "bin")
			writeProgram(t, filepath.Join(root, "tools", "node.sh"), string(script))
			if tt.onPath != "" {
				writeProgram(t, filepath.Join(path, "node"), "#!"+bash+"\necho "+tt.onPath+"\n")
			}
			if tt.npm {
				writeProgram(t, filepath.Join(path, "npm"), "#!"+bash+"\n")
			}
			if tt.fetched {
				writeProgram(t, filepath.Join(cached, "node"), "")
				writeProgram(t, filepath.Join(cached, "npm"), "")
			}
			cmd := exec.CommandContext(t.Context(), bash, filepath.Join(root, "tools", "node.sh"), "--installed")
			cmd.Env = []string{"PATH=" + path + string(os.PathListSeparator) + programs(t, "dirname")}
			var said strings.Builder
			cmd.Stderr = &said
			out, err := cmd.Output()
			if tt.wantErr != "" {
				if err == nil || !strings.Contains(said.String(), tt.wantErr) {
					t.Fatalf("got %q, %v, %q; want a failure that tells %q", out, err, said.String(), tt.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatalf("%v: %s", err, said.String())
			}
			want := map[string]string{"path": path, "cache": cached}[tt.want]
			if got := strings.TrimSpace(string(out)); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// programs returns a folder with these programs of the machine and no others.
func programs(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func writeProgram(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
}
