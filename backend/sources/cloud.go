package sources

import (
	"context"

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
		return users, groups, directory.Errorf(directory.ErrConfig, "sync.userFilter: %w", err)
	}
	if groups, err = filter.Parse(c.Settings.Sync.GroupFilter, o); err != nil {
		return users, groups, directory.Errorf(directory.ErrConfig, "sync.groupFilter: %w", err)
	}
	return users, groups, nil
}

// queriesOf reads the secret of that setting, and what is asked for.
func queriesOf(ctx context.Context, c app.SourceConfig, setting string) (secret config.Secret, q transport.Queries, err error) {
	if secret, err = c.Secret(ctx, setting); err != nil {
		return secret, q, err
	}
	network, err := reached(ctx, c)
	if err != nil {
		return secret, q, err
	}
	users, groups, err := filters(c, filter.Options{Query: true})
	if err != nil {
		return secret, q, err
	}
	q = transport.Queries{
		UserQuery: users.Query, GroupQuery: groups.Query, SyncGroups: c.Settings.Sync.Groups, ReadOptions: readOptions(c, network),
	}
	if groups.HasSet() {
		q.GroupNames = groups
	}
	return secret, q, nil
}

// readOptions are what the cloud directories have in common.
func readOptions(c app.SourceConfig, network transport.Options) transport.ReadOptions {
	return transport.ReadOptions{Transport: network, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now}
}

func openOkta(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	secret, queries, err := queriesOf(ctx, c, "okta.token")
	if err != nil {
		return nil, err
	}
	return okta.New(okta.Config{Settings: c.Settings.Okta, Token: secret, Queries: queries})
}

func openOneLogin(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	secret, queries, err := queriesOf(ctx, c, "onelogin.clientSecret")
	if err != nil {
		return nil, err
	}
	return onelogin.New(onelogin.Config{
		Settings: c.Settings.OneLogin, Secret: secret, Queries: queries,
		UseEmailPrefixSuffix: c.Settings.Sync.UseEmailPrefixSuffix, EmailSuffix: c.Settings.Sync.EmailSuffix,
	})
}

func openGoogle(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	secret, queries, err := queriesOf(ctx, c, "google.privateKey")
	if err != nil {
		return nil, err
	}
	return google.New(google.Config{
		Settings: c.Settings.Google, PrivateKey: secret, ResolveOutside: c.Settings.Groups.ResolveOutside, Queries: queries,
	})
}
