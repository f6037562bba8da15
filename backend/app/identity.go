package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/desired"
)

// identityOf returns the cache identity: states of different identities are
// never compared. It is the cached one where bases are merely written
// otherwise. An LDAP directory has its address here; see Trial.identity.
func identityOf(s *config.Settings, account Account, cached organization.Identity) organization.Identity {
	id := organization.Identity{Server: account.Server, Organization: account.OrganizationID, Directory: string(s.Directory)}
	switch s.Directory {
	case config.DirectoryLDAP:
		id.Host = strings.ToLower(s.LDAP.Hostname)
		id.Bases = strings.Join([]string{basesText(s.LDAP.RootPath), basesText(s.LDAP.UserPath), basesText(s.LDAP.GroupPath)}, separator)
		if sameBases(id.Bases, cached.Bases) {
			id.Bases = cached.Bases
		}
		id.IDAttribute = strings.ToLower(s.LDAP.ExternalIDAttribute)
	case config.DirectoryFile:
		id.Host, id.IDAttribute = fileIdentity(&s.File)
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

// fileIdentity returns what is read, and the column that identifies who stands
// there, if one is set.
func fileIdentity(f *config.File) (host, idColumn string) {
	paths := f.Paths()
	for i := range paths {
		if path, err := filepath.Abs(paths[i]); err == nil {
			paths[i] = path
		}
	}
	columns, _ := config.ParseColumns(f.Columns) // settings hold what was checked
	for _, c := range columns {
		if c.Field == "id" {
			idColumn += separator + strings.ToLower(c.Header)
		}
	}
	idColumn = strings.TrimPrefix(idColumn, separator)
	switch {
	case f.Command != "":
		return "command " + f.Command, idColumn
	case f.URL != "":
		return f.URL, idColumn
	}
	return strings.Join(paths, ";"), idColumn
}

// separator stands between the settings in an identity's Bases.
const separator = " | "

// sameBases tells whether the bases of two identities mean the same.
func sameBases(a, b string) bool {
	return slices.EqualFunc(strings.Split(a, separator), strings.Split(b, separator), func(a, b string) bool {
		return a == b || slices.EqualFunc(dn.Split(a, ';'), dn.Split(b, ';'), dn.Same)
	})
}

// basesText is how a setting stands in an identity. Caches hold such texts:
// what it returns must stay as it is.
func basesText(setting string) string {
	parts := strings.FieldsFunc(strings.ToLower(setting), func(r rune) bool { return r == ',' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, ",")
}

// andOthers returns problems together with those between this profile and the
// others; nil for none.
func (a *App) andOthers(ctx context.Context, settings *config.Settings, problems config.Problems) error {
	more, err := a.validateOrganization(ctx, settings)
	if err != nil {
		return err
	}
	if problems = append(problems, more...); len(problems) > 0 {
		return problems
	}
	return nil
}

// validateOrganization finds what is wrong between this profile and the
// others: overwriteExisting removes whatever another profile feeds into the
// same organization. A profile that can't be asked might be such a one, and so
// is an error.
func (a *App) validateOrganization(ctx context.Context, settings *config.Settings) (config.Problems, error) {
	if !settings.Sync.OverwriteExisting {
		return nil, nil
	}
	account, err := a.accountIn(ctx, settings)
	if errors.Is(err, ErrNotLoggedIn) {
		return nil, nil // there is no organization to share
	}
	if err != nil {
		return nil, err
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
		feeds, err := profiles.feeds(ctx, name, account.OrganizationID)
		if err != nil {
			return nil, fmt.Errorf("sync.overwriteExisting is on, and whether profile %q feeds the same organization can't be told: %w", name, err)
		}
		if feeds {
			return config.Problems{{Key: "sync.overwriteExisting", Text: fmt.Sprintf("is on, but profile %q feeds the same organization: its members would be removed", name), Example: "false"}}, nil
		}
	}
	return nil, nil
}

// others reads what the other profiles have that feed the same organization.
// One that can't be read is told in the run.
func (a *App) others(ctx context.Context, organizationID string) ([]syncer.Other, error) {
	profiles := Profiles{DataDir: a.opts.DataDir}
	names, err := profiles.Names()
	if err != nil || organizationID == "" {
		return nil, err
	}
	var list []syncer.Other
	for _, name := range names {
		if name == a.opts.Profile {
			continue
		}
		other, feeds, err := profiles.other(ctx, name, organizationID)
		switch {
		case err != nil && (ctx.Err() != nil || errors.Is(err, store.ErrLocked)):
			return nil, fmt.Errorf("profile %q: %w", name, err)
		case err != nil:
			list = append(list, syncer.Other{Profile: name, Problem: err.Error()})
		case feeds:
			list = append(list, other)
		}
	}
	return list, nil
}

// other reads what one profile has in an organization, if it feeds it.
func (p Profiles) other(ctx context.Context, name, organizationID string) (o syncer.Other, feeds bool, err error) {
	if feeds, err = p.feeds(ctx, name, organizationID); err != nil || !feeds {
		return o, false, err
	}
	s := store.New(filepath.Join(p.root(), name, databaseName), store.Options{})
	state, err := s.Load(ctx)
	if err != nil || state.Identity.Organization != organizationID {
		return o, false, err
	}
	snapshot, err := s.Snapshot(ctx)
	if err != nil {
		return o, false, err
	}
	o = syncer.Other{Profile: name, Members: state.Members, Groups: state.Groups, Here: map[string]string{}}
	if snapshot == nil {
		return o, true, nil
	}
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; !u.Deleted && !u.Disabled {
			o.Here[desired.CleanEmail(u.Email)] = u.ExternalID
		}
	}
	return o, true, nil
}

// feeds tells whether a profile is logged in to the organization, or has sent
// something to it: one that logs in by its environment saves no account. The
// address of the server does not matter, since a server can have several.
func (p Profiles) feeds(ctx context.Context, name, organizationID string) (bool, error) {
	s := store.New(filepath.Join(p.root(), name, databaseName), store.Options{})
	account, err := s.Account(ctx)
	if err != nil || account.OrganizationID == organizationID {
		return err == nil, err
	}
	cache, err := s.Summary(ctx)
	return cache.Identity.Organization == organizationID && cache.Members+cache.Groups+cache.InFlight > 0, err
}
