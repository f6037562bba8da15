package packages

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// names are the packages that are installed and removed.
var names = []string{"directory-connector", "bwdc"}

// TestInstalledUsedAndRemoved installs both packages on this machine as an
// administrator does, works with both programs, removes and purges the
// packages, and finds the data as it was.
func TestInstalledUsedAndRemoved(t *testing.T) {
	apt := newAptGet(t)
	apt.install(t)
	home := t.TempDir()
	env := []string{"HOME=" + home, "PATH=/usr/bin:/bin", "BWDC_NO_KEYRING=1", "LC_ALL=C.UTF-8"}

	for _, program := range names {
		if shown := runIn(t, env, program, "--version"); strings.TrimSpace(shown) == "" {
			t.Errorf("%s --version prints nothing", program)
		}
	}
	runIn(t, env, "bwdc", "config", "sync.interval", "17")
	completes(t, env)
	opensWindow(t, env)
	database := filepath.Join(home, ".config", "Directory Connector", "profiles", "default", "bwdc.db")
	before := content(t, database)

	for _, removal := range []string{"remove", "purge"} {
		if removal == "purge" {
			apt.install(t) // nothing is left of a package without configuration after remove
		}
		apt.run(t, append([]string{removal}, names...)...)
		for _, program := range names {
			if path, err := exec.LookPath("/usr/bin/" + program); err == nil {
				t.Errorf("%s is still there after %s", path, removal)
			}
		}
		if !bytes.Equal(before, content(t, database)) {
			t.Errorf("%s was changed by %s", database, removal)
		}
	}
	for _, rest := range []string{"/usr/share/doc/bwdc", "/usr/share/doc/directory-connector", "/usr/share/applications/directory-connector.desktop"} {
		if _, err := os.Stat(rest); err == nil {
			t.Errorf("%s was left behind", rest)
		}
	}
}

// aptGet installs and removes packages without questions.
type aptGet struct {
	path string
	env  []string
}

// newAptGet removes the packages when the test ends. It refuses where somebody
// else uses them.
func newAptGet(t *testing.T) aptGet {
	t.Helper()
	if os.Geteuid() != 0 {
		needs.Missing(t, need, "installing packages needs root")
	}
	apt := aptGet{needs.Program(t, need, "apt-get"), append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")}
	for _, name := range names {
		state, _ := exec.CommandContext(t.Context(), "dpkg-query", "-W", "-f", "${db:Status-Status}", name).Output() //nolint:gosec // one of two names
		if s := strings.TrimSpace(string(state)); s != "" && s != "not-installed" {
			needs.Missing(t, need, name+" is installed on this machine already ("+s+"); it is left alone")
		}
		if _, err := os.Lstat("/usr/bin/" + name); err == nil {
			needs.Missing(t, need, "there is a /usr/bin/"+name+" already; it is left alone")
		}
	}
	t.Cleanup(func() {
		_ = exec.Command("dpkg", append([]string{"--purge"}, names...)...).Run()
	})
	return apt
}

func (a aptGet) run(t *testing.T, args ...string) {
	t.Helper()
	runIn(t, a.env, a.path, append([]string{"-q", "-y", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends"}, args...)...)
}

func (a aptGet) install(t *testing.T) {
	t.Helper()
	a.run(t, "install", desktopDeb(t), published(t, "bwdc_*_"+runtime.GOARCH+".deb"))
}

// completes asks bash for what it would offer, through the installed file.
func completes(t *testing.T, env []string) {
	t.Helper()
	if _, err := os.Stat("/usr/share/bash-completion/bash_completion"); err != nil {
		needs.Missing(t, need, "bash-completion is not installed")
	}
	const script = `
source /usr/share/bash-completion/bash_completion
_completion_loader "$1" || true
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_TYPE=9
function=$(complete -p "$1" | sed -E 's/.* -F ([^ ]+) .*/\1/')
$function
printf '%s\n' "${COMPREPLY[@]}"`
	for _, c := range []struct {
		words []string
		want  string
	}{
		{[]string{"bwdc", "config", "set", "ldap.userP"}, "ldap.userPath"},
		{[]string{"directory-connector", "--pro"}, "--profile"},
	} {
		offered := runIn(t, env, "bash", append([]string{"-c", script, "bash"}, c.words...)...)
		if !strings.Contains(offered, c.want) {
			t.Errorf("after %q bash offers %q, without %s", c.words, offered, c.want)
		}
	}
}

// opensWindow starts the app on a display of its own, waits for its window,
// and closes it.
func opensWindow(t *testing.T, env []string) {
	t.Helper()
	xvfb := needs.Start(t, needs.Program(t, need, "Xvfb"), "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp",
		"-noreset") // else who comes while the last one goes is turned away
	display := ""
	xvfb.Ready(t, time.Minute, func() error {
		for line := range strings.Lines(xvfb.Output()) {
			if number, ended := strings.CutSuffix(line, "\n"); ended && number != "" && strings.Trim(number, "0123456789") == "" {
				display = ":" + number
				return nil
			}
		}
		return os.ErrNotExist
	})
	env = append(env, "DISPLAY="+display)
	start := func(program string, args ...string) *needs.Process {
		line := append(append([]string{"-i"}, env...), needs.Program(t, need, program))
		return needs.Start(t, needs.Program(t, need, "env"), append(line, args...)...)
	}
	xdotool, wmctrl := needs.Program(t, need, "xdotool"), needs.Program(t, need, "wmctrl")
	ask := func(program string, args ...string) error {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Env = env
		return cmd.Run()
	}
	start("openbox").Ready(t, time.Minute, func() error { return ask(wmctrl, "-m") })
	app := start("dbus-run-session", "--", "directory-connector")
	app.Ready(t, time.Minute, func() error { return ask(xdotool, "search", "--onlyvisible", "--name", "^Directory Connector$") })

	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if ended, err := app.Ended(); ended {
			if err != nil {
				t.Errorf("the app ended with %v:\n%s", err, app.Output())
			}
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the app still runs a minute after its window was closed:\n%s", app.Output())
		}
		_ = ask(wmctrl, "-c", "Directory Connector") // again: the window manager may not know it yet
	}
}
