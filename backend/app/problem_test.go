package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/configfile"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
)

func TestEveryErrorHasACodeAndAHint(t *testing.T) {
	t.Parallel()
	bad := config.Problem{Key: "sync.interval", Text: "is odd", Example: "15"}
	guard := &syncer.GuardError{Findings: []plan.Finding{{Guard: plan.GuardRemovals, Count: 9, Limit: 5, Entries: []string{"ada"}}}}
	for name, c := range map[string]struct {
		err         error
		code        app.Code
		field, hint string
	}{
		"the API key is refused":     {organization.ErrAuth, app.CodeAuth, "", "bwdc login"},
		"nobody is logged in":        {app.ErrNotLoggedIn, app.CodeNotLoggedIn, "", "BW_CLIENTID"},
		"no API key":                 {app.ErrAPIKey, app.CodeSettings, "", "config"},
		"one setting":                {bad, app.CodeSettings, "sync.interval", "config"},
		"settings":                   {config.Problems{bad, {Key: "file.path"}}, app.CodeSettings, "sync.interval", "config"},
		"an unknown setting":         {&config.UnknownKeyError{Key: "no.such"}, app.CodeSettings, "no.such", "config list"},
		"a file of settings":         {&configfile.Error{Problems: []configfile.LineProblem{{Line: 3, Err: bad}}}, app.CodeSettings, "sync.interval", "config"},
		"a file that has none":       {&configfile.Error{Problems: []configfile.LineProblem{{Err: errors.New("this is not YAML")}}}, app.CodeSettings, "", "config export"},
		"a guard":                    {guard, app.CodeGuard, "", "bwdc sync --allow-removals 9"},
		"a guard without allowance":  {&syncer.GuardError{Findings: []plan.Finding{{Guard: plan.GuardNobody}}}, app.CodeGuard, "", "bwdc test"},
		"a conflict":                 {&syncer.ConflictError{Conflicts: []syncer.Conflict{{What: "email", Value: "ada@example.com", Entries: []string{"1", "2"}}}}, app.CodeConflict, "", "duplicateEmails"},
		"twins":                      {&syncer.TwinError{Twins: []string{"two members share x"}}, app.CodeConflict, "", "duplicateEmails"},
		"another cache":              {&syncer.IdentityError{Configured: organization.Identity{Host: "b"}}, app.CodeIdentity, "", "clear-cache"},
		"another id attribute":       {&syncer.IdentityError{Configured: organization.Identity{IDAttribute: "uid"}}, app.CodeIdentity, "", "bwdc rekey"},
		"ids that are being changed": {&syncer.IdentityError{Begun: 3, Done: 1}, app.CodeIdentity, "", "bwdc rekey"},
		"no such call":               {fmt.Errorf("x: %w", organization.ErrNoRekey), app.CodeServer, "", "bwdc check"},
		"no such group":              {directory.WithHint(syncer.ErrNoSuchOffer, "bwdc adopt"), app.CodeNotFound, "", "bwdc adopt"},
		"stopped":                    {fmt.Errorf("%w: x", syncer.ErrStopped), app.CodeGuard, "", "bwdc test"},
		"not staged":                 {syncer.ErrNotStaged, app.CodeServer, "", "bwdc check"},
		"a refused request":          {&organization.RejectedError{Status: 400, Message: "no seats"}, app.CodeServer, "", "bwdc check"},
		"throttled":                  {&organization.RateLimitError{RetryAfter: time.Minute}, app.CodeServer, "", "bwdc check"},
		"not sent":                   {organization.ErrNotSent, app.CodeServer, "", "bwdc check"},
		"not found":                  {organization.ErrNotFound, app.CodeServer, "", "bwdc check"},
		"no member list":             {organization.ErrNoMemberList, app.CodeServer, "", "bwdc check"},
		"a lost answer":              {&organization.UnknownOutcomeError{Err: errors.New("cut")}, app.CodeUnknown, "", "next sync"},
		"the directory's log-in":     {directory.ErrAuth, app.CodeDirectory, "", "bwdc check"},
		"the directory's rights":     {directory.ErrPermission, app.CodeDirectory, "", "bwdc check"},
		"the directory's address":    {directory.ErrUnreachable, app.CodeDirectory, "", "bwdc check"},
		"a filter":                   {fmt.Errorf("%w: %w", directory.ErrConfig, &filter.SyntaxError{Text: "incl:", Pos: 1, Problem: "?"}), app.CodeFilter, "", "bwdc try-filter"},
		"the directory's settings":   {directory.ErrConfig, app.CodeDirectory, "", "bwdc check"},
		"a read that is cut":         {fmt.Errorf("%w: %w", directory.ErrIncomplete, directory.ErrUnreachable), app.CodeIncomplete, "", "Nothing was sent"},
		"somebody syncs":             {&filelock.HeldError{Info: filelock.Info{PID: 7, What: "manual sync"}}, app.CodeHeld, "", "Wait"},
		"it runs already":            {app.ErrRunning, app.CodeHeld, "", "Wait"},
		"the database is locked":     {directory.WithHint(store.ErrLocked, "free again"), app.CodeLocked, "", "free again"},
		"the database is damaged":    {directory.WithHint(store.ErrDamaged, "a backup"), app.CodeDatabase, "", "a backup"},
		"the database is newer":      {directory.WithHint(store.ErrNewer, "newest version"), app.CodeDatabase, "", "newest version"},
		"no such profile":            {app.ErrNoProfile, app.CodeProfile, "", "profile list"},
		"a profile that is there":    {app.ErrProfileExists, app.CodeProfile, "", "profile list"},
		"the name of a profile":      {app.ErrProfileName, app.CodeProfile, "", "profile list"},
		"a run that is not kept":     {fmt.Errorf("%w: %q", app.ErrNoRun, "2020"), app.CodeNotFound, "", "bwdc history"},
		"a profile in use":           {fmt.Errorf("%w: %w", app.ErrProfileBusy, &filelock.HeldError{}), app.CodeProfile, "", "Wait until it has ended"},
		"a person stopped it":        {context.Canceled, app.CodeCancelled, "", "accepted before is kept"},
		"stopped while sending":      {&organization.UnknownOutcomeError{Err: context.Canceled}, app.CodeCancelled, "", "next sync"},
		"a hint of its own":          {directory.WithHint(organization.ErrAuth, "do this"), app.CodeAuth, "", "do this"},
		"refused, and more":          {errors.Join(errors.New("x"), organization.ErrAuth), app.CodeAuth, "", "bwdc login"},
		"a guard, and the history":   {errors.Join(guard, errors.New("write the history: x")), app.CodeGuard, "", "--allow-removals 9"},
		"anything else has no hint":  {errors.New("odd"), app.CodeFailed, "", ""},
		"updates are off":            {directory.WithHint(app.ErrNoUpdates, "update.check"), app.CodeFailed, "", "update.check"},
		"both parts of a check fail": {errors.Join(fmt.Errorf("ldap: %w", directory.ErrUnreachable), organization.ErrAuth), app.CodeAuth, "", "bwdc login"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, err := range []error{c.err, fmt.Errorf("outside: %w", c.err)} {
				p := app.Describe(err)
				if p.Code != c.code || p.Field != c.field || !strings.Contains(p.Hint, c.hint) || c.hint == "" && p.Hint != "" {
					t.Errorf("got %+v", p)
				}
				if p.Message == "" || p.Message != strings.TrimSpace(p.Message) {
					t.Errorf("message %q", p.Message)
				}
				if strings.Contains(p.Message, "goroutine ") || strings.Contains(p.Message, "{\"") || strings.Contains(p.Message, "%!") {
					t.Errorf("message %q", p.Message)
				}
			}
		})
	}
	if p := app.Describe(nil); p.Code != "" || p.Message != "" {
		t.Errorf("no error: %+v", p)
	}
	// All fields are told, also those of several errors; the JSON that is
	// promised stays as it is.
	several := errors.Join(config.Problems{bad, {Key: "file.path", Text: "is not set"}}, &config.UnknownKeyError{Key: "no.such"})
	p := app.Describe(fmt.Errorf("import: %w", several))
	want := []app.FieldProblem{{Key: "sync.interval", Message: "is odd", Example: "15"}, {Key: "file.path", Message: "is not set"}, {Key: "no.such", Message: `unknown setting "no.such"`, Code: "unknown", Args: []string{""}}}
	if diff := cmp.Diff(want, p.Fields); diff != "" || p.Field != "sync.interval" {
		t.Errorf("field %s, fields (-want +got):\n%s", p.Field, diff)
	}
	text, err := json.Marshal(p)
	if err != nil || strings.Contains(string(text), "ields") || strings.Contains(string(text), "eneric") {
		t.Errorf("got %s, %v", text, err)
	}
	// A hint of a command line is told from one about the error itself.
	for _, c := range []struct {
		err     error
		generic bool
	}{
		{organization.ErrAuth, true}, {guard, true}, {bad, true}, {app.ErrNotLoggedIn, true}, {errors.New("odd"), false},
		{directory.WithHint(organization.ErrAuth, "do this"), false}, {directory.WithHint(guard, "do this"), false}, {nil, false},
	} {
		if p := app.Describe(c.err); p.Generic != c.generic {
			t.Errorf("%v: %+v", c.err, p)
		}
	}
	if p := app.Describe(guard); len(p.Findings) != 1 || p.Findings[0].Count != 9 {
		t.Errorf("findings: %+v", p.Findings)
	}
}

// A hint is one sentence: what to do, or the flags that let exactly this
// happen once.
func TestHintsOfGuardsAreWhole(t *testing.T) {
	t.Parallel()
	guards := []plan.Guard{
		plan.GuardRemovals, plan.GuardMemberships, plan.GuardAdditions, plan.GuardFirstSync,
		plan.GuardSeats, plan.GuardGroupRemovals, plan.GuardNobody, plan.GuardUnknown, plan.GuardGone,
	}
	for _, first := range guards {
		for _, second := range guards {
			hint := app.Describe(&syncer.GuardError{Findings: []plan.Finding{{Guard: first, Count: 3}, {Guard: second, Count: 4}}}).Hint
			flags, allowed := strings.CutPrefix(hint, "If this is meant, allow exactly this once: bwdc sync ")
			for word := range strings.FieldsSeq(flags) {
				if allowed && !strings.HasPrefix(word, "--") && word != "3" && word != "4" {
					t.Errorf("%s and %s: a flag and a sentence in one: %s", first, second, hint)
				}
			}
			if hint == "" {
				t.Errorf("%s and %s: no hint", first, second)
			}
		}
	}
}

func TestWhatWasCancelledIsSaidInWords(t *testing.T) {
	t.Parallel()
	lost := errors.New("the answer was lost")
	for _, c := range []struct {
		err  error
		want string
	}{
		{context.Canceled, "cancelled"},
		{fmt.Errorf("read the directory: %w", context.Canceled), "cancelled: read the directory"},
		{fmt.Errorf("%w (%w)", context.Canceled, lost), "cancelled (the answer was lost)"},
		{errors.Join(lost, fmt.Errorf("verify: %w", context.Canceled)), "the answer was lost\ncancelled: verify"},
		{lost, "the answer was lost"},
	} {
		if got := app.Describe(c.err).Message; got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
