//go:build linux

package container

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/testbed/needs"
)

// TestContainer tells the life of one: alive and not ready until somebody lets a
// first sync go beside it, killed, ready again with its state, and stopped in
// order. It runs as nobody, and writes into its volume only.
func TestContainer(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	_, o := c.company(6)
	before := c.files()
	if code, out := c.says("probe"); code != 1 || !strings.Contains(out, "nothing answers") {
		t.Errorf("probe of nobody: exit code %d\n%s", code, out)
	}
	service := needs.Start(t, c.buildah, c.command(c.image.Config.Cmd...)...)
	c.alive(service)
	if code, out := c.says("probe", "--ready"); code != 1 || !strings.Contains(out, "no sync of everybody has succeeded yet") {
		t.Errorf("before the first sync: exit code %d\n%s", code, out)
	}
	c.ok("test")
	c.ok("sync", "--yes")
	if n := len(o.Members()); n != 6 {
		t.Fatalf("%d members, want 6", n)
	}
	c.ready(service)
	o.ResetCalls()
	pid := c.pid()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil || !strings.Contains(string(status), fmt.Sprintf("\nUid:\t%[1]d\t%[1]d\t%[1]d\t%[1]d\n", account)) {
		t.Errorf("the process of the container: %v\n%s", err, status)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if ends(t, service) == nil {
		t.Error("a container whose process was killed ended in order")
	}

	service = needs.Start(t, c.buildah, c.command(c.image.Config.Cmd...)...)
	c.alive(service)
	c.ready(service)
	if err := syscall.Kill(c.pid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := ends(t, service); err != nil {
		t.Errorf("SIGTERM: %v\n%s", err, service.Output())
	}
	if n := len(o.Imports()); n != 0 {
		t.Errorf("with its state, %d imports were sent again", n)
	}
	if strings.Contains(service.Output(), o.ClientSecret()) {
		t.Error("the log tells the secret")
	}
	if diff := cmp.Diff(before, c.files()); diff != "" {
		t.Errorf("files outside of the volume (-before +after):\n%s", diff)
	}
}

// TestReadOnlyRoot: with a root that nobody can write to, a volume is all that a
// sync needs. buildah can't run that, but the kernel can.
func TestReadOnlyRoot(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	_, o := c.company(3)
	unshare := needs.Program(t, need, "unshare")
	secrets := filepath.Join(c.root, "run/secrets/bwdc")
	if err := os.MkdirAll(secrets, 0o755); err != nil {
		t.Fatal(err)
	}
	script := `set -e
		mount --bind "$ROOT" "$ROOT"; mount --bind "$DATA" "$ROOT/data"; mount --bind "$SECRETS" "$ROOT/run/secrets/bwdc"
		mount -o remount,bind,ro "$ROOT"
		! touch "$ROOT/written" 2>/dev/null
		exec chroot --userspec=65532:65532 "$ROOT" "$@"`
	cmd := exec.CommandContext(t.Context(), unshare, "--mount", "sh", "-c", script, "sh", "/usr/bin/bwdc", "sync", "--yes")
	cmd.Env = append(slices.Clone(c.image.Config.Env), "ROOT="+c.root, "DATA="+c.data, "SECRETS="+c.secrets)
	for name, value := range c.env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Env = append(cmd.Env, "PATH=/usr/sbin:/usr/bin:/sbin:/bin")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if n := len(o.Members()); n != 3 {
		t.Errorf("%d members, want 3", n)
	}
}

// TestTimeZones: TZ names any zone, and the clock of the image is UTC else.
func TestTimeZones(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	for zone, want := range map[string]string{"": "UTC", "Asia/Tokyo": "JST"} {
		c.env["TZ"] = zone
		if out := c.ok("schedule", "--times", "daily at 02:00"); !strings.Contains(out, " "+want+"\n") {
			t.Errorf("TZ=%s: want %s in\n%s", zone, want, out)
		}
	}
}

// TestDemo: what a newcomer tries first works without a volume.
func TestDemo(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	if out := c.ok("demo"); !strings.Contains(out, "Annie Easley") {
		t.Errorf("the demo:\n%s", out)
	}
}

// TestOlderEngines: engines that know no layouts find each image by its name in
// the same archive.
func TestOlderEngines(t *testing.T) {
	t.Parallel()
	c := newContainer(t)
	version := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(archivePath(t)), "bwdc-"), "-image.tar")
	for name, arch := range map[string]string{"bwdc:" + version: "amd64", "bwdc:" + version + "-arm64": "arm64"} {
		id := strings.TrimSpace(c.must("pull", "--quiet", "docker-archive:"+archivePath(t)+":"+name))
		if got := strings.TrimSpace(c.must("inspect", "--type", "image", "--format", "{{.OCIv1.Architecture}} {{.OCIv1.Config.User}}", id)); got != arch+" 65532:65532" {
			t.Errorf("%s is for %s", name, got)
		}
	}
}
