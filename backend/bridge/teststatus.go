package bridge

import (
	"context"
	"maps"
	"slices"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Why a test may not show any more what a sync would do.
const (
	// outdatedSettings: other settings hold now.
	outdatedSettings = "settings"
	// outdatedLogin: nobody was logged in then.
	outdatedLogin = "login"
	// outdatedSync: a sync has run; outdatedApplied: it did exactly this.
	outdatedSync    = "sync"
	outdatedApplied = "applied"
	// outdatedAge: it is older than a plan may be that is applied.
	outdatedAge = "age"
)

// A testInput is what a test rests on.
type testInput struct {
	at       time.Time
	settings config.Settings
	// unsavedSecrets are the keys of secrets that were typed for it and are not
	// saved; secretsChanged says that others were saved since.
	unsavedSecrets []string
	secretsChanged bool
	// synced says that a sync has run since, applied that it did exactly this.
	synced, applied bool
	// run is the one that did this, ended when it ended.
	run   string
	ended time.Time
	// saved says that what it tested was saved since.
	saved bool
	// read is what the directory was found to hold; nil where nobody has read it.
	read *ReadCounts
}

// testInputOf returns what a test of a draft rests on, if it begins now.
func (m *Manager) testInputOf(ctx context.Context, s *session, draft *Draft) (testInput, error) {
	settings, err := s.app.Try(draft.toApp()).Settings(ctx)
	if err != nil {
		return testInput{}, err
	}
	return testInput{at: m.opts.App.Now(), settings: syncSettings(*settings), unsavedSecrets: draft.secretKeys()}, nil
}

// syncSettings leaves out of settings what no sync depends on.
func syncSettings(s config.Settings) config.Settings {
	s.Log, s.Update, s.Sync.Interval, s.Sync.Times = config.Log{}, config.Update{}, 0, ""
	s.Server.OrganizationName = ""
	s.Notify, s.Mail, s.Webhook = config.Notify{}, config.Mail{}, config.Webhook{}
	return s
}

// secretKeys are the settings of all secrets that the draft changes, sorted.
func (d *Draft) secretKeys() []string {
	return slices.Sorted(slices.Values(slices.AppendSeq(slices.Clone(d.Forget), maps.Keys(d.Secrets))))
}

// testStatus tells what has become of the last test at a moment; null without
// one. mu is held.
func (s *session) testStatus(settings *config.Settings, now *app.Status, at time.Time) *TestStatus {
	if s.result == nil {
		return nil
	}
	in, file := &s.result.input, s.result.plan.file
	// What was stopped or cancelled, or failed, before anything was sent changed
	// nothing; a later one does not undo an earlier one.
	last := now.Last
	if last != nil && (string(last.Result) == stateDone || last.Counts.Requests > 0) {
		// A plan that was opened has whole seconds: its own run may end in the
		// second in which it was made.
		applied := last.Plan == file.Digest && string(last.Result) == stateDone
		if last.End.After(in.at) || applied && !last.End.Before(file.Made) {
			if in.synced = true; applied {
				in.carriedOut(last)
			}
		}
	}
	other := in.settings != syncSettings(*settings)
	in.saved = in.saved || !other && len(in.unsavedSecrets) == 0
	shown := &TestStatus{Plan: file.Digest, File: s.result.shown.File, Draft: s.result.shown.Draft && !in.saved}
	shown.Read = in.read
	switch {
	case in.applied:
		shown.Outdated, shown.Run, shown.At = outdatedApplied, in.run, moment(in.ended)
	case in.synced:
		shown.Outdated = outdatedSync
	case !shown.Draft && s.result.shown.BeforeLogin && now.LoggedIn:
		shown.Outdated = outdatedLogin
	case !shown.Draft && (other || in.secretsChanged):
		shown.Outdated = outdatedSettings
	case at.Sub(file.Made) > plan.MaxAge:
		shown.Outdated = outdatedAge
	}
	shown.Applies = !shown.Draft && shown.Outdated == "" && s.result.shown.Blocked == nil && file.Identity["organization"] != ""
	return shown
}

// carriedOut takes note of the run that did exactly this. mu is held.
func (in *testInput) carriedOut(by *organization.Run) {
	in.synced, in.applied, in.run, in.ended = true, true, by.ID, by.End
}

// recordSecrets takes note of secrets that were saved: those of the last test, or
// others.
func (m *Manager) recordSecrets(s *session, draft *Draft) {
	keys := draft.secretKeys()
	m.mu.Lock()
	defer m.mu.Unlock()
	if s.result == nil || len(keys) == 0 {
		return
	}
	in := &s.result.input
	if slices.Equal(in.unsavedSecrets, keys) {
		in.unsavedSecrets = nil
		return
	}
	in.secretsChanged = true
}
