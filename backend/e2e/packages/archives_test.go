package packages

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"debug/elf"
	"debug/pe"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLinuxArchives: a folder with a static program for that processor.
func TestLinuxArchives(t *testing.T) {
	t.Parallel()
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64} {
		t.Run(arch, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			names := untar(t, published(t, "bwdc-*-linux-"+arch+".tar.gz"), dir)
			for _, want := range []string{"bwdc", "bwdc.1", "licenses.txt", "completions/bwdc.bash", "systemd/bwdc.service"} {
				if !slices.Contains(names, want) {
					t.Errorf("%s is missing among %q", want, names)
				}
			}
			program, err := elf.Open(filepath.Join(dir, "bwdc"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = program.Close() }()
			if program.Machine != machine {
				t.Errorf("the program is for %v, want %v", program.Machine, machine)
			}
			if libraries, err := program.ImportedLibraries(); err == nil && len(libraries) > 0 {
				t.Errorf("the program needs %q", libraries)
			}
		})
	}
}

// untar writes the files of an archive into dir, without its one folder, and
// returns their names.
func untar(t *testing.T, archive, dir string) []string {
	t.Helper()
	file, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := strings.TrimSuffix(filepath.Base(archive), ".tar.gz") + "/"
	var names []string
	for reader := tar.NewReader(unzipped); ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		name, inside := strings.CutPrefix(header.Name, folder)
		if !inside {
			t.Errorf("%s is outside of the folder %s", header.Name, folder)
		}
		if header.Uid != 0 || header.Mode&0o022 != 0 {
			t.Errorf("%s belongs to %d and has mode %o", name, header.Uid, header.Mode)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		names = append(names, name)
		save(t, filepath.Join(dir, path.Base(name)), reader)
	}
}

func save(t *testing.T, file string, from io.Reader) {
	t.Helper()
	data, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWindowsArchive: bwdc.exe and the licenses.
func TestWindowsArchive(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if diff := cmp.Diff([]string{"bwdc.exe", "licenses.txt"}, unzip(t, published(t, "bwdc-*-windows-amd64.zip"), dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	checkProgram(t, filepath.Join(dir, "bwdc.exe"), pe.IMAGE_SUBSYSTEM_WINDOWS_CUI, "Directory Connector, command line")
}

// TestGroupPolicyTemplates: where Windows looks for them; what stands there is
// tested in build/windows/policy.
func TestGroupPolicyTemplates(t *testing.T) {
	t.Parallel()
	want := []string{"directory-connector.admx", "de-DE/directory-connector.adml", "en-US/directory-connector.adml"}
	if diff := cmp.Diff(want, unzip(t, published(t, "directory-connector-*-group-policy.zip"), t.TempDir())); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// unzip writes the files of an archive into dir, without folders, and returns
// their names.
func unzip(t *testing.T, file, dir string) []string {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
		reader, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		save(t, filepath.Join(dir, path.Base(f.Name)), reader)
		_ = reader.Close()
	}
	return names
}

// checkProgram checks a Windows program: its processor, whether it opens a
// console, and that its resources (icon, version, manifest) are there.
func checkProgram(t *testing.T, file string, subsystem uint16, description string) {
	t.Helper()
	program, err := pe.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close() }()
	if program.Machine != pe.IMAGE_FILE_MACHINE_AMD64 {
		t.Errorf("%s is for machine %#x", file, program.Machine)
	}
	if header, ok := program.OptionalHeader.(*pe.OptionalHeader64); !ok || header.Subsystem != subsystem {
		t.Errorf("%s: the subsystem is not %d", file, subsystem)
	}
	section := program.Section(".rsrc")
	if section == nil {
		t.Fatalf("%s has no resources", file)
	}
	resources, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\x89PNG", "asInvoker", wide("FileDescription"), wide(description)} {
		if !strings.Contains(string(resources), want) {
			t.Errorf("the resources of %s lack %q", file, want)
		}
	}
}

// wide is an ASCII text as UTF-16, as version resources have it.
func wide(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		b.Write([]byte{c, 0})
	}
	return b.String()
}
