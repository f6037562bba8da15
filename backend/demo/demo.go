package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// Options are what the demo is run with.
type Options struct {
	Out     io.Writer
	Sources app.SourceFactory
	Version string
	// Color says whether Out takes colours.
	Color bool
}

// Run plays the demo from beginning to end.
func Run(ctx context.Context, o Options) (err error) {
	dir, err := os.MkdirTemp("", "bwdc-demo-")
	if err != nil {
		return fmt.Errorf("demo: make a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	server := orgserver.New(orgserver.Options{SelfHosted: true})
	url, stop := server.Start()
	defer stop()

	s := &show{printer: printer{out: o.Out, color: o.Color}, server: server, company: sample(), dir: dir, url: url}
	seed(server)
	if err := s.company.write(companyFile(dir)); err != nil {
		return fmt.Errorf("demo: write the sample company: %w", err)
	}
	if s.app, err = open(o, dir); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.app.Close()) }()

	started := time.Now()
	for _, act := range []func(context.Context) error{s.settings, s.logIn, s.test, s.firstSync, s.secondSync, s.nothingNew, s.mistake} {
		if err := act(ctx); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	s.end(time.Since(started))
	return nil
}

// open opens a profile of its own.
func open(o Options, dir string) (*app.App, error) { return app.Open(appOptions(o, dir)) }

// appOptions are those of a data folder of its own, whatever the environment
// says.
func appOptions(o Options, dir string) app.Options {
	return app.Options{
		DataDir: dir, Version: o.Version, Sources: o.Sources,
		Getenv: func(name string) string {
			if name == "BWDC_NO_KEYRING" {
				return "1"
			}
			return ""
		},
	}
}

// seed puts into the organization what was there before: its owner, and a
// member who was invited by hand.
func seed(server *orgserver.Server) {
	server.AddOwner("owner@example.com", "")
	server.AddUser("barbara.abbott@example.com", "")
}

// A show is a demo that is running.
type show struct {
	printer
	app     *app.App
	server  *orgserver.Server
	company *company
	dir     string
	url     string
}

func (s *show) settings(ctx context.Context) error {
	s.title("The company", "A file with people and groups stands for the directory; with LDAP or Active Directory everything else is the same.")
	s.line("%d people, %d groups, some of them nested: Everybody > Engineering > Platform", s.company.people(), len(s.company.Groups))
	for _, set := range s.values() {
		s.command("bwdc config " + set[0] + " " + set[1])
		if _, err := s.app.Set(ctx, set[0], set[1]); err != nil {
			return err
		}
	}
	return nil
}

// values are the settings of the demo.
func (s *show) values() [][2]string {
	return [][2]string{
		{"directory", "file"}, {"file.path", companyFile(s.dir)}, {"server.url", s.url},
		{"sync.removeDisabled", "true"}, {"sync.duplicateEmails", "skip"},
	}
}

func (s *show) logIn(ctx context.Context) error {
	s.title("Log in", "With the organization's API key (web vault: Admin console > Settings > Organization info).")
	s.command("bwdc login " + s.server.ClientID() + " ********")
	account, err := s.app.Login(ctx, s.server.ClientID(), config.NewSecret(s.server.ClientSecret()))
	if err != nil {
		return err
	}
	s.ok("organization %s at %s", account.OrganizationID, account.Server)
	return nil
}

func (s *show) test(ctx context.Context) error {
	s.title("Test", "Reads the directory and shows what a sync would mean. Sends nothing, writes nothing.")
	s.command("bwdc test")
	v, err := s.app.Test(ctx, app.TestRequest{})
	if err != nil {
		return err
	}
	s.ok("%d users to be members, %d disabled, %d deleted, %d groups", len(v.Enabled), len(v.Disabled), len(v.Deleted), len(v.Groups))
	for _, g := range v.Groups {
		if g.Name == "Everybody" || g.Name == "On-call" {
			s.line("group %-12s %3d members, through all levels", g.Name, len(g.Members))
		}
	}
	s.warnings(v.Warnings)
	for _, f := range v.Stop {
		s.note("a sync would ask first: %s", f.Text)
	}
	return nil
}

func (s *show) firstSync(ctx context.Context) error {
	s.title("First sync", "A first sync shows how many people it would invite, and asks.")
	s.command("bwdc sync --yes")
	run, err := s.sync(ctx)
	if err != nil {
		return err
	}
	s.report(run)
	s.changes(slices.DeleteFunc(slices.Clone(run.Changes), func(c organization.EntryChange) bool { return c.Kind != organization.UserChanged }))
	s.line("the organization now has %d members and %d groups", len(s.server.Members()), len(s.server.Groups()))
	return nil
}

func (s *show) secondSync(ctx context.Context) error {
	s.title("A day later", "Joan Clarke joined, one person left, one moved from Platform to Finance, the second account was cleaned up.")
	s.company.nextDay()
	if err := s.company.write(companyFile(s.dir)); err != nil {
		return err
	}
	s.command("bwdc sync")
	run, err := s.sync(ctx)
	if err != nil {
		return err
	}
	s.report(run)
	s.changes(run.Changes)
	return nil
}

func (s *show) nothingNew(ctx context.Context) error {
	s.title("Nothing new", "")
	s.command("bwdc sync")
	run, err := s.sync(ctx)
	if err != nil {
		return err
	}
	s.report(run)
	return nil
}

func (s *show) mistake(ctx context.Context) error {
	s.title("A mistake", "The export stopped after a third of the people. Nobody may lose their passwords over that.")
	s.company.halfExported()
	if err := s.company.write(companyFile(s.dir)); err != nil {
		return err
	}
	s.command("bwdc sync")
	_, err := s.sync(ctx)
	problem := app.Describe(err)
	switch {
	case err == nil:
		return errors.New("the guard did not stop the sync")
	case problem.Code != app.CodeGuard:
		return err
	}
	s.stopped(problem)
	s.line("the organization still has %d members", len(s.server.Members()))
	return nil
}

func (s *show) sync(ctx context.Context) (*organization.Run, error) {
	return s.app.Sync(ctx, app.SyncRequest{Request: syncer.Request{
		Confirm: func(context.Context, int) (bool, error) { return true, nil },
	}})
}

func (s *show) end(took time.Duration) {
	s.title("That was it", "")
	s.line("%.1f s; folder, server and organization of this demo are gone again.", took.Seconds())
	s.line("Next: the README shows how to connect your own directory. 'bwdc --help' lists all commands.")
}
