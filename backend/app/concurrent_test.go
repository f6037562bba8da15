package app_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

// A window asks for many things at once, while another process (here: another
// App) works on the same profile. Nothing is lost, nothing fails but the
// second of two syncs. Under the race detector this is the proof that an App
// may be used from several goroutines.
func TestManyMethodsAtOnce(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	b := f.open("default")
	ctx := t.Context()
	calls := map[string]func(*app.App, int) error{
		"status": func(a *app.App, _ int) error { _, err := a.Status(ctx); return err },
		"list":   func(a *app.App, _ int) error { _, err := a.Config().List(ctx); return err },
		"set": func(a *app.App, n int) error {
			_, err := a.Config().Set(ctx, "sync.interval", strconv.Itoa(10+n))
			return err
		},
		"secret": func(a *app.App, n int) error {
			_, err := a.Config().Set(ctx, "okta.token", "token "+strconv.Itoa(n))
			return err
		},
		"level": func(a *app.App, n int) error {
			_, err := a.Config().Set(ctx, "log.level", []string{"info", "warn"}[n%2])
			return err
		},
		"test": func(a *app.App, _ int) error { _, err := a.Test(ctx, app.TestRequest{}); return err },
		"save": func(a *app.App, n int) error {
			_, err := a.Save(ctx, app.Draft{Set: map[string]string{"sync.emailSuffix": fmt.Sprintf("@%d.example", n)}, Secrets: map[string]config.Secret{"entra.key": config.NewSecret(fmt.Sprintf("key %d", n))}}, nil)
			return err
		},
		"filter": func(a *app.App, n int) error {
			_, err := a.Try(app.Draft{Set: map[string]string{"sync.groupFilter": fmt.Sprintf("exclude:%d", n)}}).Filter(ctx, nil)
			return err
		},
		"place":    func(a *app.App, _ int) error { _, err := a.Location(ctx); return err },
		"logs":     func(a *app.App, _ int) error { _, err := a.Logs(ctx, app.LogQuery{Level: "warn"}); return err },
		"counts":   func(a *app.App, _ int) error { _, err := a.History().Counts(ctx, time.Time{}); return err },
		"check":    func(a *app.App, _ int) error { return a.Check(ctx, func(app.CheckStep) {}) },
		"validate": func(a *app.App, _ int) error { return a.Validate(ctx) },
		"export":   func(a *app.App, _ int) error { _, err := a.Config().Export(ctx, app.YAML, true); return err },
		"history":  func(a *app.App, _ int) error { _, err := a.History().Runs(ctx, 0, 5); return err },
		"profiles": func(*app.App, int) error { _, err := f.profiles().List(ctx); return err },
		"sync": func(a *app.App, _ int) error {
			_, err := a.Sync(ctx, yes())
			if app.Describe(err).Code == app.CodeHeld {
				err = nil
			}
			return err
		},
		"start and stop": func(a *app.App, _ int) error {
			err := a.Automatic().Start(context.WithoutCancel(ctx), nil, nil)
			if app.Describe(err).Code == app.CodeHeld {
				err = nil
			}
			if err == nil {
				err = a.Automatic().Stop()
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
	if f.members() != "ada barbara grace" {
		t.Errorf("members: %s", f.members())
	}
}
