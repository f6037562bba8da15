package e2e

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// patience is more than any command needs, the one that waits a minute for the
// server included.
const patience = 4 * time.Minute

// A profile is a data folder and the environment that bwdc is run with in it.
type profile struct {
	t testing.TB
	// dir is the data folder; it is the value of BWDC_DATA_DIR.
	dir string
	env map[string]string
	// program, where set, runs in place of bwdcPath.
	program string
}

// newProfile returns an empty data folder.
func newProfile(t testing.TB) *profile {
	t.Helper()
	return &profile{t: t, dir: filepath.Join(t.TempDir(), "data"), env: map[string]string{}}
}

// environ is all that the program gets: no HOME, no display, no D-Bus.
func (p *profile) environ() []string {
	env := map[string]string{"PATH": "/usr/bin:/bin", "BWDC_DATA_DIR": p.dir, "BWDC_NO_KEYRING": "1"}
	maps.Copy(env, p.env)
	list := make([]string, 0, len(env))
	for _, name := range slices.Sorted(maps.Keys(env)) {
		list = append(list, name+"="+env[name])
	}
	return list
}

// A child is a running bwdc.
type child struct {
	t    testing.TB
	args []string
	cmd  *exec.Cmd
	done chan struct{}
	err  error // of Wait; read after done

	stdout, stderr needs.Output
}

// start runs bwdc. It is killed at the end of the test, if it still runs then.
func (p *profile) start(args ...string) *child {
	p.t.Helper()
	return p.startProgram(cmp.Or(p.program, bwdcPath), args...)
}

// startProgram runs another program in the same environment.
func (p *profile) startProgram(path string, args ...string) *child {
	p.t.Helper()
	c := &child{t: p.t, args: args, cmd: exec.CommandContext(context.Background(), path, args...), done: make(chan struct{})}
	c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = p.environ(), &c.stdout, &c.stderr
	c.cmd.WaitDelay = time.Second
	if err := c.cmd.Start(); err != nil {
		p.t.Fatalf("start bwdc: %v", err)
	}
	go func() {
		defer close(c.done)
		c.err = c.cmd.Wait()
	}()
	p.t.Cleanup(c.kill)
	return c
}

// kill ends the process as a crash does, and returns when it is gone.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.done
}

// terminate asks the process to end, as a service manager does.
func (c *child) terminate() { _ = c.cmd.Process.Signal(syscall.SIGTERM) }

// wait returns what the process answered, and fails the test if that takes
// longer than limit.
func (c *child) wait(limit time.Duration) answer {
	c.t.Helper()
	select {
	case <-c.done:
	case <-time.After(limit):
		c.kill()
		c.t.Fatalf("bwdc %s still ran after %v\n%s%s", strings.Join(c.args, " "), limit, c.stdout.String(), c.stderr.String())
	}
	a := answer{t: c.t, args: c.args, code: c.cmd.ProcessState.ExitCode(), stdout: c.stdout.String(), stderr: c.stderr.String()}
	if status, ok := c.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		a.killed = true
	}
	if _, exited := errors.AsType[*exec.ExitError](c.err); c.err != nil && !exited {
		c.t.Fatalf("bwdc %s: %v", strings.Join(c.args, " "), c.err)
	}
	for _, text := range []string{a.stdout, a.stderr} {
		if strings.Contains(text, "goroutine ") || strings.Contains(text, "panic:") {
			c.t.Errorf("%s", a.report("a stack trace"))
		}
	}
	return a
}

// eventually waits for what a running process brings about.
func eventually(t testing.TB, what string, limit time.Duration, happened func() bool) {
	t.Helper()
	for start := time.Now(); !happened(); time.Sleep(10 * time.Millisecond) {
		if time.Since(start) > limit {
			t.Fatalf("%s: not within %v", what, limit)
		}
	}
}

// An answer is what a bwdc that ended has left.
type answer struct {
	t              testing.TB
	args           []string
	code           int
	killed         bool
	stdout, stderr string
}

func (a answer) report(problem string) string {
	return strings.Join([]string{
		"bwdc " + strings.Join(a.args, " ") + ": " + problem, "--- stdout", a.stdout, "--- stderr", a.stderr,
	}, "\n")
}

// run runs bwdc to its end.
func (p *profile) run(args ...string) answer {
	p.t.Helper()
	return p.start(args...).wait(patience)
}

// ok runs bwdc and fails the test unless it exits with 0.
func (p *profile) ok(args ...string) answer {
	p.t.Helper()
	return p.exits(0, args...)
}

// exits runs bwdc and fails the test unless it exits with that code.
func (p *profile) exits(code int, args ...string) answer {
	p.t.Helper()
	a := p.run(args...)
	if a.code != code || a.killed {
		p.t.Fatalf("%s", a.report("exit code "+itoa(a.code)+", want "+itoa(code)))
	}
	return a
}

// says fails the test unless the answer holds all these texts, in any case,
// on standard output or standard error.
func (a answer) says(texts ...string) answer {
	a.t.Helper()
	all := strings.ToLower(a.stdout + "\n" + a.stderr)
	for _, text := range texts {
		if !strings.Contains(all, strings.ToLower(text)) {
			a.t.Errorf("%s", a.report("does not say "+text))
		}
	}
	return a
}

// saysNot fails the test if the answer holds one of these texts.
func (a answer) saysNot(texts ...string) answer {
	a.t.Helper()
	all := strings.ToLower(a.stdout + "\n" + a.stderr)
	for _, text := range texts {
		if strings.Contains(all, strings.ToLower(text)) {
			a.t.Errorf("%s", a.report("says "+text))
		}
	}
	return a
}

// inWords fails the test if an error is told with numbers of a protocol.
func (a answer) inWords() answer {
	a.t.Helper()
	return a.saysNot("0x", "LDAP Result Code", "goroutine", "x509:", "EOF", "{")
}

// data decodes the data of an answer to --response.
func (a answer) data(into any) {
	a.t.Helper()
	var envelope struct {
		Success bool            `json:"success"`
		Message string          `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal([]byte(a.stdout), &envelope); err != nil {
		a.t.Fatalf("%s", a.report("standard output is not JSON: "+err.Error()))
	}
	if !envelope.Success {
		a.t.Fatalf("%s", a.report("no success: "+envelope.Message))
	}
	if err := json.Unmarshal(envelope.Data, into); err != nil {
		a.t.Fatalf("%s", a.report("data: "+err.Error()))
	}
}

func itoa(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

// write writes a file of the test.
func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}
