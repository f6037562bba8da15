package bridge

import (
	"context"
	"maps"
	"slices"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

// Why a test may not show any more what a sync would do.
const (
	// outdatedSettings: other settings hold now.
	outdatedSettings = "settings"
	// outdatedSync: a sync has run.
	outdatedSync = "sync"
)

// A testInput is what a test rests on.
type testInput struct {
	at       time.Time
	settings config.Settings
	// unsavedSecrets are the keys of secrets that were typed for it and are not
	// saved; secretsChanged says that others were saved since.
	unsavedSecrets []string
	secretsChanged bool
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
	s.Log, s.Update, s.Sync.Interval = config.Log{}, config.Update{}, 0
	return s
}

// secretKeys are the settings of all secrets that the draft changes, sorted.
func (d *Draft) secretKeys() []string {
	return slices.Sorted(slices.Values(slices.AppendSeq(slices.Clone(d.Forget), maps.Keys(d.Secrets))))
}

// testStatus tells what has become of the last test; null without one. mu is
// held.
func (s *session) testStatus(now *config.Settings, last *app.Run) *TestStatus {
	if s.result == nil {
		return nil
	}
	in := &s.result.input
	other := in.settings != syncSettings(*now)
	shown := &TestStatus{Draft: s.result.shown.Draft && (other || len(in.unsavedSecrets) > 0)}
	switch {
	case !shown.Draft && (other || in.secretsChanged):
		shown.Outdated = outdatedSettings
	case last != nil && last.End.After(in.at):
		shown.Outdated = outdatedSync
	}
	return shown
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
