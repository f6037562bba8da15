package app

import (
	"context"
	"maps"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// syncs tells whether a sync depends on a setting.
func syncs(key string) bool {
	return key != "sync.interval" && key != organizationNameKey && !strings.HasPrefix(key, "log.") && !strings.HasPrefix(key, "update.")
}

// syncedWith are the settings that hold now, as far as a sync depends on them.
func (c Config) syncedWith(ctx context.Context) (config.Values, error) {
	values, _, err := c.app.values(ctx)
	maps.DeleteFunc(values, func(key, _ string) bool { return !syncs(key) })
	return values, err
}

// rememberSynced keeps the settings of a sync of everybody that was done, where
// they are other ones than before.
func (c Config) rememberSynced(ctx context.Context) error {
	now, err := c.syncedWith(ctx)
	if err != nil {
		return err
	}
	brief, err := c.app.store.Brief(ctx)
	if err != nil || brief.SyncedWith != nil && maps.Equal(brief.SyncedWith, now) {
		return err
	}
	return c.app.store.Commit(ctx, organization.Change{SyncedWith: now})
}

// ChangedSinceSync returns the keys of the settings that are other ones than at
// the last sync of everybody that was done, as far as a sync depends on them;
// none where nobody knows.
func (c Config) ChangedSinceSync(ctx context.Context) ([]string, error) {
	now, err := c.syncedWith(ctx)
	if err != nil {
		return nil, err
	}
	brief, err := c.app.store.Brief(ctx)
	if err != nil || brief.SyncedWith == nil {
		return []string{}, err
	}
	changed := []string{}
	for _, d := range c.app.catalog.All() {
		if was, is := brief.SyncedWith[d.Key], now[d.Key]; syncs(d.Key) && was != is {
			changed = append(changed, d.Key)
		}
	}
	return changed, nil
}
