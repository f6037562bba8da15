package packages

import (
	"debug/pe"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/testbed/needs"
)

// An msi is an installer for Windows, to be looked into.
type msi struct {
	t    *testing.T
	path string
}

func publishedMSI(t *testing.T) msi {
	t.Helper()
	return msi{t, published(t, "directory-connector-*-windows-amd64.msi")}
}

// version is that of its name.
func (m msi) version() string {
	name := strings.TrimPrefix(filepath.Base(m.path), "directory-connector-")
	return strings.TrimSuffix(name, "-windows-amd64.msi")
}

// table returns the rows of a table.
func (m msi) table(name string) [][]string {
	m.t.Helper()
	text := run(m.t, needs.Program(m.t, need, "msiinfo"), "export", m.path, name)
	var rows [][]string
	for i, line := range strings.Split(strings.TrimRight(text, "\r\n"), "\n") {
		if i > 2 { // names, types, keys
			rows = append(rows, strings.Split(strings.TrimRight(line, "\r"), "\t"))
		}
	}
	return rows
}

// column returns one column of a table by another.
func (m msi) column(table string, key, value int) map[string]string {
	m.t.Helper()
	column := map[string]string{}
	for _, row := range m.table(table) {
		column[row[key]] = row[value]
	}
	return column
}

// unpacked returns a folder with all that tools/msi.sh takes.
func (m msi) unpacked() string {
	m.t.Helper()
	dir := m.t.TempDir()
	run(m.t, needs.Program(m.t, need, "msiextract"), "-C", dir, m.path)
	folder := filepath.Join(dir, "Directory Connector")
	runtime, err := exec.CommandContext(m.t.Context(), needs.Program(m.t, need, "msiinfo"), "extract", m.path, "Binary.WebView2").Output() //nolint:gosec // a test's own file
	if err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "webview2.exe"), runtime, 0o600); err != nil {
		m.t.Fatal(err)
	}
	return folder
}

// build builds an installer of the same files.
func (m msi) build(folder, version, numbers string, at time.Time) msi {
	m.t.Helper()
	needs.Program(m.t, need, "wixl")
	out := filepath.Join(m.t.TempDir(), "directory-connector-"+version+"-windows-amd64.msi")
	env := append(os.Environ(), "VERSION="+version, "NUMBERS="+numbers, "SOURCE_DATE_EPOCH="+strconv.FormatInt(at.Unix(), 10))
	runIn(m.t, env, needs.Program(m.t, need, "bash"), "../../../tools/msi.sh", folder, out)
	return msi{m.t, out}
}

// TestWindowsInstaller looks into the tables and files.
func TestWindowsInstaller(t *testing.T) {
	t.Parallel()
	m := publishedMSI(t)
	folder := m.unpacked()
	checkProgram(t, filepath.Join(folder, "bwdc.exe"), pe.IMAGE_SUBSYSTEM_WINDOWS_CUI, "Directory Connector, command line")
	checkProgram(t, filepath.Join(folder, "directory-connector.exe"), pe.IMAGE_SUBSYSTEM_WINDOWS_GUI, "Directory Connector")
	for _, name := range []string{"licenses.txt", "webview2.exe"} {
		if len(content(t, filepath.Join(folder, name))) == 0 {
			t.Errorf("%s is empty", name)
		}
	}

	properties, summary := m.column("Property", 0, 1), m.column("_SummaryInformation", 0, 1)
	if summary["7"] != "x64;1033" || properties["ALLUSERS"] != "1" || properties["UpgradeCode"] != "{7C0D6E1B-2B54-4B0D-9B4A-3E5B0F6A9D21}" {
		t.Errorf("it is for %q, all users %q, replaces %q", summary["7"], properties["ALLUSERS"], properties["UpgradeCode"])
	}
	secure := strings.Split(properties["SecureCustomProperties"], ";")
	for _, name := range []string{"INSTALLDIR", "DATADIR", "ADDPATH", "SERVICE", "SERVICEACCOUNT", "SERVICESTART", "PROFILE", "WEBVIEW2"} {
		if !slices.Contains(secure, name) {
			t.Errorf("%s does not reach the part that has rights: %q", name, secure)
		}
	}
	// What has actions must have a version that replaces, and actions the file they run.
	for file, version := range m.column("File", 0, 4) {
		if want := strings.HasSuffix(file, ".exe"); (version == properties["ProductVersion"]) != want {
			t.Errorf("%s has version %q", file, version)
		}
	}
	environment := m.column("Environment", 1, 2)
	if diff := cmp.Diff(map[string]string{"=-*Path": "[~];[INSTALLDIR]", "=-*BWDC_DATA_DIR": "[DATADIR]"}, environment); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	sequence := m.column("InstallExecuteSequence", 0, 2)
	order := []string{
		"AppSearch", "RecallInstallDir", "CostInitialize", "InstallInitialize", "RemoveExistingProducts", "ServicesStop", "ServicesRemove", "RemoveEnvironmentStrings",
		"RemoveFiles", "InstallFiles", "WriteEnvironmentStrings", "ServiceInstall", "ServicesStart", "InstallFinalize",
	}
	last := 0
	for _, action := range order {
		at, err := strconv.Atoi(sequence[action])
		if err != nil || at <= last {
			t.Errorf("%s is at %q, after %d", action, sequence[action], last)
		}
		last = at
	}
}

// TestWindowsInstallerIsReproducible makes it once more.
func TestWindowsInstallerIsReproducible(t *testing.T) {
	t.Parallel()
	m := publishedMSI(t)
	at, err := time.Parse("2006/01/02 15:04:05", m.column("_SummaryInformation", 0, 1)["12"])
	if err != nil {
		t.Fatal(err)
	}
	again := m.build(m.unpacked(), m.version(), m.column("Property", 0, 1)["ProductVersion"], at)
	if string(content(t, m.path)) != string(content(t, again.path)) {
		t.Errorf("%s differs from one of the same files", m.path)
	}
}
