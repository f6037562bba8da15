package sources

import (
	"context"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/transport"
)

// reached says how a cloud directory is reached.
func reached(ctx context.Context, c app.SourceConfig) (transport.Options, error) {
	password, err := c.Secret(ctx, "network.proxyPassword")
	return transport.Options{Network: c.Settings.Network, ProxyPassword: password, Logger: c.Logger, UserAgent: transport.UserAgent(c.Version)}, err
}

// filters parses the filters of users and groups. The syncer applies their
// sets; their queries are the Source's work.
func filters(c app.SourceConfig, o filter.Options) (users, groups filter.Filter, err error) {
	if users, err = filter.Parse(c.Settings.Sync.UserFilter, o); err != nil {
		return users, groups, fmt.Errorf("sync.userFilter: %w: %w", directory.ErrConfig, err)
	}
	if groups, err = filter.Parse(c.Settings.Sync.GroupFilter, o); err != nil {
		return users, groups, fmt.Errorf("sync.groupFilter: %w: %w", directory.ErrConfig, err)
	}
	return users, groups, nil
}

func openOkta(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	token, err := c.Secret(ctx, "okta.token")
	if err != nil {
		return nil, err
	}
	network, err := reached(ctx, c)
	if err != nil {
		return nil, err
	}
	users, groups, err := filters(c, filter.Options{Query: true})
	if err != nil {
		return nil, err
	}
	cfg := okta.Config{
		Settings: c.Settings.Okta, Token: token, UserQuery: users.Query, GroupQuery: groups.Query,
		SyncGroups: c.Settings.Sync.Groups, Transport: network, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now,
	}
	if groups.HasSet() {
		cfg.GroupNames = groups
	}
	return okta.New(cfg)
}

func openOneLogin(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	secret, err := c.Secret(ctx, "onelogin.clientSecret")
	if err != nil {
		return nil, err
	}
	network, err := reached(ctx, c)
	if err != nil {
		return nil, err
	}
	users, groups, err := filters(c, filter.Options{Query: true})
	if err != nil {
		return nil, err
	}
	cfg := onelogin.Config{
		Settings: c.Settings.OneLogin, Secret: secret, UserQuery: users.Query, GroupQuery: groups.Query,
		SyncGroups: c.Settings.Sync.Groups, UseEmailPrefixSuffix: c.Settings.Sync.UseEmailPrefixSuffix, EmailSuffix: c.Settings.Sync.EmailSuffix,
		Transport: network, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now,
	}
	if groups.HasSet() {
		cfg.GroupNames = groups
	}
	return onelogin.New(cfg)
}

func openGoogle(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	key, err := c.Secret(ctx, "google.privateKey")
	if err != nil {
		return nil, err
	}
	network, err := reached(ctx, c)
	if err != nil {
		return nil, err
	}
	users, groups, err := filters(c, filter.Options{Query: true})
	if err != nil {
		return nil, err
	}
	cfg := google.Config{
		Settings: c.Settings.Google, PrivateKey: key, UserQuery: users.Query, GroupQuery: groups.Query,
		SyncGroups: c.Settings.Sync.Groups, ResolveOutside: c.Settings.Groups.ResolveOutside,
		Transport: network, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now,
	}
	if groups.HasSet() {
		cfg.GroupNames = groups
	}
	return google.New(cfg)
}
