package app_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/sources"
	"directoryconnector/backend/syncer"
)

func sayYes(context.Context, *plan.Proposal) (bool, error) { return true, nil }

func TestAdoptIsAloneAndRecorded(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.server.AddOwner("owner@example.com", "")
	f.server.AddGroup("Team", "")
	a := f.open("default")
	set(t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	adopt := func() (*plan.Proposal, *organization.Run, error) {
		return app.Adopt(t.Context(), a, app.AdoptRequest{AdoptRequest: syncer.AdoptRequest{Confirm: sayYes}})
	}
	_, run, err := adopt()
	if run != nil {
		t.Errorf("before a log-in: %+v", run)
	}
	fails(t, err, app.CodeNotLoggedIn)
	f.login(a)

	lock, err := filelock.Acquire(filepath.Join(a.Dir(), "sync.lock"), "manual sync")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = adopt()
	fails(t, err, app.CodeHeld)
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}

	p, run, err := adopt()
	if err != nil || len(p.Changes) != 1 || run.Task != organization.TaskAdopt {
		t.Fatalf("%+v, %+v, %v", p, run, err)
	}
	if last := lastRun(t, a); last.ID != run.ID || last.Task != organization.TaskAdopt || len(last.Changes) != 1 || last.Changes[0].ExternalID != "team" {
		t.Errorf("the history has %+v", last)
	}
	syncs(t, a)
	if groups := f.server.Groups(); len(groups) != 1 || len(groups[0].MemberExternalIDs) != 3 {
		t.Errorf("groups %+v", groups)
	}
}

// An attributeSource is the fixture's file as an LDAP directory, which says what
// it is and whose external ids are those of an attribute.
type attributeSource struct {
	namedSource
	attribute string
}

func (s attributeSource) Fetch(ctx context.Context, _ *directory.Snapshot) (*directory.Snapshot, error) {
	snapshot, err := s.Source.Fetch(ctx, nil)
	if err != nil {
		return nil, err
	}
	id := func(of string) string { return strings.ToLower(s.attribute) + "-" + of }
	for i := range snapshot.Users {
		u := &snapshot.Users[i]
		u.ReferenceID, u.StableID, u.ExternalID = u.ExternalID, "entryUUID:"+u.ExternalID, id(u.ExternalID)
	}
	for i := range snapshot.Groups {
		g := &snapshot.Groups[i]
		g.StableID, g.ExternalID = "entryUUID:"+g.ExternalID, id(g.ExternalID)
		for n := range g.UserMembers {
			g.UserMembers[n] = id(g.UserMembers[n])
		}
	}
	snapshot.Sort()
	return snapshot, nil
}

// readyByAttribute opens a profile that reads such a directory and is logged in.
func (f *fixture) readyByAttribute(attribute string) *app.App {
	f.t.Helper()
	options := f.options("default")
	options.Sources = func(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
		attribute, settings := c.Settings.LDAP.ExternalIDAttribute, *c.Settings
		settings.Directory, settings.File = config.DirectoryFile, config.File{Path: f.people, Format: config.FormatAuto}
		c.Settings = &settings
		source, err := sources.Open(ctx, c)
		return attributeSource{namedSource{source, "contexts dc=example"}, attribute}, err
	}
	a, err := app.Open(options)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = a.Close() }) // nothing is at work
	set(f.t, a, "directory", "ldap", "ldap.hostname", "dc1.example.com", "ldap.authentication", "anonymous", "ldap.rootPath", "dc=example",
		"ldap.externalIdAttribute", attribute, "server.url", f.url)
	f.login(a)
	return a
}

// TestRekeyIsOfferedAndDone: a directory that is known by its name, not by its
// address, and another id attribute.
func TestRekeyIsOfferedAndDone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.readyByAttribute("uid")
	rekey := func(confirm func(context.Context, *plan.Proposal) (bool, error)) (*plan.Proposal, *organization.Run, error) {
		return app.Rekey(t.Context(), a, app.RekeyRequest{Confirm: confirm})
	}
	syncs(t, a)
	if _, _, err := rekey(sayYes); !errors.Is(err, app.ErrNothingToRekey) {
		t.Errorf("nothing changed: %v", err)
	}

	set(t, a, "ldap.externalIdAttribute", "employeeNumber")
	_, err := a.Sync(t.Context(), yes())
	fails(t, err, app.CodeIdentity, `external id attribute was "uid" and is "employeenumber"`, "bwdc rekey")
	if strings.Contains(err.Error(), "host") {
		t.Errorf("it is the same directory: %v", err)
	}
	p, run, err := rekey(nil)
	if err != nil || run != nil || len(p.Changes) != 4 {
		t.Fatalf("%+v, %v, %v", p, run, err)
	}
	if _, run, err = rekey(sayYes); err != nil || run.Task != organization.TaskRekey {
		t.Fatalf("%+v, %v", run, err)
	}
	if last := lastRun(t, a); last.ID != run.ID || len(last.Changes) != 4 {
		t.Errorf("the history has %+v", last)
	}
	for _, m := range f.server.Members() {
		if !strings.HasPrefix(m.ExternalID, "employeenumber-") {
			t.Errorf("%s has %s", m.Email, m.ExternalID)
		}
	}
	f.server.ResetCalls()
	if run := syncs(t, a); len(run.Changes) > 0 || len(f.server.Imports()) > 0 {
		t.Errorf("the next sync: %+v", run)
	}

	// Another directory beside it is another matter.
	set(t, a, "ldap.externalIdAttribute", "uid", "ldap.rootPath", "dc=other")
	_, _, err = rekey(sayYes)
	fails(t, err, app.CodeIdentity, "search base", "bwdc clear-cache")
}

// TestClearInTheMidstOfRekey: nobody is removed, invited or made twice.
func TestClearInTheMidstOfRekey(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.readyByAttribute("uid")
	syncs(t, a)
	members := f.server.Members()
	set(t, a, "ldap.externalIdAttribute", "employeeNumber")
	f.server.Fail(orgserver.RouteOther, 4, orgserver.Fault{})
	f.server.Fail(orgserver.RouteOther, 1, orgserver.Fault{Status: 403})
	_, run, err := app.Rekey(t.Context(), a, app.RekeyRequest{Confirm: sayYes})
	f.server.ClearFaults()
	if err == nil || len(run.Changes) != 1 {
		t.Fatalf("%+v, %v", run, err)
	}
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeIdentity, "1 of 4 have theirs", "bwdc rekey")
	if err := a.ClearCache(t.Context()); err != nil {
		t.Fatal(err)
	}
	syncs(t, a)
	after := f.server.Members()
	if len(after) != len(members) {
		t.Fatalf("%d members, there were %d", len(after), len(members))
	}
	for i := range after {
		if after[i].ID != members[i].ID {
			t.Errorf("%s is another member now", after[i].Email)
		}
	}
	if groups := f.server.Groups(); len(groups) != 1 || len(groups[0].MemberEmails) != 3 {
		t.Errorf("groups %+v", groups)
	}
	if run := syncs(t, a); len(run.Changes) > 0 {
		t.Errorf("the next sync: %+v", run.Changes)
	}
}
