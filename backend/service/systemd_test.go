package service

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	units "directoryconnector/build/systemd"
)

var update = flag.Bool("update", false, "write what was found as what is expected")

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		must(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is another (-want +got):\n%s", name, diff)
	}
}

// The units of this package are those of build/systemd, but for the data folder
// on the command line.
func TestTheUnitOfThePackageIsKept(t *testing.T) {
	t.Parallel()
	for profile, original := range map[string]string{DefaultProfile: units.Unit, "sales": units.Template} {
		got := unitText(profile, Spec{Program: unitProgram, DataDir: unitFolder, Account: unitAccount})
		options := "--data-dir /var/lib/bwdc run"
		if profile != DefaultProfile {
			options = "--data-dir /var/lib/bwdc --profile sales run"
			original = strings.NewReplacer("(%i)", "(sales)", "--profile %i run", "run").Replace(original)
		}
		want := strings.NewReplacer(unitProgram+" run", unitProgram+" "+options, "Environment=BWDC_DATA_DIR=%S/bwdc", `Environment="BWDC_DATA_DIR=/var/lib/bwdc"`).Replace(original)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", profile, diff)
		}
	}
}

// specs are services in every kind of place.
var specs = map[string]Spec{
	"home":  {Program: "/home/ada/bin/bwdc", DataDir: "/home/ada/.config/Directory Connector", Account: "ada"},
	"odd":   {Program: "/opt/100% \"new\"/bwdc", DataDir: `/srv/a:b\c $HOME %i`, Account: "svc"},
	"plain": {Program: "/usr/bin/bwdc", DataDir: "/srv/bwdc", Account: "bwdc"},
}

func TestUnitsOfOtherPlaces(t *testing.T) {
	t.Parallel()
	for name, s := range specs {
		text := unitText("sales", s)
		golden(t, name+".service", text)
		account, program, dir, profile := readUnit(text)
		if program != s.Program || dir != s.DataDir || account != s.Account || profile != "sales" {
			t.Errorf("%s is read as %q, %q, %q, %q", name, account, program, dir, profile)
		}
	}
	golden(t, "person.service", userUnitText(DefaultProfile, specs["home"]))
}

// systemd itself reads every unit that can come out.
func TestSystemdReadsTheUnits(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "100% new $HOME", "bwdc")
	must(t, os.Mkdir(filepath.Dir(program), 0o700))
	must(t, os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700)) //nolint:gosec // a program
	for name, s := range specs {
		s.Program, s.Account = program, "root"
		for unit, text := range map[string]string{"bwdc@" + name + ".service": unitText(name, s), "bwdc.service": userUnitText(DefaultProfile, s)} {
			path := filepath.Join(dir, unit)
			must(t, os.WriteFile(path, []byte(text), 0o600))
			args := []string{"verify", "--man=no", path}
			if unit == "bwdc.service" {
				args = append([]string{"--user"}, args...)
			}
			cmd := exec.CommandContext(t.Context(), tool, args...)
			cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
			said, _ := cmd.CombinedOutput() // it also judges units of the machine
			for line := range strings.Lines(string(said)) {
				if strings.Contains(line, "bwdc") {
					t.Errorf("%s of %s: %s", unit, name, line)
				}
			}
		}
	}
}

func TestWhatSystemctlShows(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Status{
		"ActiveState=active\nSubState=running\nMainPID=42\nExecMainStatus=0\nUnitFileState=enabled\n":         {State: Running, PID: 42, Boot: true},
		"ActiveState=activating\nSubState=auto-restart\nMainPID=0\nExecMainStatus=1\nUnitFileState=enabled\n": {State: Failed, Exit: 1, Boot: true},
		"ActiveState=activating\nSubState=start\nMainPID=7\n":                                                 {State: Starting, PID: 7},
		"ActiveState=deactivating\nMainPID=7\n":                                                               {State: Stopping, PID: 7},
		"ActiveState=failed\nExecMainStatus=4\nUnitFileState=disabled\n":                                      {State: Failed, Exit: 4},
		"ActiveState=inactive\nMainPID=0\n":                                                                   {State: Stopped},
	} {
		want.Manager = "systemd"
		if got := readShow(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

// A fakeSystem is a machine on which systemctl and its kin write down what they
// are asked, and fail where a file with their verb is.
type fakeSystem struct {
	t   *testing.T
	dir string
	*systemd
}

const fakeTool = `#!/bin/sh
echo "$(basename "$0") $*" >>"$FAKE/asked"
for word in "$@"; do
	if [ -e "$FAKE/fail-$word" ]; then cat "$FAKE/fail-$word" >&2; exit 1; fi
done
case "$*" in *show*) printf 'ActiveState=active\nSubState=running\nMainPID=42\nUnitFileState=enabled\n';; esac
`

func newFakeSystem(t *testing.T) *fakeSystem {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("systemd is Linux's")
	}
	dir := t.TempDir()
	tools := filepath.Join(dir, "tools")
	for _, folder := range []string{tools, filepath.Join(dir, "booted")} {
		must(t, os.Mkdir(folder, 0o700))
	}
	for _, name := range []string{"systemctl", "systemd-sysusers", "loginctl"} {
		must(t, os.WriteFile(filepath.Join(tools, name), []byte(fakeTool), 0o700)) //nolint:gosec // a program
	}
	t.Setenv("FAKE", dir)
	t.Setenv("PATH", tools+":"+os.Getenv("PATH"))
	m, err := newSystemd(Options{Profile: DefaultProfile, Getenv: os.Getenv})
	must(t, err)
	m.folder, m.sysusers, m.booted, m.root = filepath.Join(dir, "units"), filepath.Join(dir, "sysusers"), filepath.Join(dir, "booted"), true
	return &fakeSystem{t, dir, m}
}

// asked returns what was asked since the last call.
func (f *fakeSystem) asked() string {
	path := filepath.Join(f.dir, "asked")
	text, _ := os.ReadFile(path)
	_ = os.Remove(path)
	return string(text)
}

func (f *fakeSystem) fails(verb, text string) {
	must(f.t, os.WriteFile(filepath.Join(f.dir, "fail-"+verb), []byte(text), 0o600))
}

// me is an account that exists everywhere.
func me(t *testing.T) string {
	t.Helper()
	u, err := user.Current()
	must(t, err)
	return u.Username
}

func TestAServiceFromInstallingToRemoving(t *testing.T) {
	f := newFakeSystem(t)
	s := Spec{Program: "/usr/bin/bwdc", DataDir: filepath.Join(f.dir, "data"), Account: me(t)}
	if _, err := f.Status(t.Context()); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("before: %v", err)
	}
	must(t, f.Install(t.Context(), s))
	if got, want := f.asked(), "systemctl daemon-reload\nsystemctl enable bwdc.service\n"; got != want {
		t.Errorf("installing asked %q, want %q", got, want)
	}
	if info, err := os.Stat(s.DataDir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the data folder: %v, %v", info, err)
	}
	if err := f.Install(t.Context(), s); !errors.Is(err, ErrInstalled) || f.asked() != "" {
		t.Errorf("again: %v", err)
	}
	must(t, f.Start(t.Context()))
	got, err := f.Status(t.Context())
	want := Status{Manager: "systemd", Name: "bwdc.service", State: Running, PID: 42, Account: s.Account, Program: s.Program, DataDir: s.DataDir, Profile: DefaultProfile, Boot: true}
	if err != nil || got != want {
		t.Errorf("status %+v, %v, want %+v", got, err, want)
	}
	must(t, Restart(t.Context(), f))
	must(t, f.Uninstall(t.Context()))
	if got := f.asked(); !strings.HasSuffix(got, "systemctl stop bwdc.service\nsystemctl start bwdc.service\nsystemctl disable --now bwdc.service\nsystemctl reset-failed bwdc.service\nsystemctl daemon-reload\n") {
		t.Errorf("asked %q", got)
	}
	for what, err := range map[string]error{"start": f.Start(t.Context()), "stop": f.Stop(t.Context()), "uninstall": f.Uninstall(t.Context())} {
		if !errors.Is(err, ErrNotInstalled) {
			t.Errorf("%s of what is gone: %v", what, err)
		}
	}
	if _, err := os.Stat(s.DataDir); err != nil {
		t.Error("the data went with the service")
	}
}

func TestAPersonsOwnService(t *testing.T) {
	f := newFakeSystem(t)
	f.personal, f.root = true, false
	s := Spec{Program: "/usr/bin/bwdc", DataDir: filepath.Join(f.dir, "data")}
	f.fails("enable-linger", "Access denied\n")
	if err := f.Install(t.Context(), s); !errors.Is(err, ErrRights) || !strings.Contains(err.Error(), "Access denied") || f.there() {
		t.Errorf("without the right to linger: %v, installed: %v", err, f.there())
	}
	must(t, os.Remove(filepath.Join(f.dir, "fail-enable-linger")))
	if got, want := f.asked(), "loginctl enable-linger\nsystemctl --user disable bwdc.service\nsystemctl --user daemon-reload\n"; !strings.HasSuffix(got, want) {
		t.Errorf("asked %q: it is still one that starts at the log-in", got)
	}
	must(t, f.Install(t.Context(), s))
	if got, want := f.asked(), "systemctl --user daemon-reload\nsystemctl --user enable bwdc.service\nloginctl enable-linger\n"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
	if got, err := f.Status(t.Context()); err != nil || got.Account != me(t) || got.DataDir != s.DataDir {
		t.Errorf("status %+v, %v", got, err)
	}
}

func TestWhatStandsAgainstInstalling(t *testing.T) {
	f := newFakeSystem(t)
	full := filepath.Join(f.dir, "full")
	must(t, os.Mkdir(full, 0o700))
	must(t, os.WriteFile(filepath.Join(full, "thesis.odt"), nil, 0o600))
	fine := Spec{Program: "/usr/bin/bwdc", DataDir: filepath.Join(f.dir, "data"), Account: me(t)}
	for name, c := range map[string]struct {
		change func(*systemd, *Spec)
		want   error
		says   string
	}{
		"who is not root":           {func(m *systemd, _ *Spec) { m.root = false }, ErrRights, "only root may install"},
		"a machine without systemd": {func(m *systemd, _ *Spec) { m.booted += "-not" }, ErrNoManager, "does not run"},
		"an account that is none":   {func(_ *systemd, s *Spec) { s.Account = "nobody-like-that" }, ErrAccount, "nobody-like-that"},
		"a folder with other files": {func(_ *systemd, s *Spec) { s.DataDir = full }, ErrFolder, "thesis.odt"},
		"a folder that is a file":   {func(_ *systemd, s *Spec) { s.DataDir = filepath.Join(full, "thesis.odt") }, ErrFolder, "can't be used"},
		"a path with a line break":  {func(_ *systemd, s *Spec) { s.DataDir += "\nExecStart=/bin/sh" }, ErrFolder, "control character"},
	} {
		m, s := *f.systemd, fine
		c.change(&m, &s)
		err := m.Install(t.Context(), s)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || m.there() || f.asked() != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.fails("enable", "Failed to enable unit: Read-only file system\n")
	if err := f.Install(t.Context(), fine); err == nil || !strings.Contains(err.Error(), "Read-only file system") || f.there() {
		t.Errorf("a unit that can't be enabled: %v, left behind: %v", err, f.there())
	}
}
