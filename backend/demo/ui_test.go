package demo_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/demo"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/sources"
	"directoryconnector/backend/syncer"
)

// shown runs the demo of the pages with look in place of the pages.
func shown(t *testing.T, o demo.UIOptions, look func(t *testing.T, a *app.App, said string)) error {
	t.Helper()
	var out bytes.Buffer
	o.Options = demo.Options{Out: &out, Sources: sources.Open, Version: "1.0.0"}
	o.Show = func(_ context.Context, opts app.Options, greet func(io.Writer, string)) error {
		greet(&out, "http://127.0.0.1:8733/open?token=abc")
		a, err := app.Open(opts)
		if err != nil {
			return err
		}
		look(t, a, out.String())
		return a.Close()
	}
	return demo.UI(t.Context(), o)
}

func TestUIBeginsWithACompanyThatHasChangedALittle(t *testing.T) {
	dir := tempDir(t)
	err := shown(t, demo.UIOptions{People: 300}, func(t *testing.T, a *app.App, said string) {
		v, err := a.Test(t.Context(), app.TestRequest{TestOptions: syncer.TestOptions{}})
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Plan.Findings) > 0 {
			t.Errorf("a sync would stop: %v", v.Plan.Findings)
		}
		if losses := v.Plan.Losses(); len(losses) != 1 || !strings.Contains(losses[0].Name, "alan.costa@") {
			t.Errorf("who leaves: %v", losses)
		}
		if !slices.ContainsFunc(v.Enabled, func(u syncer.PreviewUser) bool { return u.Email == "joan.clarke@example.com" }) {
			t.Error("nobody joined")
		}
		if !slices.ContainsFunc(v.Groups, func(g syncer.PreviewGroup) bool { return g.Name == "People and Culture" }) {
			t.Error("no group has a new name")
		}
		if v.Counts.LeftOut == 0 || len(v.Plan.Warnings) == 0 {
			t.Error("nobody is left out")
		}
		runs, err := a.History().Runs(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		results := map[organization.Result]int{}
		for _, run := range runs {
			results[run.Result]++
		}
		if results[organization.ResultDone] != 14 || results[organization.ResultStopped] != 1 || len(runs) != 15 {
			t.Errorf("the history: %v", results)
		}
		if len(v.Plan.Drift) < 2 {
			t.Errorf("by hand: %v", v.Plan.Drift)
		}
		for _, want := range []string{"last synced 20 hours ago", "Joan Clarke joined", "http://127.0.0.1:8733/open?token=abc", "are gone"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in:\n%s", want, said)
			}
		}
		if strings.Contains(said, orgserver.DefaultClientSecret) {
			t.Errorf("the key is in:\n%s", said)
		}
	})
	if err != nil {
		t.Error(err)
	}
	empty(t, dir)
}

func TestUIBeforeTheLogIn(t *testing.T) {
	dir := tempDir(t)
	err := shown(t, demo.UIOptions{People: 300, LoggedOut: true}, func(t *testing.T, a *app.App, said string) {
		if _, err := a.Account(t.Context()); !errors.Is(err, app.ErrNotLoggedIn) {
			t.Errorf("account: %v", err)
		}
		// The key is the demo's own, and there to be typed in.
		for _, want := range []string{
			orgserver.DefaultOrganizationID, orgserver.DefaultClientSecret,
			"300 people and 16 groups", "Log in: type the client id", "asks before it adds anybody",
		} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in:\n%s", want, said)
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
	empty(t, dir)
}

func TestUIOfALargeCompany(t *testing.T) {
	tempDir(t)
	err := shown(t, demo.UIOptions{People: 5000}, func(t *testing.T, a *app.App, said string) {
		v, err := a.Test(t.Context(), app.TestRequest{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"A company of 5000 people is made", "\n5000 people and 206 groups"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in:\n%s", want, said)
			}
		}
		if len(v.Enabled) < 4900 || len(v.Groups) < 190 || len(v.Plan.Findings) > 0 {
			t.Errorf("%d users, %d groups, stop %v", len(v.Enabled), len(v.Groups), v.Plan.Findings)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestUIThatIsEndedEarlyLeavesNothing(t *testing.T) {
	dir := tempDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := demo.UI(ctx, demo.UIOptions{
		Options: demo.Options{Out: io.Discard, Sources: sources.Open, Version: "1.0.0"}, People: 300,
		Show: func(context.Context, app.Options, func(io.Writer, string)) error {
			return errors.New("nothing to show")
		},
	})
	if err != nil {
		t.Error(err)
	}
	empty(t, dir)
}
