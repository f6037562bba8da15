package store

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

var update = flag.Bool("update", false, "write the fixture of this schema version")

// fixture is a file that the program of that schema version wrote.
func fixture(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("schema-%d.db", version))
}

func TestFixtureOfThisVersion(t *testing.T) {
	t.Parallel()
	name := fixture(New("", Options{}).schema())
	if *update {
		_ = os.Remove(name)
		fill(t, New(name, Options{}))
	}
	if _, err := os.Stat(name); err != nil {
		t.Errorf("no fixture, make it with -update: %v", err)
	}
}

// Every file that was ever shipped opens, with all that it held.
func TestEveryShippedVersionOpens(t *testing.T) {
	t.Parallel()
	for version := firstSchema; version <= New("", Options{}).schema(); version++ {
		t.Run(strconv.Itoa(version), func(t *testing.T) {
			t.Parallel()
			s, ctx := newStore(t), t.Context()
			content, err := os.ReadFile(fixture(version))
			must(t, err)
			must(t, os.MkdirAll(filepath.Dir(s.Path()), 0o700))
			must(t, os.WriteFile(s.Path(), content, 0o600))
			values, err := s.Values(ctx)
			must(t, err)
			equal(t, "values", fixtureValues(version), values)
			account, err := s.Account(ctx)
			must(t, err)
			equal(t, "account", Account{ClientID: "organization.1", OrganizationID: "1", Server: "https://vault.example.com"}, account)
			state, err := s.Load(ctx)
			must(t, err)
			equal(t, "in flight", fixtureFlights(version), state.InFlight)
			equal(t, "members", fullChange().SetMembers, state.Members)
			equal(t, "groups", fullChange().SetGroups, state.Groups)
			snapshot, err := s.Snapshot(ctx)
			must(t, err)
			equal(t, "snapshot", fixtureCompany(version), snapshot)
			run, err := s.Run(ctx, sampleRun(1).ID)
			must(t, err)
			equal(t, "run", fixtureRun(version), run)
			must(t, s.view(ctx, func(tx *bbolt.Tx) error {
				n, _ := number(bucket(tx, bucketMeta), keySettingsVersion)
				equal(t, "settings version", config.Version, n)
				return nil
			}))
		})
	}
}

// fixtureValues are the settings: a profile of an earlier program keeps what it
// did where a setting is new.
func fixtureValues(version int) config.Values {
	v := config.Values{"ldap.hostname": "dc1.example.com"}
	if version == 1 {
		v["sync.removedByHand"], v["sync.inviteDisabled"] = "invite", "true"
		v["ldap.posixPrimaryGroup"], v["ldap.peopleOnly"] = "false", "false"
	}
	return v
}

// fixtureFlights are the entries in flight: schema 1 knew no stable id.
func fixtureFlights(version int) []organization.Flight {
	flights := fullChange().AddFlights
	for i := range flights {
		if version == 1 {
			flights[i].StableID, flights[i].At, flights[i].Resent = "", time.Time{}, false
		}
	}
	return flights
}

// fixtureCompany is the snapshot: before schema 4 nobody had a name.
func fixtureCompany(version int) *directory.Snapshot {
	s := company(3, 12)
	for i := range s.Users {
		if version < 4 {
			s.Users[i].Name = ""
		}
	}
	return s
}

// fixtureRun is the run of the history: schema 1 counted and named nobody.
func fixtureRun(version int) organization.Run {
	run := sampleRun(1)
	run.Sequence = 1
	if version == 1 {
		run.Changes = []plan.Change{{Action: plan.Invite, Kind: plan.User, ExternalID: "a", Name: "a@x.example"}}
		run.Drift = nil
	} else {
		run.Counts.Warnings = len(run.Warnings)
	}
	return run
}

// steps lead from the schema of this version to two later ones.
func steps(second error) []migration {
	return []migration{
		{to: 5, run: func(tx *bbolt.Tx) error { return bucket(tx, bucketSettings).Put([]byte("two"), []byte("yes")) }},
		{to: 6, run: func(tx *bbolt.Tx) error {
			if err := bucket(tx, bucketSettings).Put([]byte("three"), bucket(tx, bucketSettings).Get([]byte("two"))); err != nil {
				return err
			}
			return second
		}},
	}
}

func TestMigrationRunsAllStepsAfterACopy(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"read", "write"} {
		t.Run(first, func(t *testing.T) {
			t.Parallel()
			s, ctx := newStore(t), t.Context()
			fill(t, s)
			s.steps = steps(nil)
			if first == "write" {
				must(t, s.SetAccount(ctx, Account{ClientID: "new"}))
			}
			values, err := s.Values(ctx)
			must(t, err)
			equal(t, "values", config.Values{"ldap.hostname": "dc1.example.com", "two": "yes", "three": "yes"}, values)
			copied := New(s.Path()+".v4.bak", Options{})
			values, err = copied.Values(ctx)
			must(t, err)
			equal(t, "values of the copy", config.Values{"ldap.hostname": "dc1.example.com"}, values)
			must(t, readAll(t, copied))

			s.steps = nil
			if _, err := s.Values(ctx); !errors.Is(err, ErrNewer) || directory.HintOf(err) != newerHint {
				t.Errorf("an older program reads: %v", err)
			}
			if err := s.SetAccount(ctx, Account{}); !errors.Is(err, ErrNewer) {
				t.Errorf("an older program writes: %v", err)
			}
		})
	}
}

func TestAFailedMigrationChangesNothing(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	fill(t, s)
	wrong := errors.New("no idea")
	s.steps = steps(wrong)
	if _, err := s.Values(ctx); !errors.Is(err, wrong) {
		t.Errorf("error = %v", err)
	}
	s.steps = migrations()
	values, err := s.Values(ctx)
	must(t, err)
	equal(t, "values", config.Values{"ldap.hostname": "dc1.example.com"}, values)
}

func TestANewFileNeedsNoMigration(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	s.steps = steps(errors.New("must not run"))
	must(t, s.SetAccount(ctx, Account{ClientID: "c"}))
	if _, err := os.Stat(s.Path() + ".v4.bak"); err == nil {
		t.Error("a new file was copied")
	}
}
