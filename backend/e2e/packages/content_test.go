package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/testbed/needs"
)

// TestServerPackageNeedsNothing: bwdc is for servers without a display.
func TestServerPackageNeedsNothing(t *testing.T) {
	t.Parallel()
	dpkg := needs.Program(t, need, "dpkg-deb")
	for _, arch := range []string{"amd64", "arm64"} {
		if depends := strings.TrimSpace(run(t, dpkg, "-f", published(t, "bwdc_*_"+arch+".deb"), "Depends")); depends != "" {
			t.Errorf("bwdc for %s depends on %s", arch, depends)
		}
	}
	depends := run(t, dpkg, "-f", desktopDeb(t), "Depends")
	for _, want := range []string{"libgtk-3-0", "libwebkit2gtk-4.1-0", "libc6 (>= 2."} {
		if !strings.Contains(depends, want) {
			t.Errorf("directory-connector depends on %q, without %s", depends, want)
		}
	}
}

// TestRemovalRunsNoScript: without a script, nothing can delete data or fail.
func TestRemovalRunsNoScript(t *testing.T) {
	t.Parallel()
	dpkg := needs.Program(t, need, "dpkg-deb")
	for _, deb := range []string{published(t, "bwdc_*_amd64.deb"), desktopDeb(t)} {
		dir := t.TempDir()
		run(t, dpkg, "-e", deb, dir)
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if diff := cmp.Diff([]string{"control", "md5sums"}, names); diff != "" {
			t.Errorf("control files of %s (-want +got):\n%s", deb, diff)
		}
	}
}

// TestManualPages lets the formatters read the pages.
func TestManualPages(t *testing.T) {
	t.Parallel()
	man, mandoc := needs.Program(t, need, "man"), needs.Program(t, need, "mandoc")
	for _, c := range []struct{ deb, page, want string }{
		{published(t, "bwdc_*_"+runtime.GOARCH+".deb"), "bwdc", "bwdc config set"},
		{desktopDeb(t), "directory-connector", "--data-dir folder"},
	} {
		file := filepath.Join(unpacked(t, c.deb), "usr/share/man/man1", c.page+".1.gz")
		shown := runIn(t, append(os.Environ(), "LC_ALL=C.UTF-8", "MANWIDTH=100", "MANROFFOPT=-ww"), man, "--warnings", "-l", file)
		if !strings.Contains(shown, c.want) || strings.Contains(shown, "warning:") || strings.Contains(shown, "@VERSION@") {
			t.Errorf("the page of %s lacks %q or has warnings:\n%s", c.page, c.want, shown)
		}
		// Long lines are a matter of style: they are those of the help.
		run(t, mandoc, "-T", "lint", "-W", "warning", file)
	}
}

// TestDesktopEntry: menus and software centers accept what describes the app,
// and find its icon.
func TestDesktopEntry(t *testing.T) {
	t.Parallel()
	root := unpacked(t, desktopDeb(t))
	run(t, needs.Program(t, need, "desktop-file-validate"), filepath.Join(root, "usr/share/applications/directory-connector.desktop"))
	metainfo, err := filepath.Glob(filepath.Join(root, "usr/share/metainfo/*.metainfo.xml"))
	if err != nil || len(metainfo) != 1 {
		t.Fatalf("descriptions for software centers: %q, %v", metainfo, err)
	}
	run(t, needs.Program(t, need, "appstreamcli"), "validate", "--no-net", metainfo[0])
	text := string(content(t, metainfo[0]))
	if id := strings.TrimSuffix(filepath.Base(metainfo[0]), ".metainfo.xml"); !strings.Contains(text, "<id>"+id+"</id>") || strings.Contains(text, "@") {
		t.Errorf("%s is not about %s:\n%s", metainfo[0], id, text)
	}
	for _, size := range []string{"16x16/apps/directory-connector.png", "256x256/apps/directory-connector.png", "scalable/apps/directory-connector.svg"} {
		content(t, filepath.Join(root, "usr/share/icons/hicolor", size))
	}
}

// TestUnitsStartTheInstalledProgram: the units are written for a program that
// was copied to /usr/local.
func TestUnitsStartTheInstalledProgram(t *testing.T) {
	t.Parallel()
	root := unpacked(t, published(t, "bwdc_*_amd64.deb"))
	for _, unit := range []string{"bwdc.service", "bwdc@.service"} {
		text := string(content(t, filepath.Join(root, "usr/share/doc/bwdc/examples", unit)))
		if !regexp.MustCompile(`(?m)^ExecStart=/usr/bin/bwdc `).MatchString(text) || strings.Contains(text, "/usr/local") {
			t.Errorf("%s does not start /usr/bin/bwdc:\n%s", unit, text)
		}
	}
}

// TestLicensesAreIncluded names one of each kind: ours, Go, a module, a package
// of the pages.
func TestLicensesAreIncluded(t *testing.T) {
	t.Parallel()
	root := unpacked(t, desktopDeb(t))
	text := string(content(t, filepath.Join(root, "usr/share/doc/directory-connector/copyright")))
	if !strings.HasPrefix(text, "Directory Connector\nCopyright 20") {
		t.Errorf("the licenses do not begin with ours:\n%.200s", text)
	}
	for _, want := range []string{"the Directory Connector authors", "Apache License", "\nGo (go1.", "\ngithub.com/wailsapp/wails/v2 v2.", "\nsvelte 5."} {
		if !strings.Contains(text, want) {
			t.Errorf("the licenses lack %q", want)
		}
	}
}

// TestFedoraPackages reads them as rpm does, where there is an rpm.
func TestFedoraPackages(t *testing.T) {
	t.Parallel()
	dist(t)
	rpm, err := exec.LookPath("rpm")
	if err != nil {
		needs.Missing(t, need, "rpm is not installed")
	}
	desktop := published(t, "directory-connector-*.rpm")
	files := strings.Fields(run(t, rpm, "-qpl", desktop))
	for _, want := range []string{"/usr/bin/directory-connector", "/usr/share/man/man1/directory-connector.1.gz", "/usr/share/zsh/site-functions/_directory-connector"} {
		if !slices.Contains(files, want) {
			t.Errorf("%s lacks %s", desktop, want)
		}
	}
	if license := run(t, rpm, "-qp", "--queryformat", "%{LICENSE}", desktop); license != "Apache-2.0" {
		t.Errorf("the license of %s is %q", desktop, license)
	}
	if requires := run(t, rpm, "-qp", "--requires", desktop); !strings.Contains(requires, "libwebkit2gtk-4.1.so.0()(64bit)") {
		t.Errorf("%s requires %q", desktop, requires)
	}
	for _, arch := range []string{"x86_64", "aarch64"} {
		server := published(t, "bwdc-*."+arch+".rpm")
		if files := strings.Fields(run(t, rpm, "-qpl", server)); !slices.Contains(files, "/usr/bin/bwdc") || slices.Contains(files, "/usr/bin") {
			t.Errorf("files of %s: %q", server, files)
		}
		if scripts := run(t, rpm, "-qp", "--scripts", server); scripts != "" {
			t.Errorf("%s has scripts: %s", server, scripts)
		}
	}
}
