package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"directoryconnector/backend/app"
)

// The bounds of UIOptions.People.
const (
	FewestPeople = 300
	MostPeople   = 50_000
)

// lastSyncAgo is how many hours ago the last sync of the company was.
const lastSyncAgo = 20

// mistakeAgo is how many days ago an export stopped early, and a guard the sync.
const mistakeAgo = 4

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
func UI(ctx context.Context, o UIOptions) error {
	return onCompany(o.Options, companyOf(o.People), func(d *demonstration) error {
		if o.People > FewestPeople {
			d.print("A company of %d people is made …", d.company.people())
		}
		err := d.makeHistory(ctx, o)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // stopped before it began is stopped as at any other time
		}
		if err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		return o.Show(ctx, d.opts, func(w io.Writer, address string) {
			d.out = w
			d.welcome(o.LoggedOut, address)
		})
	})
}

// makeHistory plays the days before the pages are shown.
func (d *demonstration) makeHistory(ctx context.Context, o UIOptions) error {
	if err := d.save(); err != nil {
		return err
	}
	days := 14
	if o.People > 2000 { // a first sync takes its time
		days = 1
	}
	configure := func() error { return set(ctx, d.app, d.values()) }
	if o.LoggedOut {
		return d.onDay(0, configure)
	}
	// Before the first sync somebody must be logged in.
	steps := []func() error{configure, func() error {
		_, err := logIn(ctx, d.app, d.server)
		return err
	}}
	for day := range days {
		if days-day == mistakeAgo {
			steps = append(steps, func() error {
				_, err := d.cutOff(ctx)
				return errors.Join(err, d.save())
			})
		}
		steps = append(steps, func() error {
			_, err := d.sync(ctx)
			return err
		})
		if err := d.onDay(days-day, steps...); err != nil {
			return err
		}
		if day < days-1 {
			d.company.ordinaryDay(day)
		} else {
			d.company.today()
		}
		if err := d.save(); err != nil {
			return err
		}
		steps = nil
	}
	d.inTheWebVault()
	return nil
}

// onDay does steps with an App whose clock is some days back, at a time that is
// less than a day ago on the last of them.
func (d *demonstration) onDay(daysAgo int, steps ...func() error) (err error) {
	back := max(0, time.Duration(24*daysAgo+lastSyncAgo-24)*time.Hour)
	options := d.opts
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
		d.print("has a new name, and somebody moved from Platform to Finance. And in the web vault somebody removed")
		d.print("Hedy Bauer and deleted the group Legal. %d days ago a file was cut off, and the sync was stopped.", mistakeAgo)
	}
	d.title("Open this address in a browser", "It lets one browser in, once, within a minute.")
	d.print("\n  %s", address)
	d.title("What to try", "")
	for _, text := range try {
		d.line("%s", text)
	}
	d.print("\nWhen it ends, folder, server and organization are gone.")
}
