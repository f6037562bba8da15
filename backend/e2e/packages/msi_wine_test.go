package packages

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/winetest"
)

// A pc is a Windows without anything installed.
type pc struct {
	t    *testing.T
	wine *winetest.Wine
}

func newPC(t *testing.T) pc {
	t.Helper()
	w, err := winetest.Start(t.Context())
	if errors.Is(err, winetest.ErrMissing) {
		needs.Missing(t, winetest.Server, err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return pc{t, w}
}

// run runs a program and returns its exit code and what it printed.
func (p pc) run(program string, args ...string) (code int, said string) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.t.Context(), 3*time.Minute)
	defer stop()
	cmd := p.wine.Command(ctx, program, args...)
	cmd.Dir = p.t.TempDir()
	out, err := cmd.CombinedOutput()
	if exit := (&exec.ExitError{}); err != nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay) { // a service keeps the output open
		p.t.Fatalf("%s %q: %v\n%s", program, args, err, out)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// does is run that wants success.
func (p pc) does(program string, args ...string) string {
	p.t.Helper()
	code, said := p.run(program, args...)
	if code != 0 {
		p.t.Fatalf("%s %q: exit code %d\n%s", program, args, code, said)
	}
	return said
}

// file is the path on Linux of a file of drive C.
func (p pc) file(path string) string {
	return filepath.Join(p.wine.Drive(), filepath.FromSlash(strings.ReplaceAll(path, `\`, "/")))
}

// installer runs an MSI without questions; WebView2 would be fetched from the
// internet.
func (p pc) installer(m msi, how string, properties ...string) {
	p.t.Helper()
	p.does("msiexec", append([]string{how, p.wine.Path(m.path), "/qn", "WEBVIEW2=0"}, properties...)...)
}

const (
	environmentKey = `HKLM\System\CurrentControlSet\Control\Session Manager\Environment`
	uninstallKey   = `HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall`
	serviceKey     = `HKLM\System\CurrentControlSet\Services\DirectoryConnector`
)

// registered returns the versions of the product that are installed.
func (p pc) registered() []string {
	p.t.Helper()
	_, said := p.run("reg", "query", uninstallKey, "/s")
	versions := []string{}
	for _, found := range regexp.MustCompile(`DisplayVersion\s+REG_SZ\s+(\S+)`).FindAllStringSubmatch(said, -1) {
		versions = append(versions, found[1])
	}
	return versions
}

// there tells whether a file of drive C is.
func (p pc) there(path string) bool {
	_, err := os.Stat(p.file(path))
	return err == nil
}

// TestWindowsInstallerUnderWine installs, replaces and removes the programs as a
// group policy does.
func TestWindowsInstallerUnderWine(t *testing.T) {
	t.Parallel()
	old := publishedMSI(t)
	p, folder := newPC(t), old.unpacked()
	newer := old.build(folder, "9.9.1", "9.9.1.0", time.Unix(1700000000, 0))
	if code, _ := p.run("msiexec", "/i", p.wine.Path(old.path), "/qn", "WEBVIEW2=0"); code == 0 || len(p.registered()) > 0 {
		t.Error("it is installed on a Windows that is too old") // as Wine says that it is
	}
	p.does("reg", "add", `HKLM\Software\Microsoft\Windows NT\CurrentVersion`, "/v", "CurrentMajorVersionNumber", "/t", "REG_DWORD", "/d", "10", "/f")

	t.Run("where and how it was said", func(t *testing.T) {
		p := pc{t, p.wine}
		const programs = `Prögrams\Directory Connector`
		p.installer(old, "/i", `INSTALLDIR=C:\`+programs, "ADDPATH=0", "ADDLOCAL=CommandLine")
		p.does(p.file(programs+`\bwdc.exe`), "--version")
		if strings.Contains(p.does("reg", "query", environmentKey), "Directory Connector") {
			t.Error("the environment was changed")
		}
		p.installer(newer, "/i")
		if versions := p.registered(); len(versions) != 1 || versions[0] != "9.9.1.0" || !p.there(programs+`\bwdc.exe`) || p.there(programs+`\directory-connector.exe`) || p.there(`Program Files\Directory Connector`) {
			t.Errorf("%q are installed; what was said is forgotten", versions)
		}
		if strings.Contains(p.does("reg", "query", environmentKey), "Directory Connector") {
			t.Error("the environment was changed by the newer version")
		}
		if code, _ := p.run("msiexec", "/i", p.wine.Path(old.path), "/qn", "WEBVIEW2=0"); code == 0 || len(p.registered()) != 1 {
			t.Error("an older version replaces a newer one")
		}
		p.installer(newer, "/x")
		if p.there(programs) || len(p.registered()) > 0 {
			t.Error("something was left behind")
		}
	})
	t.Run("an account that can't be", func(t *testing.T) {
		p := pc{t, p.wine}
		code, said := p.run("msiexec", "/i", p.wine.Path(old.path), "/qn", "WEBVIEW2=0", "SERVICE=1", `SERVICEACCOUNT=EXAMPLE\with-password`)
		if code == 0 || !strings.Contains(said, "has a password") || len(p.registered()) > 0 || p.there(`Program Files\Directory Connector`) {
			t.Errorf("exit code %d, and something was left behind, or nobody says why:\n%s", code, said)
		}
	})
	t.Run("a server", func(t *testing.T) {
		(&serviceStory{pc: pc{t, p.wine}, old: old, newer: newer, program: storyPrograms}).tell()
	})
	t.Run("a profile that is not there", func(t *testing.T) {
		p := pc{t, p.wine}
		p.installer(old, "/i", "SERVICE=1", "SERVICEACCOUNT=LocalSystem", "PROFILE=sales")
		p.does("sc", "query", "DirectoryConnector-sales")
		if listed := p.does(p.file(storyPrograms), "profile", "list"); !strings.Contains(listed, "sales") || !p.there(`ProgramData\Directory Connector\profiles\sales`) {
			t.Errorf("there is no profile:\n%s", listed)
		}
		p.installer(old, "/x")
		if code, _ := p.run("sc", "query", "DirectoryConnector-sales"); code == 0 || !p.there(`ProgramData\Directory Connector\profiles\sales`) {
			t.Error("the service stays, or the profile goes")
		}
	})
	t.Run("the window", func(t *testing.T) {
		p := pc{t, p.wine}
		link := `users\*\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Directory Connector.lnk` // Wine's administrator has it alone
		for _, c := range []struct {
			features string
			window   bool
		}{{"CommandLine", false}, {"CommandLine,Window", true}} {
			p.installer(old, "/i", "ADDLOCAL="+c.features)
			links, err := filepath.Glob(p.file(link))
			if err != nil || p.there(`Program Files\Directory Connector\directory-connector.exe`) != c.window || (len(links) == 1) != c.window {
				t.Errorf("%s: links %q, %v", c.features, links, err)
			}
			p.installer(old, "/x")
			if links, _ = filepath.Glob(p.file(link)); len(links) > 0 || p.there(`Program Files\Directory Connector`) {
				t.Errorf("%s: something was left behind", c.features)
			}
		}
	})
}

// A serviceStory is a server that syncs, gets a newer version, and is retired.
type serviceStory struct {
	pc
	old, newer msi
	// program is bwdc.exe on drive C.
	program string
}

const (
	storyPrograms = `Program Files\Directory Connector\bwdc.exe`
	storyFolder   = `Neue Prögramme`
	storyMoved    = storyFolder + `\bwdc.exe`
	storyData     = `Dätä of all`
)

func (s *serviceStory) bwdc(args ...string) string {
	s.t.Helper()
	return s.does(s.file(s.program), args...)
}

func (s *serviceStory) tell() {
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	s.t.Cleanup(stop)
	// LocalSystem: Wine has no other accounts than its one user's.
	properties := []string{`DATADIR=C:\` + storyData + `\`, "SERVICE=1", "SERVICEACCOUNT=LocalSystem"}
	s.installer(s.old, "/i", append(properties, "SERVICESTART=1")...) // which can't be yet, and is no failure
	s.sameService()
	people := s.settle(server, url)
	s.enforces()
	s.bwdc("sync", "--yes")
	write(s.t, people, "id,email\n1001,ada@example.com\n1002,grace@example.com\n")
	s.bwdc("service", "start")
	s.eventually("somebody is invited", func() bool { return len(server.Members()) == 2 })
	s.upgrade(properties[0])
	s.eventually("the service runs again", func() bool { return strings.Contains(s.bwdc("service", "status"), "running") })

	s.bwdc("service", "stop")
	before := s.database()
	s.installer(s.newer, "/x")
	if code, said := s.run("sc", "query", "DirectoryConnector"); code == 0 {
		s.t.Errorf("the service is still there:\n%s", said)
	}
	if environment := s.does("reg", "query", environmentKey); strings.Contains(environment, "Directory Connector") || strings.Contains(environment, "BWDC_DATA_DIR") {
		s.t.Errorf("the environment still has it:\n%s", environment)
	}
	if s.there(storyMoved) || s.there(storyData+`\profiles\default\service.json`) {
		s.t.Error("something of the programs was left behind")
	}
	if !bytes.Equal(before, s.database()) {
		s.t.Error("the data was changed")
	}
}

// sameService compares with the service that bwdc itself installs.
func (s *serviceStory) sameService() {
	s.t.Helper()
	installed := s.does("reg", "query", serviceKey, "/s")
	s.bwdc("service", "uninstall")
	s.bwdc("service", "install", "--account", "LocalSystem")
	if diff := cmp.Diff(s.does("reg", "query", serviceKey, "/s"), installed); diff != "" || !strings.Contains(installed, "--data-dir") {
		s.t.Errorf("the installer's service is another (-bwdc +installer):\n%s", diff)
	}
}

// settle makes the settings: everything finds the data folder by itself. It
// returns the file with the people.
func (s *serviceStory) settle(server *orgserver.Server, url string) (people string) {
	s.t.Helper()
	people, secret := filepath.Join(s.t.TempDir(), "people.csv"), filepath.Join(s.t.TempDir(), "secret")
	write(s.t, people, "id,email\n1001,ada@example.com\n")
	write(s.t, secret, server.ClientSecret())
	for _, pair := range [][]string{{"server.url", url}, {"directory", "file"}, {"file.path", s.wine.Path(people)}} {
		s.bwdc("config", "set", pair[0], pair[1])
	}
	s.bwdc("login", server.ClientID(), "--secretfile", s.wine.Path(secret))
	if code, said := s.run("cmd", "/c", "bwdc --version"); code != 0 {
		s.t.Errorf("bwdc is not on the PATH: %s", said)
	}
	return people
}

// enforces sets a policy as Windows does when it comes from the domain.
func (s *serviceStory) enforces() {
	s.t.Helper()
	const key = `HKLM\SOFTWARE\Policies\Directory Connector`
	s.does("reg", "add", key, "/v", "sync.interval", "/t", "REG_DWORD", "/d", "77", "/f")
	if listed := s.bwdc("config", "list"); !regexp.MustCompile(`sync\.interval +77 +policy`).MatchString(listed) {
		s.t.Errorf("the policy does not count:\n%s", listed)
	}
	if code, said := s.run(s.file(s.program), "config", "set", "sync.interval", "10"); code == 0 || !strings.Contains(said, key[len("HKLM"):]) {
		s.t.Errorf("what a policy enforces can be changed, or nobody says where it is: %d\n%s", code, said)
	}
	s.does("reg", "delete", key, "/f")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// upgrade does what Windows does with an older version: Wine 8 removes it without
// saying that it is replaced. The newer one goes into another folder.
func (s *serviceStory) upgrade(dataDir string) {
	s.t.Helper()
	s.installer(s.old, "/x", "UPGRADINGPRODUCTCODE="+s.newer.column("Property", 0, 1)["ProductCode"])
	if said := s.does("sc", "query", "DirectoryConnector"); !strings.Contains(said, "STOPPED") || s.there(storyPrograms) {
		s.t.Errorf("the service is not at rest between two versions:\n%s", said)
	}
	s.program = storyMoved
	s.installer(s.newer, "/i", dataDir, `INSTALLDIR=C:\`+storyFolder)
	if versions := s.registered(); len(versions) != 1 || versions[0] != "9.9.1.0" {
		s.t.Errorf("%q are installed", versions)
	}
}

func (s *serviceStory) database() []byte {
	s.t.Helper()
	return content(s.t, s.file(storyData+`\profiles\default\bwdc.db`))
}

func (s *serviceStory) eventually(what string, is func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(time.Second) {
		if time.Now().After(deadline) {
			s.t.Fatalf("not within a minute: %s\n%s", what, s.bwdc("service", "status"))
		}
	}
}
