package sources

import (
	"context"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
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

// A request is what every cloud directory with queries is opened with.
type request struct {
	secret  config.Secret
	network transport.Options
	// users and groups are queries.
	users, groups string
	// names chooses groups by their set; nil chooses all.
	names interface {
		Match(name string) bool
		String() string
	}
}

// requestOf reads the secret of that setting, and the filters.
func requestOf(ctx context.Context, c app.SourceConfig, secret string) (r request, err error) {
	if r.secret, err = c.Secret(ctx, secret); err != nil {
		return r, err
	}
	if r.network, err = reached(ctx, c); err != nil {
		return r, err
	}
	users, groups, err := filters(c, filter.Options{Query: true})
	if err != nil {
		return r, err
	}
	r.users, r.groups = users.Query, groups.Query
	if groups.HasSet() {
		r.names = groups
	}
	return r, nil
}

// readOptions are what the cloud directories have in common.
func readOptions(c app.SourceConfig, network transport.Options) transport.ReadOptions {
	return transport.ReadOptions{Transport: network, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now}
}

func openOkta(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	r, err := requestOf(ctx, c, "okta.token")
	if err != nil {
		return nil, err
	}
	return okta.New(okta.Config{
		Settings: c.Settings.Okta, Token: r.secret, UserQuery: r.users, GroupQuery: r.groups, GroupNames: r.names,
		SyncGroups: c.Settings.Sync.Groups, ReadOptions: readOptions(c, r.network),
	})
}

func openOneLogin(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	r, err := requestOf(ctx, c, "onelogin.clientSecret")
	if err != nil {
		return nil, err
	}
	return onelogin.New(onelogin.Config{
		Settings: c.Settings.OneLogin, Secret: r.secret, UserQuery: r.users, GroupQuery: r.groups, GroupNames: r.names,
		SyncGroups: c.Settings.Sync.Groups, UseEmailPrefixSuffix: c.Settings.Sync.UseEmailPrefixSuffix, EmailSuffix: c.Settings.Sync.EmailSuffix,
		ReadOptions: readOptions(c, r.network),
	})
}

func openGoogle(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	r, err := requestOf(ctx, c, "google.privateKey")
	if err != nil {
		return nil, err
	}
	return google.New(google.Config{
		Settings: c.Settings.Google, PrivateKey: r.secret, UserQuery: r.users, GroupQuery: r.groups, GroupNames: r.names,
		SyncGroups: c.Settings.Sync.Groups, ResolveOutside: c.Settings.Groups.ResolveOutside,
		ReadOptions: readOptions(c, r.network),
	})
}
