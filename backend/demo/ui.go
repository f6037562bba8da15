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

	d := &demonstration{printer: printer{out: o.Out, color: o.Color}, server: server, company: companyOf(o.People), dir: dir, url: url}
	if o.People > FewestPeople {
		d.print("A company of %d people is made …", d.company.people())
	}
	if err := d.makeHistory(ctx, o); err != nil {
		if ctx.Err() != nil {
			return nil // stopped before it began is stopped as at any other time
		}
		return fmt.Errorf("demo: %w", err)
	}
	return o.Show(ctx, appOptions(o.Options, dir), func(w io.Writer, address string) {
		d.out = w
		d.welcome(o.LoggedOut, address)
	})
}

// makeHistory plays the days before the pages are shown.
func (d *demonstration) makeHistory(ctx context.Context, o UIOptions) error {
	if err := d.company.write(companyFile(d.dir)); err != nil {
		return fmt.Errorf("write the sample company: %w", err)
	}
	days := 14
	if o.People > 2000 { // a first sync takes its time
		days = 1
	}
	if o.LoggedOut {
		return d.onDay(0, o, d.configure(ctx))
	}
	// Before the first sync somebody must be logged in.
	steps := []func() error{d.configure(ctx), func() error {
		_, err := d.app.Login(ctx, d.server.ClientID(), config.NewSecret(d.server.ClientSecret()))
		return err
	}}
	for day := range days {
		steps = append(steps, func() error {
			_, err := d.sync(ctx)
			return err
		})
		if err := d.onDay(days-day, o, steps...); err != nil {
			return err
		}
		if day < days-1 {
			d.company.ordinaryDay(day)
		} else {
			d.company.today()
		}
		if err := d.company.write(companyFile(d.dir)); err != nil {
			return err
		}
		steps = nil
	}
	return nil
}

// onDay does steps with an App whose clock is some days back, at a time that is
// less than a day ago on the last of them.
func (d *demonstration) onDay(daysAgo int, o UIOptions, steps ...func() error) (err error) {
	back := max(0, time.Duration(24*daysAgo+lastSyncAgo-24)*time.Hour)
	options := appOptions(o.Options, d.dir)
	options.Now = func() time.Time { return time.Now().Add(-back) }
	if d.app, err = app.Open(options); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.app.Close()) }()
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// configure saves what the demo's directory and server are.
func (d *demonstration) configure(ctx context.Context) func() error {
	return func() error {
		for _, set := range d.values() {
			if _, err := d.app.Config().Set(ctx, set[0], set[1]); err != nil {
				return err
			}
		}
		return nil
	}
}

// welcome says what to open and what to try.
func (d *demonstration) welcome(loggedOut bool, address string) {
	d.title("Directory Connector on a sample company", "")
	d.print("%d people and %d groups stand in %s.", d.company.people(), len(d.company.Groups), companyFile(d.dir))
	d.print("An organization server of this demo stands for Bitwarden, at %s.", d.url)
	try := []string{
		"Dashboard: Test Now shows what a sync would mean, and who is left out and why. Sync Now sends it.",
		"Settings: Check connection, and try the filters before anything is saved.",
		"Change the file above in an editor, as a directory changes, and test again. Take out half of the",
		"people, and a sync stops and asks.",
	}
	if loggedOut {
		d.print("\nNobody is logged in yet. The organization's API key:")
		d.line("client id      %s", d.server.ClientID())
		d.line("client secret  %s", d.server.ClientSecret())
		try = slices.Concat([]string{
			"Log in: type the client id and the client secret from above, then Log In. The address of the",
			"server is set already.",
		}, try[:1], []string{"The first one asks before it adds anybody."}, try[1:])
	} else {
		d.print("It was last synced %d hours ago. Since then Joan Clarke joined, Alan Costa left, the group People", lastSyncAgo)
		d.print("has a new name, and somebody moved from Platform to Finance.")
	}
	d.title("Open this address in a browser", "It lets one browser in, once, within a minute.")
	d.print("\n  %s", address)
	d.title("What to try", "")
	for _, text := range try {
		d.line("%s", text)
	}
	d.print("\nWhen it ends, folder, server and organization are gone.")
}
