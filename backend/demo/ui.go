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
)

// The bounds of UIOptions.People.
const (
	FewestPeople = 300
	MostPeople   = 50_000
)

// lastSyncAgo is how many hours ago the last sync of the company was.
const lastSyncAgo = 20

// UIOptions are what the demo of the pages is run with.
type UIOptions struct {
	Options
	// People is how many the sample company has, FewestPeople to MostPeople.
	People int
	// LoggedOut begins before the log-in.
	LoggedOut bool
	// Show serves the pages of a data folder until ctx ends. It calls greet
	// with the address to open.
	Show func(ctx context.Context, o app.Options, greet func(w io.Writer, address string)) error
}

// UI shows the pages on the sample company: it was synced for some days, and
// has changed a little since. With ctx everything ends and is gone.
func UI(ctx context.Context, o UIOptions) (err error) {
	dir, err := os.MkdirTemp("", "bwdc-demo-")
	if err != nil {
		return fmt.Errorf("demo: make a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	server := orgserver.New(orgserver.Options{SelfHosted: true})
	url, stop := server.Start()
	defer stop()
	seed(server)

	s := &show{printer: printer{out: o.Out, color: o.Color}, server: server, company: grown(o.People), dir: dir, url: url}
	if o.People > FewestPeople {
		s.print("A company of %d people is made …", s.company.people())
	}
	if err := s.past(ctx, o); err != nil {
		if ctx.Err() != nil {
			return nil // stopped before it began is stopped as at any other time
		}
		return fmt.Errorf("demo: %w", err)
	}
	return o.Show(ctx, appOptions(o.Options, dir), func(w io.Writer, address string) {
		s.out = w
		s.greet(o.LoggedOut, address)
	})
}

// past plays the days before the pages are shown.
func (s *show) past(ctx context.Context, o UIOptions) error {
	if err := s.company.write(companyFile(s.dir)); err != nil {
		return fmt.Errorf("write the sample company: %w", err)
	}
	days := 14
	if o.People > 2000 { // a first sync takes its time
		days = 1
	}
	if o.LoggedOut {
		return s.on(0, o, s.configure(ctx))
	}
	// Before the first sync somebody must be logged in.
	steps := []func() error{s.configure(ctx), func() error {
		_, err := s.app.Login(ctx, s.server.ClientID(), config.NewSecret(s.server.ClientSecret()))
		return err
	}}
	for day := range days {
		steps = append(steps, func() error {
			_, err := s.sync(ctx)
			return err
		})
		if err := s.on(days-day, o, steps...); err != nil {
			return err
		}
		if day < days-1 {
			s.company.passDay(day)
		} else {
			s.company.today()
		}
		if err := s.company.write(companyFile(s.dir)); err != nil {
			return err
		}
		steps = nil
	}
	return nil
}

// on does steps with an App whose clock is some days back, at a time that is
// less than a day ago on the last of them.
func (s *show) on(daysAgo int, o UIOptions, steps ...func() error) (err error) {
	back := max(0, time.Duration(24*daysAgo+lastSyncAgo-24)*time.Hour)
	options := appOptions(o.Options, s.dir)
	options.Now = func() time.Time { return time.Now().Add(-back) }
	if s.app, err = app.Open(options); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.app.Close()) }()
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// configure saves what the demo's directory and server are.
func (s *show) configure(ctx context.Context) func() error {
	return func() error {
		for _, set := range s.values() {
			if _, err := s.app.Set(ctx, set[0], set[1]); err != nil {
				return err
			}
		}
		return nil
	}
}

// greet says what to open and what to try.
func (s *show) greet(loggedOut bool, address string) {
	s.title("Directory Connector on a sample company", "")
	s.print("%d people and %d groups stand in %s.", s.company.people(), len(s.company.Groups), companyFile(s.dir))
	s.print("An organization server of this demo stands for Bitwarden, at %s.", s.url)
	try := []string{
		"Dashboard: Test Now shows what a sync would mean, and who is left out and why. Sync Now sends it.",
		"Settings: Check connection, and try the filters before anything is saved.",
		"Change the file above in an editor, as a directory changes, and test again. Take out half of the",
		"people, and a sync stops and asks.",
	}
	if loggedOut {
		s.print("\nNobody is logged in yet. The organization's API key:")
		s.line("client id      %s", s.server.ClientID())
		s.line("client secret  %s", s.server.ClientSecret())
		try = slices.Concat([]string{
			"Log in: type the client id and the client secret from above, then Log In. The address of the",
			"server is set already.",
		}, try[:1], []string{"The first one asks before it adds anybody."}, try[1:])
	} else {
		s.print("It was last synced %d hours ago. Since then Joan Clarke joined, Alan Costa left, the group People", lastSyncAgo)
		s.print("has a new name, and somebody moved from Platform to Finance.")
	}
	s.title("Open this address in a browser", "It lets one browser in, once, within a minute.")
	s.print("\n  %s", address)
	s.title("What to try", "")
	for _, text := range try {
		s.line("%s", text)
	}
	s.print("\nWhen it ends, folder, server and organization are gone.")
}
