package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/words"
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
func Run(ctx context.Context, o Options) error {
	return onCompany(o, sample(), func(d *demonstration) (err error) {
		if d.app, err = app.Open(d.opts); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, d.app.Close()) }()

		started := time.Now()
		for _, act := range []func(context.Context) error{d.settings, d.logIn, d.test, d.firstSync, d.secondSync, d.nothingNew, d.byHand, d.approval, d.swappedNames, d.mistake, d.explain} {
			if err := act(ctx); err != nil {
				return fmt.Errorf("demo: %w", err)
			}
		}
		d.end(time.Since(started))
		return nil
	})
}

// onCompany plays something with a company, an organization and a data folder
// that are gone afterwards.
func onCompany(o Options, c *company, play func(*demonstration) error) (err error) {
	dir, err := os.MkdirTemp("", "bwdc-demo-")
	if err != nil {
		return fmt.Errorf("demo: make a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	server := orgserver.New(orgserver.Options{SelfHosted: true})
	url, stop := server.Start()
	defer stop()
	seed(server)
	d := &demonstration{printer: printer{out: o.Out, color: o.Color}, opts: appOptions(o, dir), server: server, company: c, dir: dir, url: url}
	return play(d)
}

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
	server.AddMember(orgserver.Member{Name: "Olga Nowak", MasterPassword: true, Member: organization.Member{
		Email: "owner@example.com", Role: organization.RoleOwner, Status: organization.StatusConfirmed,
	}})
	server.AddUser("barbara.abbott@example.com", "")
}

// A demonstration is a demo that is running.
type demonstration struct {
	printer
	opts    app.Options
	app     *app.App
	server  *orgserver.Server
	company *company
	dir     string
	url     string
}

func (d *demonstration) settings(ctx context.Context) error {
	if err := d.save(); err != nil {
		return err
	}
	d.title("The company", "A file with people and groups stands for the directory; with LDAP or Active Directory everything else is the same.")
	d.line("%d people, %d groups, some of them nested: Everybody > Engineering > Platform", d.company.people(), len(d.company.Groups))
	values := append(d.values(), [2]string{"sync.leavers", "revoke"})
	for _, value := range values {
		d.command("bwdc config " + value[0] + " " + quoted(value[1]))
	}
	return set(ctx, d.app, values)
}

// quoted is a value as a shell takes it.
func quoted(value string) string {
	if strings.Contains(value, " ") {
		return `"` + value + `"`
	}
	return value
}

// save writes the company where the program reads it.
func (d *demonstration) save() error {
	if err := d.company.write(companyFile(d.dir)); err != nil {
		return fmt.Errorf("write the sample company: %w", err)
	}
	return nil
}

// set saves settings of a profile.
func set(ctx context.Context, a *app.App, values [][2]string) error {
	for _, value := range values {
		if _, err := a.Config().Set(ctx, value[0], value[1]); err != nil {
			return err
		}
	}
	return nil
}

// logIn logs a profile in to an organization.
func logIn(ctx context.Context, a *app.App, server *orgserver.Server) (app.Account, error) {
	return a.Login(ctx, server.ClientID(), config.NewSecret(server.ClientSecret()))
}

// values are the settings of the demo.
func (d *demonstration) values() [][2]string {
	return [][2]string{
		{"directory", "file"}, {"file.path", companyFile(d.dir)}, {"server.url", d.url},
		{"server.organizationName", "Example Ltd"}, // no server tells an API key its name
		{"sync.removeDisabled", "true"}, {"sync.duplicateEmails", "skip"},
	}
}

func (d *demonstration) logIn(ctx context.Context) error {
	d.title("Log in", "With the organization's API key (web vault: Admin console > Settings > Organization info).")
	d.command("bwdc login " + d.server.ClientID() + " ********")
	account, err := logIn(ctx, d.app, d.server)
	if err != nil {
		return err
	}
	d.ok("organization %s at %s", account.OrganizationID, account.Server)
	return nil
}

func (d *demonstration) test(ctx context.Context) error {
	d.title("Test", "Reads the directory and shows what a sync would mean. Sends nothing, writes nothing.")
	d.command("bwdc test")
	v, err := d.app.Test(ctx, app.TestRequest{})
	if err != nil {
		return err
	}
	d.ok("%d users to be members, %d disabled, %d deleted, %d groups", len(v.Enabled), len(v.Disabled), len(v.Deleted), len(v.Groups))
	for _, g := range v.Groups {
		if g.Name == "Everybody" || g.Name == "On-call" {
			d.line("group %-12s %3d members, through all levels", g.Name, len(g.Members))
		}
	}
	for _, w := range v.Plan.Warnings { // nothing fails because of them
		d.note("%s", w.Text)
	}
	for _, f := range v.Plan.Findings {
		d.note("a sync would ask first: %s", words.Finding(f))
	}
	return nil
}

func (d *demonstration) firstSync(ctx context.Context) error {
	d.title("First sync", "A first sync shows how many people it would invite, and asks.")
	run, err := d.run(ctx, "bwdc sync --yes")
	if err != nil {
		return err
	}
	d.changes(slices.DeleteFunc(slices.Clone(run.Changes), func(c plan.Change) bool { return words.Kind(c) != "user-changed" }))
	d.line("the organization now has %d members and %d groups", len(d.server.Members()), len(d.server.Groups()))
	return nil
}

func (d *demonstration) secondSync(ctx context.Context) error {
	d.title("A day later", "Joan Clarke joined, Alan Costa left, one person moved from Platform to Finance, the second account was cleaned up.")
	d.company.nextDay()
	if err := d.save(); err != nil {
		return err
	}
	run, err := d.run(ctx, "bwdc sync")
	if err != nil {
		return err
	}
	d.changes(run.Changes)
	return nil
}

func (d *demonstration) nothingNew(ctx context.Context) error {
	d.title("Nothing new", "")
	_, err := d.run(ctx, "bwdc sync")
	return err
}

// byHand is what somebody did in the web vault, which is named at once and
// never undone without a word; and who left comes back.
func (d *demonstration) byHand(ctx context.Context) error {
	d.title("By hand", "In the web vault somebody removed Hedy Bauer and deleted the group Legal. And Alan Costa works here again.")
	d.inTheWebVault()
	d.company.comesBack()
	if err := d.save(); err != nil {
		return err
	}
	run, err := d.run(ctx, "bwdc sync")
	if err != nil {
		return err
	}
	for _, changed := range run.Drift {
		d.note("%s", words.Drift(changed))
	}
	d.changes(slices.DeleteFunc(slices.Clone(run.Changes), func(c plan.Change) bool { return c.Action == plan.Update }))
	return nil
}

// inTheWebVault is what somebody did there.
func (d *demonstration) inTheWebVault() {
	d.server.RemoveMember("hedy.bauer@example.com")
	d.server.RemoveGroup("g-legal")
}

func (d *demonstration) mistake(ctx context.Context) error {
	d.title("A mistake", "The export stopped after a third of the people. Nobody may lose their passwords over that.")
	d.command("bwdc sync")
	problem, err := d.cutOff(ctx)
	if err != nil {
		return err
	}
	d.stopped(problem)
	d.line("the organization still has %d members", len(d.server.Members()))
	return nil
}

// cutOff syncs an export that stopped early, which a guard must stop; then the
// company is whole again.
func (d *demonstration) cutOff(ctx context.Context) (app.Problem, error) {
	whole := d.company.Users
	defer func() { d.company.Users = whole }()
	d.company.halfExported()
	if err := d.save(); err != nil {
		return app.Problem{}, err
	}
	_, err := d.sync(ctx)
	problem := app.Describe(err)
	switch {
	case err == nil:
		return problem, errors.New("the guard did not stop the sync")
	case problem.Code != app.CodeGuard:
		return problem, err
	}
	return problem, nil
}

func (d *demonstration) sync(ctx context.Context) (*organization.Run, error) {
	return d.app.Sync(ctx, app.SyncRequest{Request: syncer.Request{
		Confirm: func(context.Context, app.Question) (bool, error) { return true, nil },
	}})
}

// run syncs as a command does, and reports.
func (d *demonstration) run(ctx context.Context, command string) (*organization.Run, error) {
	d.command(command)
	run, err := d.sync(ctx)
	if err == nil {
		d.report(run)
	}
	return run, err
}

func (d *demonstration) end(took time.Duration) {
	d.title("That was it", "")
	d.line("%.1f s; folder, server and organization of this demo are gone again.", took.Seconds())
	d.line("Next: the README shows how to connect your own directory. 'bwdc --help' lists all commands.")
}
