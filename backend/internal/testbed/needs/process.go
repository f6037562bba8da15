package needs

import (
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// A Process is a server of one test. It is killed when the test ends, and by
// the kernel (on Linux) when the test program dies without a chance to do so.
type Process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // of Wait; read after done
	out  Output
}

// Start starts the program. What it prints is logged if the test fails.
func Start(t testing.TB, path string, args ...string) *Process {
	t.Helper()
	p := &Process{cmd: exec.Command(path, args...), done: make(chan struct{})} //nolint:noctx // Cleanup ends it, after the contexts of all tests
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	p.cmd.WaitDelay = time.Second
	started := make(chan error)
	go p.run(started)
	if err := <-started; err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("output of %s:\n%s", path, p.Output())
		}
	})
	return p
}

// run keeps its thread for as long as the process lives: the kernel kills the
// process when the thread that started it ends.
func (p *Process) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(p.done)
	dieWithParent(p.cmd)
	err := p.cmd.Start()
	started <- err
	if err == nil {
		p.err = p.cmd.Wait()
	}
}

// Kill ends the process at once, as a crash does, and waits for its end.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// Stop asks the process to end and waits for it; after some time it is killed.
func (p *Process) Stop() {
	if p.cmd.Process.Signal(syscall.SIGTERM) == nil {
		select {
		case <-p.done:
			return
		case <-time.After(20 * time.Second):
		}
	}
	p.Kill()
}

// Ended tells whether the process is no longer there, and with what error.
func (p *Process) Ended() (bool, error) {
	select {
	case <-p.done:
		return true, p.err
	default:
		return false, nil
	}
}

// Output is what the process has printed.
func (p *Process) Output() string { return p.out.String() }

// Ready waits until ready returns nil. If that takes longer than limit, or
// the process ends, the test fails.
func (p *Process) Ready(t testing.TB, limit time.Duration, ready func() error) {
	t.Helper()
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		err := ready()
		if err == nil {
			return
		}
		if ended, exit := p.Ended(); ended {
			t.Fatalf("%s ended (%v) before it was ready:\n%s", p.cmd.Path, exit, p.Output())
		}
		if time.Since(start) > limit {
			t.Fatalf("%s is not ready after %v: %v\n%s", p.cmd.Path, limit, err, p.Output())
		}
	}
}
