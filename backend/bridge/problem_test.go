package bridge

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
)

// The pages have no command line.
func TestHintsNameNoCommand(t *testing.T) {
	t.Parallel()
	codes := []app.Code{
		app.CodeSettings, app.CodeAuth, app.CodeNotLoggedIn, app.CodeDirectory, app.CodeIncomplete, app.CodeGuard, app.CodeConflict,
		app.CodeIdentity, app.CodeServer, app.CodeUnknown, app.CodeHeld, app.CodeLocked, app.CodeProfile, app.CodeCancelled,
		app.CodeNotFound, app.CodePlan, app.CodeChanged, app.CodeFilter, app.CodeTakeover,
	}
	for _, code := range codes {
		if hint := hints[code]; hint == "" || !strings.HasSuffix(hint, ".") || namesCommand(hint) || strings.Contains(hint, "bwdc") {
			t.Errorf("%s: hint %q", code, hint)
		}
	}
	if len(hints) != len(codes) {
		t.Errorf("%d hints for %d codes", len(hints), len(codes))
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	for _, test := range []struct {
		name                string
		err                 error
		code, hint, message string
		field               string
	}{
		{name: "nothing", err: nil},
		{name: "a hint of its own", err: directory.WithHint(failed, "Turn it on."), code: "failed", message: "failed", hint: "Turn it on."},
		{
			name: "a sentence about a flag goes", code: "failed", message: "failed", hint: "Make room on the disk.",
			err: directory.WithHint(failed, "Make room on the disk. Or name another folder with --data-dir."),
		},
		{
			name: "a hint about commands only is replaced", code: "not-logged-in", message: app.ErrNotLoggedIn.Error(), hint: hints[app.CodeNotLoggedIn],
			err: directory.WithHint(app.ErrNotLoggedIn, "Log in with 'bwdc login', or set BW_CLIENTID and BW_CLIENTSECRET."),
		},
		{
			name: "the command line's general hint is replaced", code: "directory", message: "x: server unreachable", hint: hints[app.CodeDirectory],
			err: fmt.Errorf("x: %w", directory.ErrUnreachable),
		},
		{
			name: "a setting", code: "settings", message: "ldap.port: is odd (example: 389)", hint: hints[app.CodeSettings], field: "ldap.port",
			err: config.Problem{Key: "ldap.port", Text: "is odd", Example: "389"},
		},
		{
			name: "another id attribute", code: "cache-identity", hint: rekeyHints[app.RekeyPossible],
			message: `the sync cache belongs to another configuration: external id attribute was "" and is "uid"`,
			err:     &syncer.IdentityError{Configured: organization.Identity{IDAttribute: "uid"}},
		},
		{
			name: "ids that are being changed", code: "cache-identity", hint: rekeyHints[app.RekeyBegun],
			message: (&syncer.IdentityError{Begun: 3, Done: 1}).Error(), err: &syncer.IdentityError{Begun: 3, Done: 1},
		},
		{
			name: "another directory", code: "cache-identity", hint: hints[app.CodeIdentity],
			message: `the sync cache belongs to another configuration: host was "" and is "b"`, err: &syncer.IdentityError{Configured: organization.Identity{Host: "b"}},
		},
		{name: "something runs", err: fmt.Errorf("x: %w", errBusy), code: "sync-running", message: "x: something else runs", hint: hints[app.CodeHeld]},
		{
			name: "told before", code: "guard", message: "no", hint: "Look.",
			err: fmt.Errorf("x: %w", &Error{Problem: Problem{Code: "guard", Message: "no", Hint: "Look."}}),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := Explain(test.err)
			if p.Code != test.code || p.Hint != test.hint || p.Message != test.message || p.Field != test.field {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestFindingsAreCapped(t *testing.T) {
	t.Parallel()
	entries := make([]string, 3000)
	got := findingsOf([]plan.Finding{
		{Guard: plan.GuardMemberships, Count: 7000, Entries: entries},
		{Guard: plan.GuardNobody, Count: 4},
		{Guard: plan.GuardNobody}, // nobody to lose: there is no number to allow
		{Guard: "members-unknown"},
		{Guard: plan.GuardGone, Count: 7},
		{Guard: plan.GuardGroupRemovals, Count: 3},
	})
	if f := got[0]; f.Count != 7000 || f.Total != 3000 || len(f.Entries) != 200 || f.Allowance != "allowMemberships" {
		t.Errorf("got %d, %d, %d, %s", f.Count, f.Total, len(f.Entries), f.Allowance)
	}
	if got[1].Allowance != "allowRemovals" || got[2].Allowance != "" || got[3].Allowance != "" || got[3].Entries == nil {
		t.Errorf("got %+v", got[1:])
	}
	if got[4].Allowance != "allowGone" || got[5].Allowance != "allowGroupRemovals" {
		t.Errorf("got %+v", got[4:])
	}
}
