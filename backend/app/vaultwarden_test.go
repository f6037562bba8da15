package app_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

// One address that the mail server refuses, groups that are switched off: what
// vaultwarden can't tell is said.
func TestVaultwardenSaysWhatItCannotTell(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{Vaultwarden: true})
	a := f.ready("default")
	f.staff("p1", "p2", "p3", "p4", "p5", "p6")
	f.server.RefuseMail("p3@example.com", "550 no such user")
	run := syncs(t, a)
	if f.members() != "p1 p2 p4 p5 p6" || !run.Unlisted {
		t.Errorf("members %s, unlisted %v", f.members(), run.Unlisted)
	}
	said := ""
	for _, w := range run.Warnings {
		if w.Code == "user-left-out" {
			said += w.Text + "\n"
		}
	}
	if strings.Count(said, "550 no such user") != 1 || !strings.Contains(said, "p3@example.com") {
		t.Errorf("said %q", said)
	}
	steps := ""
	if err := a.Check(t.Context(), func(s app.CheckStep) { steps += s.Name + ": " + s.Detail + " " + s.Hint + "\n" }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"groups can't be seen", "ORG_GROUPS_ENABLED", "--full", "who is an owner"} {
		if !strings.Contains(steps, want) {
			t.Errorf("%q is not in:\n%s", want, steps)
		}
	}
	if s, err := a.Status(t.Context()); err != nil || !s.Times.Unlisted {
		t.Errorf("status %+v, %v", s.Times, err)
	}
}
