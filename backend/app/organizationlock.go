package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"directoryconnector/backend/internal/filelock"
)

// lockOrganization makes sure that no two imports into one organization are in
// flight together, over all profiles of the data folder. Without a log-in
// there is nothing to lock, and the sync itself says so.
func (a *App) lockOrganization(ctx context.Context, what string) (release func() error, err error) {
	nothing := func() error { return nil }
	settings, err := a.Settings(ctx)
	if err != nil {
		return nothing, nil //nolint:nilerr // the sync says it, and writes it into the history
	}
	account, err := a.accountIn(ctx, settings)
	if err != nil {
		return nothing, nil //nolint:nilerr // as above
	}
	lock, err := filelock.Acquire(organizationLockPath(a.opts.DataDir, account.OrganizationID), fmt.Sprintf("%s of profile %s", what, a.opts.Profile))
	if err != nil {
		return nil, fmt.Errorf("change the organization %s: %w", account.OrganizationID, err)
	}
	return lock.Release, nil
}

// organizationLockPath names the lock of an organization. The server's address
// is no part of it, since a server can have several; an organization's id is
// unique without it.
func organizationLockPath(dataDir, organizationID string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(organizationID)))
	return filepath.Join(dataDir, "organization-"+hex.EncodeToString(sum[:8])+".lock")
}
