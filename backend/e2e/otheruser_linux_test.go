package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestTheDataFolderOfAnotherUser: who may not read it is told whose it is, and
// nothing is made anew beside it.
func TestTheDataFolderOfAnotherUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	p, o, comes := twoAndOne(t)
	comes()
	// The program and the way to the folder are open to everybody, the folder is not.
	dir, err := os.MkdirTemp("/tmp", "bwdc-other-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	program, err := os.ReadFile(bwdcPath)
	if err != nil {
		t.Fatal(err)
	}
	exe, data := filepath.Join(dir, "bwdc"), filepath.Join(dir, "data")
	if err := os.WriteFile(exe, program, 0o755); err != nil { //nolint:gosec // is to be run
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // is to be entered
		t.Fatal(err)
	}
	if err := os.Rename(p.dir, data); err != nil {
		if err := os.CopyFS(data, os.DirFS(p.dir)); err != nil {
			t.Fatal(err)
		}
	}
	p.dir = data
	p.env["BWDC_FILE_PATH"] = "/dev/null"
	for _, args := range [][]string{{"sync"}, {"run"}, {"status"}, {"config", "set", "sync.interval", "30"}, {"login", o.ClientID(), o.ClientSecret()}} {
		cmd := exec.CommandContext(t.Context(), exe, args...)
		cmd.Env, cmd.Dir = p.environ(), dir
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		out, _ := cmd.CombinedOutput()
		said := string(out)
		if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said, "belongs to") || !strings.Contains(said, "int: ") && !strings.Contains(said, `"hint"`) {
			t.Errorf("%q: exit code %d\n%s", args, cmd.ProcessState.ExitCode(), said)
		}
	}
	if n := len(o.Members()); n != 2 {
		t.Errorf("%d members", n)
	}
	p.ok("status").says("2")
}
