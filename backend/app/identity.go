package app

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// identityOf returns the cache identity: states of different identities are
// never compared.
func identityOf(s *config.Settings, account Account) organization.Identity {
	id := organization.Identity{Server: account.Server, Organization: account.OrganizationID, Directory: string(s.Directory)}
	switch s.Directory {
	case config.DirectoryLDAP:
		id.Host = strings.ToLower(s.LDAP.Hostname)
		id.Bases = strings.Join([]string{plainDN(s.LDAP.RootPath), plainDN(s.LDAP.UserPath), plainDN(s.LDAP.GroupPath)}, " | ")
		id.IDAttribute = strings.ToLower(s.LDAP.ExternalIDAttribute)
	case config.DirectoryFile:
		id.Host = s.File.Path
		if path, err := filepath.Abs(s.File.Path); err == nil {
			id.Host = path
		}
	case config.DirectoryEntra:
		id.Host = s.Entra.IdentityAuthority + "/" + strings.ToLower(s.Entra.Tenant)
	case config.DirectoryGoogle:
		id.Host = strings.ToLower(s.Google.Customer + "/" + s.Google.Domain)
	case config.DirectoryOkta:
		id.Host = strings.ToLower(s.Okta.OrgURL)
	case config.DirectoryOneLogin:
		id.Host = s.OneLogin.Region + "/" + s.OneLogin.ClientID
	}
	return id
}

// plainDN folds what does not change the meaning of a DN in a setting: case
// and spaces after commas. What it does not fold costs a clear of the cache,
// never a wrong comparison.
func plainDN(dn string) string {
	parts := strings.FieldsFunc(strings.ToLower(dn), func(r rune) bool { return r == ',' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, ",")
}

// validateOrganization finds what is wrong between this profile and the
// others: overwriteExisting removes whatever another profile feeds into the
// same organization.
func (a *App) validateOrganization(ctx context.Context, settings *config.Settings) (config.Problems, error) {
	if !settings.Sync.OverwriteExisting {
		return nil, nil
	}
	account, err := a.Account(ctx)
	if err != nil {
		return nil, nil //nolint:nilerr // without a log-in there is no organization to share
	}
	profiles := Profiles{DataDir: a.opts.DataDir}
	names, err := profiles.Names()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == a.opts.Profile {
			continue
		}
		other, err := store.New(filepath.Join(profiles.root(), name, databaseName), store.Options{}).Account(ctx)
		if err != nil {
			return nil, fmt.Errorf("profile %q: %w", name, err)
		}
		if other.OrganizationID == account.OrganizationID && other.Server == account.Server {
			return config.Problems{{Key: "sync.overwriteExisting", Text: fmt.Sprintf("is on, but profile %q feeds the same organization: its members would be removed", name), Example: "false"}}, nil
		}
	}
	return nil, nil
}
