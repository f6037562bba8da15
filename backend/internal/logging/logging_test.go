package logging

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/redact"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheFileIsMadeWithTheFirstLine(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "profile", "logs")
	log, closer := New(Options{Dir: dir})
	log.Debug("not important enough")
	must(t, closer.Close())
	if _, err := os.Stat(filepath.Dir(dir)); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("nothing was said, and yet a folder was made: %v", err)
	}
	log.Info("run started", "users", 3)
	must(t, closer.Close())
	log.Info("after close")
	must(t, closer.Close())
	text, err := os.ReadFile(filepath.Join(dir, fileName))
	must(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	var first map[string]any
	must(t, json.Unmarshal([]byte(lines[0]), &first))
	if len(lines) != 2 || first["msg"] != "run started" || first["level"] != "INFO" || first["users"] != 3.0 {
		t.Errorf("log = %s", text)
	}
	info, err := os.Stat(filepath.Join(dir, fileName))
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v", info.Mode())
	}
}

func TestALogThatCantBeWrittenSaysSoAtTheEnd(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o600))
	var console bytes.Buffer
	log, closer := New(Options{Dir: filepath.Join(blocked, "logs"), Console: &console})
	log.Warn("still shown")
	if err := closer.Close(); err == nil {
		t.Error("Close = nil")
	}
	if !strings.Contains(console.String(), "still shown") {
		t.Errorf("console = %q", &console)
	}
}

func TestConsole(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		options Options
		want    string
	}{
		"text": {Options{}, `
info  run started  source=ldap  g.filter="(a=b)"  users=3
warn  entry left out  source=ldap  g.entry_dn="cn=a \"b\",dc=x"  g.reason=""  g.in.deep=1
error run failed  source=ldap  g.error="search: refused"  g.at=2026-01-02T03:04:05Z
info  "two\nlines\x1b[31m"  source=ldap
`},
		"only errors": {Options{Level: slog.LevelError}, `
error run failed  source=ldap  g.error="search: refused"  g.at=2026-01-02T03:04:05Z
`},
		"from warn on": {Options{Level: slog.LevelWarn}, `
warn  entry left out  source=ldap  g.entry_dn="cn=a \"b\",dc=x"  g.reason=""  g.in.deep=1
error run failed  source=ldap  g.error="search: refused"  g.at=2026-01-02T03:04:05Z
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			tc.options.Console = &b
			log, _ := New(tc.options)
			log = log.With("source", "ldap").WithGroup("g")
			log.Debug("search")
			log.With("filter", "(a=b)").Info("run started", slog.Group("", "users", 3))
			log.Warn("entry left out", "entry_dn", `cn=a "b",dc=x`, "reason", "", slog.Group("in", "deep", 1))
			log.Error("run failed", "error", fmt.Errorf("search: %w", errors.New("refused")), "at", time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC))
			log.Info("two\nlines\x1b[31m")
			var got strings.Builder
			for line := range strings.Lines(b.String()) {
				_, rest, _ := strings.Cut(line, " ") // the time
				got.WriteString(rest)
			}
			want := strings.ReplaceAll(tc.want[1:], "  users=3", "  g.users=3")
			if got.String() != want {
				t.Errorf("got\n%swant\n%s", got.String(), want)
			}
		})
	}
}

func TestConsoleJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log, _ := New(Options{Console: &b, JSON: true})
	log.Info("run ended", "users", 3)
	if line, _, ok := parseLine(b.Bytes()); !ok || line.Message != "run ended" || string(line.Attributes) != `{"users":3}` {
		t.Errorf("%s", &b)
	}
}

func TestTheLevelCanChange(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	level := &slog.LevelVar{}
	log, _ := New(Options{Console: &b, Level: level})
	log.Debug("one")
	level.Set(slog.LevelDebug)
	log.Debug("two")
	if strings.Contains(b.String(), "one") || !strings.Contains(b.String(), "two") {
		t.Errorf("%s", &b)
	}
	if _, err := ParseLevel("loud"); err == nil || !strings.Contains(err.Error(), "loud") {
		t.Errorf("error = %v", err)
	}
}

type valuer struct{ secret string }

func (v valuer) LogValue() slog.Value { return slog.GroupValue(slog.String("inner", v.secret)) }

type opaque struct{ Text string }

func TestNoSecretIsEverWritten(t *testing.T) {
	t.Parallel()
	const secret = `hunter2 "ü"/&`
	r := redact.New()
	r.Add(config.NewSecret(secret))
	r.Add(config.NewSecret(`hunter2 "ü"/& and more`))
	r.Add(config.NewSecret("a"))
	r.Add(config.NewSecret("123456"))
	r.Add(config.Secret{})
	dir := t.TempDir()
	var b bytes.Buffer
	log, closer := New(Options{Dir: dir, Console: &b, Level: slog.LevelDebug, Redactor: r})
	log.With("url", "https://x/?k=hunter2+%22%C3%BC%22%2F%26").Info("said "+secret, "text", "bind "+secret+" failed")
	log.Info("longest first", "text", secret+" and more")
	log.Error("kinds", "error", fmt.Errorf("wrap: %w", errors.New(secret)), "valuer", valuer{secret}, "any", opaque{secret}, "list", []string{"x", secret},
		"quoted", fmt.Sprintf("%q", secret), "secret", config.NewSecret(secret), "number", 123456)
	for _, setting := range []string{"ldap.Password", "google.privateKey", "okta.token"} {
		log.Info("name", slog.String(setting, "shown?"))
	}
	log.WithGroup("g").Info("names", "access_token", []byte("shown?"), "has_token", true, "plain", "banana", "short", "a", "other", 17,
		slog.Group("credentials", "x", "shown?"))
	must(t, closer.Close())
	text, err := os.ReadFile(filepath.Join(dir, fileName))
	must(t, err)
	for where, got := range map[string]string{"file": string(text), "console": b.String()} {
		for _, never := range []string{"hunter2", "shown?", "and more", "c2hvd24/", "123456"} {
			if strings.Contains(got, never) {
				t.Errorf("the %s holds %q:\n%s", where, never, got)
			}
		}
		for _, still := range []string{"said **redacted**", "bind **redacted** failed", "wrap: **redacted**", "banana", "17", "has_token"} {
			if !strings.Contains(got, still) {
				t.Errorf("the %s lacks %q:\n%s", where, still, got)
			}
		}
	}
	if !strings.Contains(string(text), `"short":"**redacted**"`) || !strings.Contains(string(text), `"has_token":true`) {
		t.Errorf("%s", text)
	}
}

func TestAWordThatEqualsASecretStays(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log, _ := New(Options{Console: &b, JSON: true, Redactor: redact.New(config.NewSecret("refused"))})
	log.Error("log-in refused", "error", errors.New("the server refused: refused"), "password", "x", "value", "refused", "any", opaque{"refused"})
	for _, want := range []string{`"msg":"log-in refused"`, `"error":"the server refused: refused"`, `"password":"**redacted**"`, `"value":"**redacted**"`, `"any":"{\"Text\":\"**redacted**\"}"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s lacks %s", b.String(), want)
		}
	}
}

func TestRotation(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log, closer := New(Options{Dir: dir})
	long := strings.Repeat("x", 1<<20)
	for n := range 25 {
		log.Info("line", "n", n, "text", long)
	}
	must(t, closer.Close())
	files, err := logFiles(dir)
	must(t, err)
	if len(files) != 3 {
		t.Errorf("%d files of 25 MB", len(files))
	}
}
