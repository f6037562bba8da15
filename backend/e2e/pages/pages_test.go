package pages

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/frontend"
)

var (
	specs    = flag.String("spec", "", "only specs whose file names hold one of these `words`, with pictures")
	pictures = flag.Bool("pictures", false, "take pictures of everything, in frontend/pictures")
)

// server is the name by which TEST_MUST_RUN asks for this test.
const server = "chromium"

// patience is how long all specs together may take where "go test" sets no
// limit; a loaded machine with two cores needs less than half of it.
const patience = 25 * time.Minute

// TestPages runs all specs, and shows each as a test of its own.
func TestPages(t *testing.T) {
	root := repository(t)
	chromium := needs.Program(t, server, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
	node := nodeOf(t, root)
	playwright := filepath.Join(root, "frontend", "node_modules", "@playwright", "test", "cli.js")
	if _, err := os.Stat(playwright); err != nil {
		needs.Missing(t, server, "the packages of the pages are not installed (make pages)")
	}
	bwdc, policed := program(t, root), policedProgram(t, root)
	servers := serveTestServers(t, slapdtest.Start(t))

	ctx, cancel := context.WithDeadline(t.Context(), deadline(t))
	defer cancel()
	results := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.CommandContext(ctx, node, append([]string{playwright, "test", "--reporter=list,json"}, strings.Fields(*specs)...)...)
	cmd.Dir = filepath.Join(root, "frontend")
	cmd.Env = append(os.Environ(),
		"PATH="+filepath.Dir(node)+string(os.PathListSeparator)+os.Getenv("PATH"),
		"BWDC="+bwdc, "BWDC_POLICED="+policed, "CHROMIUM="+chromium, "TEST_SERVERS="+servers,
		// Beside whoever runs specs in the same checkout.
		fmt.Sprintf("GALLERY_PORT=%d", needs.FreePorts(t, 1)[0]),
		"PAGES_OUTPUT="+filepath.Join(root, "bin", "pages"),
		"PLAYWRIGHT_JSON_OUTPUT_FILE="+results, "FORCE_COLOR=0",
	)
	// Nobody looks at them where everything is tested, and they take their time.
	if *specs == "" && !*pictures {
		cmd.Env = append(cmd.Env, "PICTURES=0")
	}
	// Asked to stop, Playwright ends its browsers and the programs of the specs.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 30 * time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if ctx.Err() != nil {
		err = fmt.Errorf("the specs did not end in time: %w", err)
	}
	show(t, results)
	if err != nil || t.Failed() {
		t.Fatalf("%v; pictures of what was seen last are in %s\n%s", err, filepath.Join(root, "bin", "pages"), plain(out.String()))
	}
}

// deadline leaves time to end in order before "go test" gives up.
func deadline(t *testing.T) time.Time {
	if d, ok := t.Deadline(); ok {
		return d.Add(-time.Minute)
	}
	return time.Now().Add(patience)
}

// repository returns the folder of the repository. It looks at what the specs
// and the program are made of, so that "go test" does not take the result of an
// earlier run where one of these has changed.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"backend", "cmd", "frontend/e2e", "frontend/src", "frontend/dist"} {
		err := filepath.WalkDir(filepath.Join(root, part), func(string, fs.DirEntry, error) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// nodeOf returns the Node.js that everything else uses for the pages.
func nodeOf(t *testing.T, root string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", filepath.Join(root, "tools", "node.sh"), "--installed")
	var said bytes.Buffer
	cmd.Stderr = &said
	dir, err := cmd.Output()
	if err != nil {
		needs.Missing(t, server, fmt.Sprintf("Node.js: %v: %s", err, bytes.TrimSpace(said.Bytes())))
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "node")
}

// program returns bwdc with the pages inside.
func program(t *testing.T, root string) string {
	t.Helper()
	if path := os.Getenv("BWDC"); path != "" {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	return build(t, root, "bwdc", "-X main.version=0.0.0-e2e")
}

// policedProgram returns bwdc as on a machine with group policies.
func policedProgram(t *testing.T, root string) string {
	t.Helper()
	const policies = "sync.maxRemovals=10;sync.removeDisabled=1;sync.leavers=revoke;directory=file"
	return build(t, root, "bwdc-policed", "-X main.version=0.0.0-e2e -X directoryconnector/backend/internal/policy.enforced="+policies)
}

func build(t *testing.T, root, name, flags string) string {
	t.Helper()
	if !frontend.Built() {
		needs.Missing(t, server, "the pages are not built (make pages)")
	}
	path := filepath.Join(t.TempDir(), name)
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-ldflags", flags, "-o", path, "directoryconnector/cmd/bwdc")
	build.Dir = root
	// What users get: static, and without the race detector's memory.
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build bwdc: %v\n%s", err, out)
	}
	return path
}
