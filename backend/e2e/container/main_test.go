package container

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
)

// A store is where buildah keeps images and containers: one for all tests, since
// each image in it is a copy of all its files.
type store struct {
	dir string

	mu sync.Mutex
	id string // of the image
}

var shared store

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "bwdc-container-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared.dir = dir
	return m.Run()
}

// rootIsMount tells whether the root of this process is a mount point, as in
// every system and container, and not a folder that chroot made one of.
func rootIsMount(t *testing.T) bool {
	t.Helper()
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(mounts)) {
		if fields := strings.Fields(line); len(fields) > 4 && fields[4] == "/" { // proc_pid_mountinfo(5)
			return true
		}
	}
	return false
}

// flags tell buildah where it is.
func (s *store) flags() []string {
	return []string{"--root", filepath.Join(s.dir, "root"), "--runroot", filepath.Join(s.dir, "run"), "--storage-driver", "vfs"}
}

// pull loads the image for this processor, once, and returns its id.
func (s *store) pull(t *testing.T) string {
	t.Helper()
	archive, buildah := archivePath(t), needs.Program(t, need, "buildah")
	if os.Geteuid() != 0 {
		needs.Missing(t, need, "only root can run a container here")
	}
	if !rootIsMount(t) {
		t.Skip("buildah remounts the root, which in a chroot is no mount point: the image was made and looked at, and is run elsewhere")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.id == "" {
		out, err := exec.CommandContext(t.Context(), buildah, append(s.flags(), "pull", "--quiet", "oci-archive:"+archive)...).CombinedOutput()
		if err != nil {
			t.Fatalf("buildah pull: %v\n%s", err, out)
		}
		s.id = strings.TrimSpace(string(out))
	}
	return s.id
}
