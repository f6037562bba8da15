package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
)

// A Planner makes plans that can be kept. It writes nothing but the file that is
// asked for.
type Planner struct{ app *App }

// NewPlanner returns the Planner of a profile.
func NewPlanner(a *App) Planner { return Planner{a} }

// A PlanRequest is one order to plan.
type PlanRequest struct {
	// Memberships asks who is in all groups that concern the profile; else only
	// those that would be sent are asked for.
	Memberships bool
	// OnProgress, where not nil, hears how far it is.
	OnProgress func(Progress)
}

// Make returns what a sync would do now, by name.
func (p Planner) Make(ctx context.Context, req PlanRequest) (*plan.File, error) {
	t := p.app.Try(Draft{})
	defer p.app.redact.Hold()()
	s, err := t.prepare(ctx, req.OnProgress)
	if err != nil {
		return nil, err
	}
	defer closeOrganization(s)
	f := p.file(s)
	made, looked, err := s.Plan(ctx, req.Memberships)
	if err != nil {
		return nil, err
	}
	f.Plan, f.Looked = *made, looked
	return f, f.Seal()
}

// Test is Trial.Test, and returns its plan as one that can be kept, and carried
// out where the trial is of what is saved.
func (p Planner) Test(ctx context.Context, t *Trial, req TestRequest) (*Preview, *plan.File, error) {
	defer p.app.redact.Hold()()
	s, err := t.prepare(ctx, req.OnProgress)
	if err != nil {
		return nil, nil, err
	}
	defer closeOrganization(s)
	f := p.file(s)
	req.Exact = true
	preview, err := s.Test(ctx, req.TestOptions)
	if err != nil {
		return nil, nil, err
	}
	f.Plan, f.Looked = *preview.Plan, preview.Looked
	return preview, f, f.Seal()
}

// file is a plan that is empty still.
func (p Planner) file(s *syncer.Syncer) *plan.File {
	return &plan.File{Made: p.app.opts.Now(), Program: p.app.opts.Version, Profile: p.app.opts.Profile, Identity: s.Options.Identity.Fields()}
}

// Save writes a plan into a file that only its owner may read, since it names
// people: all of it or nothing. A file that holds something else is left alone,
// and a plan for no organization, which could never be applied, is refused with
// ErrNotLoggedIn.
func (p Planner) Save(f *plan.File, path string) error {
	if f.Identity["organization"] == "" {
		return directory.WithHint(ErrNotLoggedIn, "A plan is for one organization. Log in with 'bwdc login', or set BW_CLIENTID and BW_CLIENTSECRET.")
	}
	if holdsElse(path) {
		return directory.WithHint(fmt.Errorf("%s holds something else than a plan", path), "Name a new file, or one that holds a plan.")
	}
	return writeFile(path, f.Write)
}

// planBegins is how the beginning of a plan is recognized, whole or cut, where
// it is to be replaced.
var planBegins = regexp.MustCompile(`^(?:\x{FEFF})?\s*\{\s*"object":\s*"plan"`)

// holdsElse tells whether there is a file with something that is no plan.
func holdsElse(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false // writing says what is wrong
	}
	defer func() { _ = f.Close() }()
	head, _ := io.ReadAll(io.LimitReader(f, 512))
	return !planBegins.Match(head)
}

// openPlan reads a plan from a file. A *plan.FileError says why it is none.
func openPlan(path string) (file *plan.File, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("open the plan: %w", err), "'bwdc plan -o FILE' makes one.")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > plan.MostBytes {
		return nil, plan.ErrTooLarge
	}
	return plan.ReadFile(f)
}

// An ApplyRequest is one order to apply a plan.
type ApplyRequest struct {
	// MaxAge is how old the plan may be.
	MaxAge time.Duration
	// OnProgress, where not nil, hears how far it is.
	OnProgress func(Progress)
}

// Apply does exactly what the plan in a file says, or nothing: a sync that is
// stopped where its changes are not those of the plan. The error is a
// *plan.FileError where the file is not for this, and a *syncer.PlanError where
// it no longer holds.
func (p Planner) Apply(ctx context.Context, path string, req ApplyRequest) (*organization.Run, error) {
	f, err := openPlan(path)
	if err != nil {
		return nil, err
	}
	if err := f.Usable(p.app.opts.Profile, p.app.opts.Version, p.app.opts.Now(), req.MaxAge); err != nil {
		return nil, err
	}
	// The first plan of a large company takes more memory than its sync.
	f.Changes = nil
	changes := func() ([]plan.Change, error) {
		again, err := openPlan(path)
		if err == nil && again.Digest != f.Digest {
			err = fmt.Errorf("%s is another plan now", path)
		}
		if err != nil {
			return nil, err
		}
		return again.Changes, nil
	}
	sync := SyncRequest{OnProgress: req.OnProgress}
	sync.Trigger, sync.Planned, sync.PlannedChanges = organization.TriggerManual, f, changes
	return p.app.Sync(ctx, sync)
}

// Read reads a plan that this profile may apply now; the error is a
// *plan.FileError where it may not.
func (p Planner) Read(r io.Reader) (*plan.File, error) {
	f, err := plan.ReadFile(r)
	if err != nil {
		return nil, err
	}
	return f, f.Usable(p.app.opts.Profile, p.app.opts.Version, p.app.opts.Now(), plan.MaxAge)
}

// ApplyShown is Apply for a plan that somebody looks at: its changes are in
// memory.
func (p Planner) ApplyShown(ctx context.Context, f *plan.File, req ApplyRequest) (*organization.Run, error) {
	if err := f.Usable(p.app.opts.Profile, p.app.opts.Version, p.app.opts.Now(), req.MaxAge); err != nil {
		return nil, err
	}
	sync := SyncRequest{OnProgress: req.OnProgress}
	sync.Trigger, sync.Planned = organization.TriggerManual, f
	return p.app.Sync(ctx, sync)
}
