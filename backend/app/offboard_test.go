package app_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func offboards(t *testing.T, a *app.App, name string, way config.Leavers) (*plan.Offboarding, *organization.Run, error) {
	t.Helper()
	req := app.OffboardRequest{}
	req.Who, req.Way = name, way
	req.Confirm = func(context.Context, *plan.Offboarding) (bool, error) { return true, nil }
	return app.Offboard(t.Context(), a, req)
}

// The real client, on every kind of server: out is out, with the directory gone
// and the settings about it wrong, and stays so.
func TestOffboardOnEveryServer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options orgserver.Options
		way     config.Leavers
		imports int
		warns   bool
	}{
		"revoke":                     {way: config.LeaversRevoke},
		"remove":                     {way: config.LeaversRemove},
		"without a call for removal": {options: orgserver.Options{NoMemberRemoval: true}, way: config.LeaversRemove, imports: 1, warns: true},
		"without lists":              {options: orgserver.Options{NoMemberList: true}, way: config.LeaversRemove, imports: 1},
		"vaultwarden":                {options: orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, imports: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.options)
			a := f.ready("default")
			syncs(t, a)
			people, err := os.ReadFile(f.people)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(f.people); err != nil {
				t.Fatal(err)
			}
			f.setenv("BWDC_DIRECTORY", "ldap") // without a server
			if err := a.Validate(t.Context()); err == nil {
				t.Fatal("nothing is wrong with the settings")
			}
			f.server.ResetCalls()
			o, run, err := offboards(t, a, "ADA@example.com", test.way)
			if err != nil {
				t.Fatal(err)
			}
			if out(f) != "barbara grace" || run.Task != organization.TaskOffboard || len(run.Changes) != 1 || (len(run.Warnings) > 0) != test.warns {
				t.Errorf("in the organization: %s; record %+v", out(f), run)
			}
			if got := len(f.server.Imports()); got != test.imports || o.ExternalID != "id-ada" {
				t.Errorf("%d imports, %+v", got, o)
			}
			if runs, err := a.History().Runs(t.Context(), 0, 9); err != nil || runs[0].ID != run.ID {
				t.Errorf("the history begins with %+v, %v", runs, err)
			}
			f.setenv("BWDC_DIRECTORY", "")
			if err := os.WriteFile(f.people, people, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, full := range []bool{false, true} {
				req := app.SyncRequest{}
				req.Full = full
				run, err := a.Sync(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				if out(f) != "barbara grace" || len(run.Drift) == 0 {
					t.Errorf("after a sync: %s; named: %+v", out(f), run.Drift)
				}
			}
			if f.reinvited(a); out(f) != "ada barbara grace" {
				t.Errorf("invited again: %s", out(f))
			}
		})
	}
}

func (f *fixture) reinvited(a *app.App) {
	f.t.Helper()
	req := app.SyncRequest{}
	req.Again = []string{"ada@example.com"}
	if _, err := a.Sync(f.t.Context(), req); err != nil {
		f.t.Fatal(err)
	}
}

// out are the names of those who have access.
func out(f *fixture) string {
	var list []string
	for _, m := range f.server.Members() {
		if name, _, _ := strings.Cut(m.Email, "@"); m.Status != organization.StatusRevoked {
			list = append(list, name)
		}
	}
	return strings.Join(list, " ")
}

func TestOffboardNeedsALogInAndTheLock(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	if _, _, err := offboards(t, f.open("other"), "ada@example.com", ""); !errors.Is(err, app.ErrNotLoggedIn) {
		t.Errorf("not logged in: %v", err)
	}
	a := f.ready("default")
	syncs(t, a)
	lock, err := filelock.Acquire(a.Dir()+"/sync.lock", "automatic sync")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = offboards(t, a, "ada@example.com", "")
	if got := app.Describe(err); got.Code != app.CodeHeld || !strings.Contains(got.Message, "automatic sync") {
		t.Errorf("while a sync is at work: %+v", got)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	// The cache is that of another organization.
	other := newFixture(t, orgserver.Options{OrganizationID: "11111111-1111-4111-8111-111111111111"})
	set(t, a, "server.url", other.url)
	if _, err := a.Login(t.Context(), other.server.ClientID(), config.NewSecret(other.server.ClientSecret())); err != nil {
		t.Fatal(err)
	}
	_, _, err = offboards(t, a, "ada@example.com", "")
	if got := app.Describe(err); got.Code != app.CodeIdentity {
		t.Errorf("another organization: %+v", got)
	}
}

// The answer is lost: what the server may still do is waited for, and then it is
// asked once more.
func TestOffboardWaitsWhereTheAnswerIsLost(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{NoMemberList: true})
	a := f.ready("default")
	syncs(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	var waited []time.Duration
	opts := f.options("default")
	opts.Sleep = func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }
	a, err := app.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	f.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Drop: true, Apply: orgserver.ApplyFirst})
	_, run, err := offboards(t, a, "ada@example.com", config.LeaversRemove)
	if err := errors.Join(err, a.Close()); err != nil {
		t.Fatal(err)
	}
	if out(f) != "barbara grace" || run.Counts.Requests != 2 || len(waited) != 1 {
		t.Errorf("in the organization: %s, %d requests, waited %v", out(f), run.Counts.Requests, waited)
	}
}

// A DN means the same, however it is written.
func TestOffboardByDN(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	ldif := strings.TrimSuffix(f.people, ".json") + ".ldif"
	text := "dn: uid=ada,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: ada\ncn: Ada\nsn: L\nmail: ada@example.com\n\n" +
		"dn: uid=bob,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: bob\ncn: Bob\nsn: B\nmail: bob@example.com\n"
	if err := os.WriteFile(ldif, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	set(t, a, "file.path", ldif)
	syncs(t, a)
	if _, _, err := offboards(t, a, "UID=ada, OU=People, DC=example, DC=com", ""); err != nil {
		t.Fatal(err)
	}
	if out(f) != "bob" {
		t.Errorf("in the organization: %s", out(f))
	}
}
