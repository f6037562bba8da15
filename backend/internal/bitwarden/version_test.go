package bitwarden_test

import (
	"testing"

	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
)

func TestVaultwardenReadsTheVersion(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"1.2.3": "1.2.3", "v1.2.3": "1.2.3", "1.2": "1.2.0", "v7": "7.0.0",
		"1.2.3-rc.1": "1.2.3-rc.1", "v1.2.3-14-g0a1b2c3-dirty": "1.2.3-14-g0a1b2c3-dirty", "2.0.0+build.5": "2.0.0+build.5", "1.2-rc1": "1.2.0-rc1",
		"dev": "0.0.0", "": "0.0.0", "(devel)": "0.0.0", "01.2.3": "0.0.0", "1.2.3.4": "0.0.0", "0a1b2c3": "0.0.0", "1.2.3-": "0.0.0", "vv1.2.3": "0.0.0",
	} {
		s, c := start(t, orgserver.Options{Vaultwarden: true}, func(c *bitwarden.Config) { c.ClientVersion = version })
		if _, err := c.Login(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := s.CallsTo(orgserver.RouteToken)[0].Header.Get("Bitwarden-Client-Version"); got != want {
			t.Errorf("%q is sent as %q, want %q", version, got, want)
		}
		if lines := s.ErrorLines(); len(lines) > 0 {
			t.Errorf("the server's log: %q", lines)
		}
	}
}
