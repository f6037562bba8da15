package needs_test

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

func TestMustRunNamesServers(t *testing.T) {
	for value, want := range map[string]bool{"": false, "samba": false, "slapd": true, "samba, slapd": true, "slapd2": false} {
		t.Setenv(needs.Variable, value)
		if got := needs.MustRun("slapd"); got != want {
			t.Errorf("with %s=%q: %v, want %v", needs.Variable, value, got, want)
		}
	}
}

// TestProcessDiesWithTheTestProgram starts this program again, has it start
// a process of its own, and kills it.
func TestProcessDiesWithTheTestProgram(t *testing.T) {
	sleep := needs.Program(t, "sleep", "sleep")
	if os.Getenv("TESTNEEDS_CHILD") != "" {
		needs.Start(t, sleep, "4711")
		time.Sleep(time.Minute)
		return
	}
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("needs /proc")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run="+t.Name())
	cmd.Env = append(os.Environ(), "TESTNEEDS_CHILD=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pid := ""
	waitFor(t, "the process to start", func() bool { pid = childOf(cmd.Process.Pid); return pid != "" })
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	waitFor(t, "the process to end", func() bool {
		stat, err := os.ReadFile("/proc/" + pid + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 500 {
		if done() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

func childOf(parent int) string {
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == strconv.Itoa(parent) && strings.Contains(string(stat), "(sleep)") {
			return e.Name()
		}
	}
	return ""
}

func TestCertificatesAreAccepted(t *testing.T) {
	t.Parallel()
	a := needs.NewAuthority(t, "Test CA")
	server, client := a.Server(t, "localhost", "127.0.0.1"), a.Client(t, "reader")
	for _, c := range []needs.Certificate{server, client} {
		if _, err := tls.LoadX509KeyPair(c.CertFile, c.KeyFile); err != nil {
			t.Error(err)
		}
	}
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "other": false} {
		_, err := server.TLS.Leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: a.Pool})
		if (err == nil) != want {
			t.Errorf("certificate for %s: %v, want accepted %v", host, err, want)
		}
	}
}
