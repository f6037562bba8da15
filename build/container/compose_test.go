package container

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose reads compose.yaml as Docker's and Podman's compose do, with their own
// library: a field that they don't know is an error.
func compose(t *testing.T, env ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"compose.yaml"}, cli.WithEnv(env))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

// TestCompose: bwdc is locked in, keeps its state, reads secrets from files that
// are there, and knows vaultwarden by its name.
func TestCompose(t *testing.T) {
	t.Parallel()
	p, err := compose(t, "VAULTWARDEN_DOMAIN=https://vault.example.com", "VERSION=1.2.3", "BW_CLIENTID=organization.x")
	if err != nil {
		t.Fatal(err)
	}
	if names := slices.Sorted(maps.Keys(p.Services)); !slices.Equal(names, []string{"bwdc", "vaultwarden"}) {
		t.Fatalf("services: %q", names)
	}
	s := p.Services["bwdc"]
	same(t, "image", "bwdc:1.2.3", s.Image)
	same(t, "read-only", true, s.ReadOnly)
	same(t, "capabilities", "ALL", strings.Join(s.CapDrop, " "))
	same(t, "escalation", "no-new-privileges:true", strings.Join(s.SecurityOpt, " "))
	same(t, "tries", "on-failure:5", s.Restart)
	same(t, "volumes", 1, len(s.Volumes))
	same(t, "data", "bwdc:/data", s.Volumes[0].Source+":"+s.Volumes[0].Target)
	same(t, "ports", 0, len(s.Ports))
	for name, value := range s.Environment {
		if file, found := strings.CutPrefix(*value, "/run/secrets/"); found {
			same(t, name, true, strings.HasSuffix(name, "_FILE"))
			same(t, "the file of "+name, file, filepath.Base(p.Secrets[file].File))
			same(t, name+" is handed over", true, slices.ContainsFunc(s.Secrets, func(c types.ServiceSecretConfig) bool { return c.Source == file }))
		}
	}
	server, found := strings.CutPrefix(*s.Environment["BWDC_SERVER_URL"], "http://")
	same(t, "server", true, found && p.Services[server].Name == server)
	same(t, "groups", "true", *p.Services["vaultwarden"].Environment["ORG_GROUPS_ENABLED"])
}

// TestComposeAsks: what it can't know, it asks for by name.
func TestComposeAsks(t *testing.T) {
	t.Parallel()
	all := []string{"VAULTWARDEN_DOMAIN=https://vault.example.com", "VERSION=1.2.3", "BW_CLIENTID=organization.x"}
	for i, variable := range all {
		name, _, _ := strings.Cut(variable, "=")
		if _, err := compose(t, slices.Delete(slices.Clone(all), i, i+1)...); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
