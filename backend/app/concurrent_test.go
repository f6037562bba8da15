package app_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/bitwardentest"
)

// A window asks for many things at once, while another process (here: another
// App) works on the same profile. Nothing is lost, nothing fails but the
// second of two syncs. Under the race detector this is the proof that an App
// may be used from several goroutines.
func TestManyMethodsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t, bitwardentest.Options{})
	a := o.ready("default")
	syncs(t, a)
	b := o.open("default")
	ctx := t.Context()
	calls := map[string]func(*app.App, int) error{
		"status": func(a *app.App, _ int) error { _, err := a.Status(ctx); return err },
		"list":   func(a *app.App, _ int) error { _, err := a.List(ctx); return err },
		"set":    func(a *app.App, n int) error { _, err := a.Set(ctx, "sync.interval", strconv.Itoa(10+n)); return err },
		"secret": func(a *app.App, n int) error {
			_, err := a.Set(ctx, "okta.token", "token "+strconv.Itoa(n))
			return err
		},
		"level": func(a *app.App, n int) error {
			_, err := a.Set(ctx, "log.level", []string{"info", "warn"}[n%2])
			return err
		},
		"test":     func(a *app.App, _ int) error { _, err := a.Test(ctx, app.TestRequest{}); return err },
		"check":    func(a *app.App, _ int) error { return a.Check(ctx, func(app.CheckStep) {}) },
		"validate": func(a *app.App, _ int) error { return a.Validate(ctx) },
		"export":   func(a *app.App, _ int) error { _, err := a.Export(ctx, app.YAML, true); return err },
		"history":  func(a *app.App, _ int) error { _, err := a.History(ctx, 0, 5); return err },
		"profiles": func(*app.App, int) error { _, err := o.profiles().List(ctx); return err },
		"sync": func(a *app.App, _ int) error {
			_, err := a.Sync(ctx, yes())
			if app.Describe(err).Code == app.CodeHeld {
				err = nil
			}
			return err
		},
		"start and stop": func(a *app.App, _ int) error {
			err := a.Start(context.WithoutCancel(ctx), nil, nil)
			if app.Describe(err).Code == app.CodeHeld {
				err = nil
			}
			if err == nil {
				err = a.Stop()
			}
			return err
		},
	}
	var wg sync.WaitGroup
	for name, call := range calls {
		for _, one := range []*app.App{a, b} {
			wg.Go(func() {
				for n := range 3 {
					if err := call(one, n); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			})
		}
	}
	wg.Wait()
	if got := value(t, a, "sync.interval"); got != "12 (set)" {
		t.Errorf("got %q", got)
	}
	if o.members() != "ada barbara grace" {
		t.Errorf("members: %s", o.members())
	}
}
