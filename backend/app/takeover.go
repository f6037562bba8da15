package app

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/datajson"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// A Takeover says what was taken over from Bitwarden's connector.
type Takeover struct {
	StateVersion int `json:"stateVersion"`
	// Taken are settings with their old and new names, Skipped what could not
	// be taken and why.
	Taken   []TakeoverItem `json:"taken"`
	Skipped []TakeoverItem `json:"skipped"`
	// Secrets are the keys of secrets that were found, MissingSecrets of those
	// that the settings need and that were neither in the file nor in the
	// keyring.
	Secrets        []string `json:"secrets"`
	MissingSecrets []string `json:"missingSecrets"`
	// Differences say where this program behaves differently on purpose.
	Differences []string `json:"differences"`
	Notes       []string `json:"notes"`
	// OrganizationID is the organization that was logged in to, if known.
	OrganizationID string `json:"organizationId,omitempty"`
	// LoggedIn says that the API key was taken over too.
	LoggedIn bool `json:"loggedIn"`
	// Times are those of the last syncs.
	Times organization.SyncTimes `json:"times"`
}

// A TakeoverItem is one setting of the old connector.
type TakeoverItem struct {
	Key    string `json:"key,omitempty"`
	Old    string `json:"old"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// FindDataJSON looks for the data.json of Bitwarden's connector in its default
// places.
func (a *App) FindDataJSON() (string, error) {
	e := datajson.Environment{GOOS: runtime.GOOS, Getenv: a.opts.Getenv}
	e.Home, _ = os.UserHomeDir()
	if program, err := os.Executable(); err == nil {
		e.Program = filepath.Dir(program)
	}
	return datajson.Find(datajson.Places(e))
}

// TakeOver reads the data.json of Bitwarden's connector: settings, sync times,
// and secrets from the file or the keyring. With dryRun nothing is written.
func (a *App) TakeOver(ctx context.Context, in io.Reader, dryRun bool) (*Takeover, error) {
	old, err := datajson.Parse(in)
	if err != nil {
		return nil, err
	}
	t := &Takeover{
		StateVersion: old.StateVersion, OrganizationID: old.OrganizationID,
		Taken: items(old.Taken), Skipped: items(old.Skipped), Differences: old.Differences, Notes: old.Notes,
		Times: organization.SyncTimes{Users: old.LastUserSync, Groups: old.LastGroupSync},
	}
	secrets, err := a.oldSecrets(ctx, old)
	if err != nil {
		return nil, err
	}
	t.Secrets = slices.Sorted(maps.Keys(secrets))
	for _, key := range slices.Sorted(maps.Keys(old.KeyringAccounts)) {
		if _, found := secrets[key]; !found {
			t.MissingSecrets = append(t.MissingSecrets, key)
		}
	}
	a.findClientID(ctx, old)
	_, found := secrets[clientSecretKey]
	t.LoggedIn = found && old.ClientID != ""
	if dryRun {
		return t, nil
	}
	return t, a.keepTakeover(ctx, old, secrets)
}

func items(list []datajson.Item) []TakeoverItem {
	out := make([]TakeoverItem, len(list))
	for i, item := range list {
		out[i] = TakeoverItem{Key: item.OurKey, Old: item.TheirKey, Value: item.Value, Reason: item.Reason}
	}
	return out
}

// oldSecrets returns the secrets of the file, and of the keyring where the
// file has only a placeholder.
func (a *App) oldSecrets(ctx context.Context, old *datajson.Import) (map[string]config.Secret, error) {
	found := maps.Clone(old.Secrets)
	if found == nil {
		found = map[string]config.Secret{}
	}
	s, err := a.openSecrets(ctx)
	if err != nil {
		return nil, err
	}
	for key, accounts := range old.KeyringAccounts {
		for _, account := range accounts {
			if _, ok := found[key]; ok {
				break
			}
			value, err := s.Legacy(ctx, account)
			if err != nil {
				a.log.Debug("old keyring entry not read", "account", account, "error", err)
				continue
			}
			if !value.IsZero() {
				found[key] = value
			}
		}
	}
	return found, nil
}

// findClientID looks for the client id where the file does not tell it: in the
// keyring, beside the secrets, else it follows from the organization's id.
func (a *App) findClientID(ctx context.Context, old *datajson.Import) {
	if old.ClientID != "" {
		return
	}
	if s, err := a.openSecrets(ctx); err == nil {
		if id, err := s.Legacy(ctx, "apiKeyClientId"); err == nil && !id.IsZero() {
			old.ClientID = id.Reveal()
			return
		}
	}
	if old.OrganizationID != "" {
		old.ClientID = "organization." + old.OrganizationID
	}
}

// HasSettings tells whether anything is set in this profile, or an organization
// logged in to.
func (a *App) HasSettings(ctx context.Context) (bool, error) {
	values, err := a.store.Values(ctx)
	if err != nil {
		return false, err
	}
	account, err := a.store.Account(ctx)
	return len(values) > 0 || !account.IsZero(), err
}

// keepTakeover writes everything: secrets first, so that settings never point
// at what is not there.
func (a *App) keepTakeover(ctx context.Context, old *datajson.Import, secrets map[string]config.Secret) error {
	for _, key := range slices.Sorted(maps.Keys(secrets)) {
		if _, err := a.SetSecret(ctx, key, secrets[key]); err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
	}
	err := a.store.UpdateValues(ctx, func(v config.Values) error {
		clear(v)
		maps.Copy(v, old.Values)
		return nil
	})
	if err != nil {
		return err
	}
	times := organization.SyncTimes{Users: old.LastUserSync, Groups: old.LastGroupSync}
	if err := a.store.Commit(ctx, organization.Change{Times: &times}); err != nil {
		return err
	}
	if _, ok := secrets[clientSecretKey]; !ok || old.ClientID == "" {
		return nil
	}
	return a.keepAccount(ctx, old.ClientID)
}

// keepAccount logs in as far as that is possible without asking the server.
func (a *App) keepAccount(ctx context.Context, clientID string) error {
	organizationID, err := bitwarden.OrganizationID(clientID)
	if err != nil {
		return err
	}
	settings, err := a.settings(ctx)
	if err != nil {
		return err
	}
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return err
	}
	return a.store.SetAccount(ctx, store.Account{ClientID: clientID, OrganizationID: organizationID, Server: endpoints.API})
}
