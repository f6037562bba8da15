package packages

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aead.dev/minisign"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/releasetest"
)

// TestReleasesAreSigned signs a folder as the maintainer does, with a key of its
// own; what programs make of it is tested in backend/app.
func TestReleasesAreSigned(t *testing.T) {
	t.Parallel()
	public, private := releasetest.Key(t)
	secret, err := private.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	keys, folder := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	keyFile := filepath.Join(keys, "test.key")
	for path, text := range map[string]string{keyFile: string(secret), filepath.Join(folder, "bwdc.deb"): "deb", filepath.Join(folder, "SHA256SUMS"): "old"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sign := func(release string) (string, error) {
		cmd := exec.CommandContext(t.Context(), needs.Program(t, need, "bash"), "../../../tools/sign.sh", folder)
		cmd.Env = append(os.Environ(), "VERSION=v1.2.3", "RELEASE_SECRET_KEY="+keyFile, "RELEASE_KEY="+release)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := sign(public.String()); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	list, signature := content(t, filepath.Join(folder, "SHA256SUMS")), content(t, filepath.Join(folder, "SHA256SUMS.minisig"))
	var s minisign.Signature
	if err := s.UnmarshalText(signature); err != nil {
		t.Fatal(err)
	}
	if !minisign.Verify(public, list, signature) || s.TrustedComment != app.TrustedComment("v1.2.3") {
		t.Errorf("the signature is for %q", s.TrustedComment)
	}
	if text := string(list); !strings.HasSuffix(text, "  bwdc.deb\n") || strings.Count(text, "\n") != 1 {
		t.Errorf("the list is %q", text)
	}
	other, _ := releasetest.Key(t)
	for _, release := range []string{"", other.String()} {
		if out, err := sign(release); err == nil {
			t.Errorf("signed for programs that would refuse it:\n%s", out)
		}
	}
}

// TestBillsOfMaterials: CycloneDX of each program, with what it is linked with
// and the pages, each with its license.
func TestBillsOfMaterials(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string][]string{
		"bwdc-*-linux-amd64.cdx.json":                  {"std", "github.com/spf13/cobra", "svelte"},
		"bwdc-*-linux-arm64.cdx.json":                  {"std", "github.com/go-ldap/ldap/v3", "svelte"},
		"bwdc-*-windows-amd64.cdx.json":                {"std", "github.com/danieljoos/wincred", "svelte"},
		"directory-connector-*-windows-amd64.cdx.json": {"std", "github.com/wailsapp/go-webview2", "uplot"},
	} {
		var bill struct {
			Format   string `json:"bomFormat"`
			Version  string `json:"specVersion"`
			Metadata struct {
				Timestamp string `json:"timestamp"`
				Component struct {
					Name     string          `json:"name"`
					Version  string          `json:"version"`
					Licenses json.RawMessage `json:"licenses"`
				} `json:"component"`
			} `json:"metadata"`
			Components []struct {
				Name     string          `json:"name"`
				Version  string          `json:"version"`
				PURL     string          `json:"purl"`
				Licenses json.RawMessage `json:"licenses"`
			} `json:"components"`
		}
		if err := json.Unmarshal(content(t, published(t, pattern)), &bill); err != nil {
			t.Fatal(err)
		}
		main := bill.Metadata.Component
		if bill.Format != "CycloneDX" || bill.Version != "1.6" || !strings.HasPrefix(pattern, main.Name+"-") || main.Version == "" || !strings.Contains(string(main.Licenses), "Apache-2.0") || bill.Metadata.Timestamp == "" {
			t.Errorf("%s: %+v", pattern, bill.Metadata)
		}
		var names []string
		for _, c := range bill.Components {
			names = append(names, c.Name)
			if len(c.Licenses) == 0 || c.Version == "" || !strings.HasPrefix(c.PURL, "pkg:") {
				t.Errorf("%s: %s has version %q, license %s, purl %q", pattern, c.Name, c.Version, c.Licenses, c.PURL)
			}
		}
		for _, name := range want {
			if !slices.Contains(names, name) {
				t.Errorf("%s lacks %s among %q", pattern, name, names)
			}
		}
	}
}
