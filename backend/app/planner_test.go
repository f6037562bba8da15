package app_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
)

// saved makes a plan and keeps it in a file.
func saved(t *testing.T, a *app.App, path string) *plan.File {
	t.Helper()
	planner := app.NewPlanner(a)
	file, err := planner.Make(t.Context(), app.PlanRequest{})
	if err == nil {
		err = planner.Save(file, path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func apply(t *testing.T, a *app.App, path string) error {
	t.Helper()
	_, err := app.NewPlanner(a).Apply(t.Context(), path, app.ApplyRequest{MaxAge: plan.MaxAge})
	return err
}

func TestAPlanIsAppliedOrNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	path := filepath.Join(t.TempDir(), "plan.json")
	before := files(t, f.data)
	file := saved(t, a, path)
	for name, text := range files(t, f.data) {
		if text != before[name] && !strings.HasPrefix(filepath.Base(name), "bwdc-") && filepath.Ext(name) != ".log" {
			t.Errorf("a plan wrote %s", name)
		}
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file of a plan: %v, %v", info.Mode(), err)
	}
	if err := apply(t, a, path); err != nil {
		t.Fatal(err)
	}
	if run := lastRun(t, a); run.Plan != file.Digest || f.members() != "ada barbara grace" {
		t.Errorf("run of %q, members %q", run.Plan, f.members())
	}
	if left := saved(t, a, path); len(left.Changes) > 0 {
		t.Errorf("planned again: %+v", left.Changes)
	}

	f.staff("ada", "grace", "barbara", "joan")
	saved(t, a, path)
	f.staff("ada", "grace", "barbara", "joan", "mary")
	err := apply(t, a, path)
	fails(t, err, app.CodePlan, "the plan no longer holds", "not in the plan: invite user mary@example.com", "bwdc plan -o FILE")
	if p := app.Describe(err); len(p.Differences) != 2 {
		t.Errorf("differences %+v", p.Differences)
	}
	if run := lastRun(t, a); run.ErrorCode != string(app.CodePlan) || !strings.Contains(run.Error, "mary@example.com") || f.members() != "ada barbara grace" {
		t.Errorf("run %+v, members %q", run, f.members())
	}
}

// TestAPlanFileHoldsNoSecret: warnings quote what servers answer.
func TestAPlanFileHoldsNoSecret(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	f.server.Fail(orgserver.RouteMembers, 9, orgserver.Fault{Status: 403, Body: `{"message":"no access for ` + f.server.ClientSecret() + `"}`, ContentType: "application/json"})
	path := filepath.Join(t.TempDir(), "plan.json")
	if file := saved(t, a, path); len(file.Warnings) != 1 || !strings.Contains(file.Warnings[0].Text, "no access for **redacted**") {
		t.Errorf("warnings %v", file.Warnings)
	}
	if list := holds(t, filepath.Dir(path), f.server.ClientSecret()); len(list) > 0 {
		t.Errorf("a secret is in %v", list)
	}
}

func TestPlanFilesThatAreNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	dir := t.TempDir()
	fails(t, apply(t, a, filepath.Join(dir, "nothing")), app.CodeFailed, "open the plan", "'bwdc plan -o FILE' makes one")
	fails(t, apply(t, a, f.people), app.CodePlan, "no plan")
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, plan.MostBytes+1); err != nil { // takes no room
		t.Fatal(err)
	}
	start := time.Now()
	fails(t, apply(t, a, large), app.CodePlan, "it has more than 256 MB")
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it was read for %s", took)
	}
	if runs, err := a.History().Runs(t.Context(), 0, 9); err != nil || len(runs) > 0 {
		t.Errorf("runs %v, %v", runs, err)
	}
}
