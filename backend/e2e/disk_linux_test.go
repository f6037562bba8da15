package e2e

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
)

// crowded is a company with many newcomers: more than a full disk can take.
func crowded(c *company, n int) *company {
	day := c.clone()
	for i := range n {
		key := fmt.Sprintf("newcomer-with-a-rather-long-external-id-%05d", i)
		day.people[key] = person{email: key + "@example.test", id: key}
	}
	day.leave("p1")
	return day
}

// TestDiskFull: the disk with the data folder has no room left. The program
// says so, settings and sync cache stay, nothing is acknowledged that is not
// so, and with room again the next sync is a good one.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m,mode=700"); err != nil {
		needs.Missing(t, "tmpfs", fmt.Sprintf("a small file system can't be mounted: %v", err))
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	c := smallCompany()
	p := newProfile(t)
	p.dir = filepath.Join(dir, "data")
	d := newInstallationIn(t, p, orgserver.Options{SelfHosted: true}, c, nil)
	d.syncs()
	before, exported := d.cache(), d.export()
	for _, free := range []int{0, 4096, 64 << 10, 256 << 10} {
		fill := filepath.Join(dir, "fill")
		if err := fillUp(fill, free); err != nil {
			t.Fatal(err)
		}
		day := crowded(c, 3000)
		d.now(day)
		a := d.run("sync")
		t.Logf("with %d bytes free: exit code %d\n%s", free, a.code, a.stderr)
		if a.code == 0 {
			// Room for all of it: only possible with much of it.
			if free < 64<<10 {
				t.Errorf("%s", a.report("success on a full disk"))
			}
		} else {
			a.says("no space left").inWords()
		}
		d.ok("config", "export")
		same(t, "settings", exported, d.export())
		d.honest(d.org)
		if free == 0 {
			same(t, "sync cache", before, d.cache())
			d.org.holds(t, c)
			b := d.run("config", "ldap.hostname", "a-name-that-needs-room.example.test")
			if b.code != 0 {
				b.says("no space left").inWords()
				same(t, "settings", exported, d.export())
			} else {
				d.ok("config", "unset", "ldap.hostname")
			}
		}
		if err := os.Remove(fill); err != nil {
			t.Fatal(err)
		}
		// The directory changed back; then forth again.
		d.now(c)
		d.syncs()
	}
	d.now(crowded(c, 1000))
	d.syncs()

	// The disk fills up while a request is at work: it was carried out, and
	// that can't be written down.
	day := crowded(c, 1000)
	day.people["last"] = person{email: "last@example.test", id: "last"}
	day.leave("p2")
	day.changeTeam("t-2", func(t *team) { t.members = append(t.members, "last") })
	fill := filepath.Join(dir, "fill")
	var once sync.Once
	d.org.setGate(gate{after: func(_ int, kind string) bool {
		if kind == "removals" {
			once.Do(func() {
				if err := fillUp(fill, 0); err != nil {
					t.Error(err)
				}
			})
		}
		return true
	}})
	d.now(day)
	if a := d.run("sync"); a.code != 0 {
		a.inWords()
	}
	d.org.setGate(gate{})
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	d.honest(d.org)
	back := day.clone()
	back.people["p2"] = c.people["p2"]
	back.changeTeam("t-1", func(t *team) { t.members = append(t.members, "p2") })
	d.now(back)
	d.syncs()
}

// fillUp writes a file until only so many bytes are free.
func fillUp(path string, free int) error {
	f, err := os.Create(path) //nolint:gosec // the test's own folder
	if err != nil {
		return err
	}
	block := make([]byte, 4096)
	size := int64(0)
	for {
		n, err := f.Write(block)
		size += int64(n)
		if err != nil {
			break
		}
	}
	return errors.Join(f.Truncate(max(0, size-int64(free))), f.Close())
}

// TestFileSizeLimit is a full disk for those who can't mount one: no file may
// grow beyond a limit.
func TestFileSizeLimit(t *testing.T) {
	t.Parallel()
	prlimit := needs.Program(t, "prlimit", "prlimit")
	c := smallCompany()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, nil)
	d.syncs()
	before, exported := d.cache(), d.export()
	d.org.ResetCalls()
	d.now(crowded(c, 5000))
	info, err := os.Stat(d.database())
	if err != nil {
		t.Fatal(err)
	}
	limited := d.startProgram(prlimit, fmt.Sprintf("--fsize=%d", info.Size()), bwdcPath, "sync").wait(patience)
	if limited.code != 1 || limited.killed {
		t.Errorf("%s", limited.report("does not fail in order"))
	}
	limited.says("too large").inWords()
	same(t, "imports", 0, len(d.org.Imports()))
	same(t, "settings", exported, d.export())
	same(t, "sync cache", before, d.cache())
	d.syncs()
}
