// Package sources names the kinds of directory and builds their Sources. Only
// the mains import it, so that nothing else compiles the vendors' SDKs.
package sources

import (
	"context"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/ldap"
)

// Open returns the Source that the settings ask for. It is an
// app.SourceFactory.
func Open(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	switch c.Settings.Directory {
	case config.DirectoryLDAP:
		return openLDAP(ctx, c)
	case config.DirectoryOkta:
		return openOkta(ctx, c)
	case config.DirectoryEntra:
		return openEntra(ctx, c)
	case config.DirectoryGoogle:
		return openGoogle(ctx, c)
	case config.DirectoryOneLogin:
		return openOneLogin(ctx, c)
	case config.DirectoryFile:
		return openFile(ctx, c)
	default:
		return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "directory %q: there is no such kind of directory", c.Settings.Directory),
			"Set directory to ldap, entra, google, okta, onelogin or file.")
	}
}

func openLDAP(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	password, err := c.Secret(ctx, "ldap.password")
	if err != nil {
		return nil, err
	}
	s := c.Settings
	return ldap.New(ldap.Config{
		Settings: s.LDAP, UserFilter: s.Sync.UserFilter, GroupFilter: s.Sync.GroupFilter,
		UseEmailPrefixSuffix: s.Sync.UseEmailPrefixSuffix, EmailSuffix: s.Sync.EmailSuffix,
		SyncUsers: s.Sync.Users, SyncGroups: s.Sync.Groups, ResolveOutside: s.Groups.ResolveOutside,
		Password: password, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now,
	})
}

// openFile refuses a query, which a file could only ignore: the syncer applies
// what stands before the bar.
func openFile(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	if _, _, err := filters(c, filter.Options{}); err != nil {
		return nil, directory.WithHint(err, "A file has no query language: take away the bar and what follows it, and name users by email and groups by name.")
	}
	o := file.Config{Settings: c.Settings.File, Logger: c.Logger, OnProgress: c.OnProgress, Now: c.Now}
	if c.Settings.File.URL != "" {
		var err error
		if o.Token, err = c.Secret(ctx, "file.token"); err != nil {
			return nil, err
		}
		if o.Transport, err = reached(ctx, c); err != nil {
			return nil, err
		}
	}
	return file.New(o)
}
