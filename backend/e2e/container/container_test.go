//go:build linux

package container

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// patience is more than anything here takes.
const patience = 3 * time.Minute

// A container is the image for this processor with a volume, secrets and
// variables, run by buildah.
type container struct {
	t       *testing.T
	buildah string
	name    string
	image   image
	// root is its file system; data and secrets are mounted into it.
	root, data, secrets string
	env                 map[string]string
}

func newContainer(t *testing.T) *container {
	t.Helper()
	id := shared.pull(t)
	c := &container{t: t, buildah: needs.Program(t, need, "buildah"), image: images(t)[runtime.GOARCH], env: map[string]string{}}
	c.data, c.secrets = t.TempDir(), t.TempDir()
	for _, dir := range []string{c.data, c.secrets} {
		if err := os.Chown(dir, account, account); err != nil {
			t.Fatal(err)
		}
	}
	c.name = strings.TrimSpace(c.must("from", "--pull-never", id))
	c.root = strings.TrimSpace(c.must("mount", c.name))
	t.Cleanup(func() { c.must("rm", c.name) })
	return c
}

// must runs buildah and returns what it printed.
func (c *container) must(args ...string) string {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.buildah, append(shared.flags(), args...)...)
	var stderr needs.Output
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		c.t.Fatalf("buildah %q: %v\n%s%s", args, err, out, stderr.String())
	}
	return string(out)
}

// secret puts a file where secrets are, and returns its path in the container.
func (c *container) secret(name, text string) string {
	c.t.Helper()
	path := filepath.Join(c.secrets, name)
	if err := os.WriteFile(path, []byte(text), 0o400); err != nil {
		c.t.Fatal(err)
	}
	if err := os.Chown(path, account, account); err != nil {
		c.t.Fatal(err)
	}
	return "/run/secrets/bwdc/" + name
}

// command is what buildah is told to run bwdc with these arguments, as the image
// says else.
func (c *container) command(args ...string) []string {
	all := append(shared.flags(), "run", "--isolation", "chroot", "--volume", c.data+":/data", "--volume", c.secrets+":/run/secrets/bwdc:ro")
	for _, name := range slices.Sorted(maps.Keys(c.env)) {
		all = append(all, "--env", name+"="+c.env[name])
	}
	all = append(all, c.name, "--")
	return append(append(all, c.image.Config.Entrypoint...), args...)
}

// says runs bwdc in the container, and returns its exit code and what it printed.
func (c *container) says(args ...string) (int, string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.buildah, c.command(args...)...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		c.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// ok is says for what succeeds.
func (c *container) ok(args ...string) string {
	c.t.Helper()
	code, out := c.says(args...)
	if code != 0 {
		c.t.Fatalf("bwdc %q: exit code %d\n%s", args, code, out)
	}
	return out
}

// pid is the process that syncs in the container.
func (c *container) pid() int {
	c.t.Helper()
	var status struct {
		Automatic struct{ PID int }
	}
	if out := c.ok("status", "--json"); json.Unmarshal([]byte(out), &status) != nil || status.Automatic.PID == 0 {
		c.t.Fatalf("no process:\n%s", out)
	}
	return status.Automatic.PID
}

// alive waits until the image's own health check succeeds.
func (c *container) alive(service *needs.Process) {
	c.t.Helper()
	check := c.image.Config.Healthcheck.Test
	if check[0] != "CMD" || check[1] != c.image.Config.Entrypoint[0] {
		c.t.Fatalf("health check %q", check)
	}
	c.answers(service, check[2:]...)
}

// ready waits until a sync has succeeded.
func (c *container) ready(service *needs.Process) {
	c.t.Helper()
	c.answers(service, "probe", "--ready")
}

func (c *container) answers(service *needs.Process, args ...string) {
	c.t.Helper()
	service.Ready(c.t, patience, func() error {
		if code, out := c.says(args...); code != 0 {
			return fmt.Errorf("%q: exit code %d\n%s", args, code, out)
		}
		return nil
	})
}

// files are those of the container's own file system, with size and time; what
// buildah puts there is left out.
func (c *container) files() map[string]string {
	c.t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(c.root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(path, c.root)
		if slices.Contains([]string{"/proc", "/sys", "/dev", "/run", "/data", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf"}, name) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if err == nil && !d.IsDir() {
			all[name] = fmt.Sprint(info.Mode(), info.Size(), info.ModTime())
		} else if err == nil {
			all[name] = info.Mode().String()
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return all
}

// company starts a directory with people in it and an organization, and tells
// the container of them, secrets as files.
func (c *container) company(people int) (*slapdtest.Server, *orgserver.Server) {
	c.t.Helper()
	directory := slapdtest.Start(c.t)
	root := directory.OU(c.t)
	for n := range people {
		name := fmt.Sprintf("u%02d", n)
		directory.Add(c.t, "uid="+name+","+root, slapdtest.Attributes{
			"objectClass": {"inetOrgPerson"}, "uid": {name}, "cn": {name}, "sn": {name}, "mail": {name + "@example.test"},
		})
	}
	o := orgserver.New(orgserver.Options{SelfHosted: true})
	server := httptest.NewServer(o)
	c.t.Cleanup(func() { server.CloseClientConnections(); server.Close(); o.Wait() })
	authorities, err := os.ReadFile(directory.CA.File)
	if err != nil {
		c.t.Fatal(err)
	}
	maps.Copy(c.env, map[string]string{
		"BWDC_SERVER_URL": server.URL, "BW_CLIENTID": o.ClientID(), "BWDC_SERVER_CLIENT_SECRET_FILE": c.secret("client-secret", o.ClientSecret()+"\n"),
		"BWDC_LDAP_ACTIVE_DIRECTORY": "false", "BWDC_LDAP_HOSTNAME": directory.Host, "BWDC_LDAP_PORT": strconv.Itoa(directory.Port),
		"BWDC_LDAP_CA_FILE": c.secret("ca.pem", string(authorities)), "BWDC_LDAP_ROOT_PATH": root, "BWDC_LDAP_USER_PATH": "",
		"BWDC_LDAP_USERNAME": slapdtest.ReaderDN, "BWDC_LDAP_PASSWORD_FILE": c.secret("ldap-password", slapdtest.ReaderPassword),
		"BWDC_SYNC_GROUPS": "false", "BWDC_SYNC_MAX_ADDITIONS": "100",
		"BWDC_LISTEN": strconv.Itoa(needs.FreePorts(c.t, 1)[0]),
	})
	return directory, o
}

// ends waits for the end of a process, and returns what it ended with.
func ends(t *testing.T, p *needs.Process) error {
	t.Helper()
	for start := time.Now(); time.Since(start) < patience; time.Sleep(10 * time.Millisecond) {
		if ended, err := p.Ended(); ended {
			return err
		}
	}
	t.Fatalf("still there:\n%s", p.Output())
	return nil
}
