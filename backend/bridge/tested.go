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

// A basis is what a test rests on.
type basis struct {
	at       time.Time
	settings config.Settings
	// typed are the keys of secrets that were typed for it and are not saved;
	// changed says that secrets were saved since.
	typed   []string
	changed bool
}

// basisOf returns what a test of a draft rests on, if it begins now.
func (d *Desk) basisOf(ctx context.Context, t *tray, draft *Draft) (basis, error) {
	settings, err := t.app.Try(draft.change()).Settings(ctx)
	if err != nil {
		return basis{}, err
	}
	return basis{at: d.opts.App.Now(), settings: ofSync(*settings), typed: draft.secretKeys()}, nil
}

// ofSync leaves out of settings what no sync depends on.
func ofSync(s config.Settings) config.Settings {
	s.Log, s.Update, s.Sync.Interval = config.Log{}, config.Update{}, 0
	return s
}

// secretKeys are the settings of all secrets that the draft changes, sorted.
func (d *Draft) secretKeys() []string {
	return slices.Sorted(slices.Values(slices.AppendSeq(slices.Clone(d.ForgetSecrets), maps.Keys(d.Secrets))))
}

// tested tells what has become of the last test; null without one. mu is held.
func (t *tray) tested(now *config.Settings, last *app.Run) *Tested {
	if t.result == nil {
		return nil
	}
	b := &t.result.basis
	other := b.settings != ofSync(*now)
	shown := &Tested{Draft: t.result.shown.Draft && (other || len(b.typed) > 0)}
	switch {
	case !shown.Draft && (other || b.changed):
		shown.Outdated = outdatedSettings
	case last != nil && last.End.After(b.at):
		shown.Outdated = outdatedSync
	}
	return shown
}

// saved takes note of secrets that were saved: those of the last test, or
// others.
func (d *Desk) saved(t *tray, draft *Draft) {
	keys := draft.secretKeys()
	d.mu.Lock()
	defer d.mu.Unlock()
	if t.result == nil || len(keys) == 0 {
		return
	}
	b := &t.result.basis
	if slices.Equal(b.typed, keys) {
		b.typed = nil
		return
	}
	b.changed = true
}
