package sources

import (
	"context"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/filter"
)

// openEntra hands the clauses by group and by administrative unit to the
// Source; the syncer applies those by email and by name.
func openEntra(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	key, err := c.Secret(ctx, "entra.key")
	if err != nil {
		return nil, err
	}
	network, err := reached(ctx, c)
	if err != nil {
		return nil, err
	}
	users, err := filter.ParseEntraUsers(c.Settings.Sync.UserFilter)
	if err != nil {
		return nil, directory.Errorf(directory.ErrConfig, "sync.userFilter: %w", err)
	}
	groups, err := filter.ParseEntraGroups(c.Settings.Sync.GroupFilter)
	if err != nil {
		return nil, directory.Errorf(directory.ErrConfig, "sync.groupFilter: %w", err)
	}
	return entra.New(entra.Config{
		Settings: c.Settings.Entra, Key: key,
		IncludeGroups: users.Values(filter.IncludeGroup), ExcludeGroups: users.Values(filter.ExcludeGroup),
		IncludeUnits: groups.Values(filter.IncludeUnit), ExcludeUnits: groups.Values(filter.ExcludeUnit),
		SyncGroups: c.Settings.Sync.Groups, ResolveOutside: c.Settings.Groups.ResolveOutside,
		ReadOptions: readOptions(c, network),
	})
}
