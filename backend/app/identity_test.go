package app_test

import (
	"context"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/sources"
)

// A namedSource reads the fixture's file and says which directory it is.
type namedSource struct {
	directory.Source
	name string
}

func (s namedSource) Name(context.Context) (string, error) { return s.name, nil }

// TestALDAPDirectoryIsKnownByWhatItIs: its servers have many addresses, and an
// address may stand for another directory tomorrow.
func TestALDAPDirectoryIsKnownByWhatItIs(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	name := ""
	options := f.options("default")
	options.Sources = func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
		settings := *c.Settings
		settings.Directory, settings.File = config.DirectoryFile, config.File{Path: f.people, Format: config.FormatAuto}
		c.Settings = &settings
		source, err := sources.Open(ctx, c)
		return namedSource{source, name}, err
	}
	a, err := app.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	set(t, a, "directory", "ldap", "ldap.hostname", "DC1.example.com", "ldap.authentication", "anonymous", "ldap.rootPath", "dc=example", "server.url", f.url)
	f.login(a)
	sync := func() error {
		_, err := a.Sync(t.Context(), yes())
		return err
	}
	works := func(what string) {
		t.Helper()
		if err := sync(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	works("a directory that does not say who it is is known by its address")
	name = "domain 1"
	works("it says so now, at the same address")
	set(t, a, "ldap.hostname", "dc2.example.com;dc3.example.com:636")
	works("other servers of the same directory")
	name = "domain 2"
	fails(t, sync(), app.CodeIdentity, "the sync cache belongs to another configuration", `host was "domain 1" and is "domain 2"`, "bwdc clear-cache")
	// Another base is another configuration whatever the name is: nobody asks for
	// it, so the address says nothing beside the name that is known.
	set(t, a, "ldap.rootPath", "dc=exampel")
	err = sync()
	fails(t, err, app.CodeIdentity, `search base was "dc=example | cn=users | cn=users" and is "dc=exampel | cn=users | cn=users"`)
	if strings.Contains(err.Error(), "host was") {
		t.Errorf("compares a name with an address: %v", err)
	}
}
