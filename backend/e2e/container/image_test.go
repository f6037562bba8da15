package container

import (
	"archive/tar"
	"bytes"
	"crypto/x509"
	"debug/elf"
	"encoding/pem"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/testbed/needs"
)

// account is the one in the image: nobody on the machine.
const account = 65532

// TestImages: for each processor a static program, an account without rights, a
// folder for data that is its own, authorities and time zones, and nothing else
// that anybody but root may write.
func TestImages(t *testing.T) {
	t.Parallel()
	all := images(t)
	if diff := cmp.Diff([]string{"amd64", "arm64"}, slices.Sorted(maps.Keys(all))); diff != "" {
		t.Fatalf("processors (-want +got):\n%s", diff)
	}
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64} {
		i := all[arch]
		program, err := elf.NewFile(bytes.NewReader(i.data["/usr/bin/bwdc"]))
		if err != nil {
			t.Fatalf("%s: %v", arch, err)
		}
		if program.Machine != machine {
			t.Errorf("%s: the program is for %v", arch, program.Machine)
		}
		if libraries, err := program.ImportedLibraries(); err == nil && len(libraries) > 0 {
			t.Errorf("%s: the program needs %q", arch, libraries)
		}
		checkFiles(t, i)
		checkSettings(t, i.Config)
	}
}

func checkFiles(t *testing.T, i image) {
	t.Helper()
	own := map[string]int64{"/data/": 0o700, "/tmp/": 0o1777}
	for name, h := range i.files {
		if mode, found := own[name]; found {
			if h.Mode != mode || name == "/data/" && (h.Uid != account || h.Gid != account) {
				t.Errorf("%s belongs to %d and has mode %o", name, h.Uid, h.Mode)
			}
			continue
		}
		if h.Uid != 0 || h.Gid != 0 || h.Mode&0o7022 != 0 || h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeDir {
			t.Errorf("%s belongs to %d:%d, has mode %o and is a %c", name, h.Uid, h.Gid, h.Mode, h.Typeflag)
		}
	}
	for name, want := range map[string]string{
		"/data/": "", "/tmp/": "", "/etc/passwd": "bwdc:x:65532:65532:", "/etc/group": "bwdc:x:65532:",
		"/usr/share/zoneinfo/Europe/Berlin": "TZif", "/usr/share/zoneinfo/America/New_York": "TZif", "/usr/share/doc/bwdc/copyright": "\nGo (go1.",
	} {
		if i.files[name] == nil || !bytes.Contains(i.data[name], []byte(want)) {
			t.Errorf("%s: %.100q, want %q in it", name, i.data[name], want)
		}
	}
	pool := x509.NewCertPool()
	certificates := i.data["/etc/ssl/certs/ca-certificates.crt"]
	if !pool.AppendCertsFromPEM(certificates) {
		t.Error("there are no authorities")
	}
	for block, rest := pem.Decode(certificates); block != nil; block, rest = pem.Decode(rest) {
		if c, err := x509.ParseCertificate(block.Bytes); err != nil || !c.IsCA {
			t.Errorf("an authority: %v", err)
		}
	}
}

func checkSettings(t *testing.T, s settings) {
	t.Helper()
	labels := s.Labels
	s.Labels = nil
	want := settings{
		User: "65532:65532", Entrypoint: []string{"/usr/bin/bwdc"}, Cmd: []string{"run"},
		Env:     []string{"PATH=/usr/bin", "BWDC_DATA_DIR=/data", "BWDC_LISTEN=9464", "BWDC_NO_KEYRING=1"},
		Volumes: map[string]any{"/data": map[string]any{}}, ExposedPorts: map[string]any{"9464/tcp": map[string]any{}},
	}
	want.Healthcheck.Test = []string{"CMD", "/usr/bin/bwdc", "probe"}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	if labels["org.opencontainers.image.licenses"] != "Apache-2.0" || labels["org.opencontainers.image.version"] == "" || labels["org.opencontainers.image.revision"] == "" {
		t.Errorf("labels: %v", labels)
	}
}

// TestBuiltTwice: a second build, elsewhere, by somebody with other habits, makes
// the same archive, byte for byte, and so the same digest.
func TestBuiltTwice(t *testing.T) {
	t.Parallel()
	first, labels := archivePath(t), images(t)["amd64"].Config.Labels
	head, err := exec.CommandContext(t.Context(), "git", "rev-parse", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	if revision := labels["org.opencontainers.image.revision"]; revision != strings.TrimSpace(string(head)) {
		needs.Missing(t, need, "the image in "+filepath.Dir(first)+" is of the commit "+revision+": make image")
	}
	out := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "bash", "-c", "umask 077; exec ../../../tools/image.sh "+out)
	cmd.Env = append(os.Environ(), "VERSION="+labels["org.opencontainers.image.version"], "TZ=Asia/Tokyo", "LC_ALL=C", "GOFLAGS=", "CGO_ENABLED=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, name := range []string{filepath.Base(first), strings.Replace(filepath.Base(first), "-image.tar", "-chart.tgz", 1)} {
		a, errA := os.ReadFile(filepath.Join(filepath.Dir(first), name))
		b, errB := os.ReadFile(filepath.Join(out, name))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s: the second build differs; was the first one made from these sources (make image)?", name)
		}
	}
}
