package packages

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"directoryconnector/backend/internal/testbed/needs"
)

// recipes returns a folder with what the archive of that name has in it.
func recipes(t *testing.T) string {
	t.Helper()
	archive, dir := published(t, "directory-connector-*-recipes.tar.gz"), t.TempDir()
	run(t, needs.Program(t, need, "tar"), "-xzf", archive, "-C", dir)
	return filepath.Join(dir, strings.TrimSuffix(filepath.Base(archive), ".tar.gz"))
}

// sum is the checksum of a published file.
func sum(t *testing.T, path string) string {
	t.Helper()
	s := sha256.Sum256(content(t, path))
	return hex.EncodeToString(s[:])
}

// A wingetManifest is what the tests look at.
type wingetManifest struct {
	ID          string `yaml:"PackageIdentifier"`
	Version     string `yaml:"PackageVersion"`
	Type        string `yaml:"ManifestType"`
	Locale      string `yaml:"PackageLocale"`
	ProductCode string `yaml:"ProductCode"`
	Installers  []struct {
		URL  string `yaml:"InstallerUrl"`
		Sum  string `yaml:"InstallerSha256"`
		Arch string `yaml:"Architecture"`
	} `yaml:"Installers"`
}

// TestWingetManifests are about the installer as it is.
func TestWingetManifests(t *testing.T) {
	t.Parallel()
	m := publishedMSI(t)
	found, err := filepath.Glob(filepath.Join(recipes(t), "winget/manifests/*/*/*/*/*.yaml"))
	if err != nil || len(found) != 4 {
		t.Fatalf("manifests: %q, %v", found, err)
	}
	types := map[string]bool{}
	for _, path := range found {
		var manifest wingetManifest
		if err := yaml.Unmarshal(content(t, path), &manifest); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		types[manifest.Type+manifest.Locale] = true
		if !strings.HasPrefix(filepath.Base(path), manifest.ID) || manifest.Version != m.version() {
			t.Errorf("%s is about %s %s", path, manifest.ID, manifest.Version)
		}
		if manifest.Type != "installer" {
			continue
		}
		if len(manifest.Installers) != 1 || manifest.ProductCode != m.column("Property", 0, 1)["ProductCode"] {
			t.Fatalf("%s: %+v", path, manifest)
		}
		i := manifest.Installers[0]
		if !strings.HasSuffix(i.URL, "/"+strings.NewReplacer("+", "%2B", "~", "%7E").Replace(filepath.Base(m.path))) || !strings.EqualFold(i.Sum, sum(t, m.path)) || i.Arch != "x64" {
			t.Errorf("%s is of another installer: %+v", path, i)
		}
	}
	for _, kind := range []string{"version", "installer", "defaultLocaleen-US", "localede-DE"} {
		if !types[kind] {
			t.Errorf("there is no manifest of type %s: %v", kind, types)
		}
	}
}

// TestHomebrewFormula names what is published.
func TestHomebrewFormula(t *testing.T) {
	t.Parallel()
	text := string(content(t, filepath.Join(recipes(t), "homebrew/Formula/bwdc.rb")))
	for _, arch := range []string{"amd64", "arm64"} {
		archive := published(t, "bwdc-*-linux-"+arch+".tar.gz")
		name := strings.NewReplacer("+", "%2B", "~", "%7E").Replace(filepath.Base(archive))
		if !regexp.MustCompile(regexp.QuoteMeta(name) + `"\s+sha256 "` + sum(t, archive) + `"`).MatchString(text) {
			t.Errorf("the formula is of another archive than %s:\n%s", name, text)
		}
	}
	if strings.Count(text, " do\n")+strings.Count(text, "def ")+1 != len(regexp.MustCompile(`(?m)^ *end$`).FindAllString(text, -1)) {
		t.Errorf("it does not end what it begins:\n%s", text)
	}
}

// TestAptRepository lets apt read the lists, with the packages in their place, and
// fetch one, whose checksum it compares.
func TestAptRepository(t *testing.T) {
	t.Parallel()
	get := needs.Program(t, need, "apt-get")
	repository, state := filepath.Join(recipes(t), "apt"), t.TempDir()
	pool := filepath.Join(repository, "pool", "main")
	for _, dir := range []string{pool, filepath.Join(state, "lists", "partial"), filepath.Join(state, "cache", "archives", "partial")} {
		if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // apt reads them as another user
			t.Fatal(err)
		}
	}
	debs, err := filepath.Glob(filepath.Join(dist(t), "*.deb"))
	if err != nil || len(debs) < 3 {
		t.Fatalf("packages: %q, %v", debs, err)
	}
	for _, deb := range debs {
		if err := os.Symlink(deb, filepath.Join(pool, filepath.Base(deb))); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(state, "sources.list")
	write(t, list, "deb [trusted=yes] file:"+repository+" stable main\n")
	options := []string{
		"-o", "Dir::Etc::sourcelist=" + list, "-o", "Dir::Etc::sourceparts=/dev/null", "-o", "Dir::State::lists=" + filepath.Join(state, "lists"),
		"-o", "Dir::Cache=" + filepath.Join(state, "cache"), "-o", "APT::Sandbox::User=root",
	}
	if said := run(t, get, append(options, "update")...); strings.Contains(said, "W:") || strings.Contains(said, "E:") {
		t.Errorf("apt has doubts:\n%s", said)
	}
	script := `cd "$1" && shift && exec "$@"`
	run(t, needs.Program(t, need, "bash"), append([]string{"-c", script, "bash", state, get}, append(options, "download", "bwdc")...)...)
	if fetched, _ := filepath.Glob(filepath.Join(state, "bwdc_*.deb")); len(fetched) != 1 {
		t.Error("apt has fetched nothing")
	}
}
