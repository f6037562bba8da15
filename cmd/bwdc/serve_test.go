package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"directoryconnector/backend/web/webtest"
)

// A program is bwdc in a process of its own.
type program struct {
	t    *testing.T
	cmd  *exec.Cmd
	out  *bufio.Reader
	errs *bytes.Buffer
}

// bwdc starts bwdc in an environment of its own.
func bwdc(t *testing.T, data string, args ...string) *program {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	p := &program{t: t, cmd: exec.CommandContext(ctx, os.Args[0], args...), errs: &bytes.Buffer{}} //nolint:gosec // this very program
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "BW") && !strings.HasPrefix(variable, "DISPLAY") {
			p.cmd.Env = append(p.cmd.Env, variable)
		}
	}
	p.cmd.Env = append(p.cmd.Env, "BWDC_TEST_RUN=1", "BWDC_DATA_DIR="+data, "BWDC_NO_KEYRING=1", "TMPDIR="+t.TempDir())
	p.cmd.Stderr = p.errs
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// address returns the next address that is printed.
func (p *program) address() (base, path string) {
	p.t.Helper()
	for {
		line, err := p.out.ReadString('\n')
		if m := webtest.Address.FindStringSubmatch(line); m != nil {
			return m[1], m[2]
		}
		if err != nil {
			_ = p.cmd.Wait()
			p.t.Fatalf("no address: %v\n%s", err, p.errs)
		}
	}
}

// ends waits for the end and compares the exit code.
func (p *program) ends(code int) (out string) {
	p.t.Helper()
	rest, _ := io.ReadAll(p.out)
	_ = p.cmd.Wait()
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit code %d, not %d\n%s%s", got, code, rest, p.errs)
	}
	return string(rest)
}

// stop asks the process to end, which must end well.
func (p *program) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	p.ends(0)
}

func noSignals(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("one process can't send another SIGTERM or SIGUSR1")
	}
}

func TestServeAnswersPrograms(t *testing.T) {
	t.Parallel()
	noSignals(t)
	p := bwdc(t, t.TempDir(), "serve", "--listen", "127.0.0.1:0", "--response")
	line, err := p.out.ReadString('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, p.errs)
	}
	var answer struct {
		Success bool
		Data    struct{ Object, URL string }
	}
	if err := json.Unmarshal([]byte(line), &answer); err != nil || !answer.Success || answer.Data.Object != "address" {
		t.Errorf("%s: %v", line, err)
	}
	m := webtest.Address.FindStringSubmatch(answer.Data.URL)
	webtest.Visit(t, m[1], m[2], nil).Call("State", nil)
	p.stop()
}

func TestServeOtherMachinesOnlyWithTLS(t *testing.T) {
	t.Parallel()
	noSignals(t)
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"all addresses", []string{"--listen", "0.0.0.0:0"}, "error: 0.0.0.0:"},
		{"all addresses, in words", []string{"--listen", "0.0.0.0:0"}, "can be reached by other machines"},
		{"a port that is none", []string{"--listen", "127.0.0.1:99999"}, "hint: As in --listen 127.0.0.1:8733;"},
		{"a port that is none, in words", []string{"--listen", "127.0.0.1:99999"}, `a port from 0 to 65535, not "99999"`},
		{"no address is all", []string{"--listen", ":0"}, "can be reached by other machines"},
		{"a certificate without a key", []string{"--tls-cert", "x.pem"}, "belong together"},
		{"a port alone", []string{"--listen", "8733"}, "takes an address and a port"},
		{"a name that is an address", []string{"--host", "https://x"}, "takes a name"},
	} {
		p := bwdc(t, t.TempDir(), append([]string{"serve"}, c.args...)...)
		p.ends(2)
		if !strings.Contains(p.errs.String(), c.want) || !strings.Contains(p.errs.String(), "hint:") {
			t.Errorf("%s: %s", c.name, p.errs)
		}
	}
}

func TestServeSaysAtOnceThatNothingCanBeKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("/proc is Linux's")
	}
	p := bwdc(t, "/proc/none/x", "serve", "--listen", "127.0.0.1:0")
	p.ends(1)
	if !strings.Contains(p.errs.String(), "the data folder /proc/none/x can't be made: ") || !strings.Contains(p.errs.String(), "hint: Name another folder with --data-dir") {
		t.Error(p.errs)
	}
}

// What is proposed for a flag without --ui is right when it is followed.
func TestFlagsOfTheDemosPages(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"hint: As in: bwdc demo --ui --people 400":            {"--people", "400"},
		"hint: As in: bwdc demo --ui --people 5000":           {"--people", "5"},
		"hint: As in: bwdc demo --ui --listen 127.0.0.1:8000": {"--listen", "127.0.0.1:8000"},
		"hint: As in: bwdc demo --ui --no-open":               {"--no-open"},
	} {
		p := bwdc(t, t.TempDir(), append([]string{"demo"}, args...)...)
		p.ends(2)
		if lines := strings.Split(strings.ReplaceAll(p.errs.String(), "\r", ""), "\n"); !slices.Contains(lines, "bwdc: "+want) {
			t.Errorf("%s: %s", args, p.errs)
		}
	}
}

func TestServeWithTLS(t *testing.T) {
	t.Parallel()
	noSignals(t)
	// httptest has a certificate for example.com and loopback.
	other := httptest.NewTLSServer(nil)
	certificate := other.TLS.Certificates[0]
	roots := other.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	other.Close()
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	key, err := x509.MarshalPKCS8PrivateKey(certificate.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: certificate.Certificate[0]}, keyFile: {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := bwdc(t, t.TempDir(), "serve", "--listen", "0.0.0.0:0", "--tls-cert", certFile, "--tls-key", keyFile, "--host", "example.com")
	base, path := p.address()
	if !strings.HasPrefix(base, "https://example.com:") {
		t.Errorf("address %s", base)
	}
	port := base[strings.LastIndex(base, ":"):]
	v := webtest.Visit(t, "https://127.0.0.1"+port, path, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12})
	if !v.Cookie.Secure || !strings.HasPrefix(v.Cookie.Name, "__Host-") {
		t.Errorf("cookie %v", v.Cookie)
	}
	v.Call("State", nil)
	p.stop()
}

func TestDemoOfThePages(t *testing.T) {
	t.Parallel()
	noSignals(t)
	p := bwdc(t, t.TempDir(), "demo", "--ui", "--no-open", "--listen", "127.0.0.1:0")
	base, path := p.address()
	v := webtest.Visit(t, base, path, nil)
	if state := v.Call("State", nil); !strings.Contains(state, `"loggedIn":true`) || !strings.Contains(state, `"notReady":null`) {
		t.Errorf("state: %s", state)
	}
	p.stop()
	for _, args := range [][]string{{"--people", "10"}, {"--ui", "--people", "10"}, {"--ui", "--people", "1000000"}} {
		bwdc(t, t.TempDir(), append([]string{"demo"}, args...)...).ends(2)
	}
}

func TestServeWithoutPagesSaysSo(t *testing.T) {
	t.Parallel()
	noSignals(t)
	p := bwdc(t, t.TempDir(), "serve", "--listen", "127.0.0.1:0")
	base, path := p.address()
	v := webtest.Visit(t, base, path, nil)
	status, text := v.Do(http.MethodGet, "/", nil)
	if built := strings.Contains(text, `<script src="/bridge.js">`); built != (status == http.StatusOK) || !built && !strings.Contains(text, "make pages") {
		t.Errorf("%d %s", status, text)
	}
	p.stop()
}
