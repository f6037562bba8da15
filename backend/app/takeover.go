package app

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/datajson"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// MaxDataJSON is more bytes than a data.json has; a longer file is refused.
const MaxDataJSON = datajson.MaxSize

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
// and secrets from the file or the keyring. They replace all settings of the
// profile; secrets that are not found stay as they are. With dryRun nothing is
// written.
func (a *App) TakeOver(ctx context.Context, in io.Reader, dryRun bool) (*Takeover, error) {
	old, err := datajson.Parse(in)
	if err != nil {
		return nil, err
	}
	t := &Takeover{
		StateVersion: old.StateVersion, OrganizationID: old.OrganizationID,
		Taken: items(old.Taken), Skipped: items(old.Skipped), Differences: texts(old.Differences), Notes: texts(old.Notes),
		Times: organization.SyncTimes{Users: old.LastUserSync, Groups: old.LastGroupSync}, MissingSecrets: []string{},
	}
	secrets, err := a.oldSecrets(ctx, old)
	if err != nil {
		return nil, err
	}
	t.Secrets = texts(slices.Sorted(maps.Keys(secrets)))
	for _, key := range slices.Sorted(maps.Keys(old.KeyringAccounts)) {
		if _, found := secrets[key]; !found {
			t.MissingSecrets = append(t.MissingSecrets, key)
		}
	}
	var account store.Account
	if _, found := secrets[clientSecretKey]; found && old.ClientID != "" {
		if account, err = a.oldAccount(old); err != nil {
			t.Notes = append(t.Notes, "The log-in is not taken over: "+err.Error()+".")
		}
	}
	t.LoggedIn = !account.IsZero()
	if dryRun {
		return t, nil
	}
	lock, err := filelock.Acquire(a.lockPath(), "import-data")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(a.keepTakeover(ctx, old, account, secrets), lock.Release()); err != nil {
		return nil, err
	}
	a.log.Info("taken over", "state_version", old.StateVersion, "settings", len(old.Values), "logged_in", t.LoggedIn)
	return t, nil
}

func items(list []datajson.Item) []TakeoverItem {
	out := make([]TakeoverItem, len(list))
	for i, item := range list {
		out[i] = TakeoverItem{Key: item.OurKey, Old: item.TheirKey, Value: item.Value, Reason: item.Reason}
	}
	return out
}

// texts is never nil, so that JSON shows a list.
func texts(list []string) []string { return append([]string{}, list...) }

// oldSecrets returns the secrets of the file, and of the keyring where the
// file has only a placeholder. It finds the client id, too, which lies beside
// them in the keyring or follows from the organization's id.
func (a *App) oldSecrets(ctx context.Context, old *datajson.Import) (map[string]config.Secret, error) {
	found := maps.Clone(old.Secrets)
	if found == nil {
		found = map[string]config.Secret{}
	}
	for _, value := range found {
		a.redact.Add(value)
	}
	s, err := a.readSecrets(ctx)
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(old.KeyringAccounts)) {
		for _, account := range old.KeyringAccounts[key] {
			if _, ok := found[key]; ok {
				break
			}
			if value := a.legacy(ctx, s, account); !value.IsZero() {
				found[key] = value
			}
		}
	}
	if old.ClientID == "" {
		id := a.legacy(ctx, s, "apiKeyClientId")
		old.ClientID = id.Reveal()
	}
	if old.ClientID == "" && old.OrganizationID != "" {
		old.ClientID = "organization." + old.OrganizationID
	}
	return found, ctx.Err()
}

// legacy asks the keyring for what Bitwarden's connector has put there. One
// that can't be read is told as missing.
func (a *App) legacy(ctx context.Context, s *secret.Store, account string) config.Secret {
	value, err := s.Legacy(ctx, account)
	if err != nil {
		a.log.Warn("old keyring entry not read", "account", account, "error", err)
		return config.Secret{}
	}
	a.redact.Add(value)
	return value
}

// oldAccount is the log-in of the file, which the next sync will try.
func (a *App) oldAccount(old *datajson.Import) (store.Account, error) {
	organizationID, err := bitwarden.OrganizationID(old.ClientID)
	if err != nil {
		return store.Account{}, err
	}
	settings, err := a.settingsOf(old.Values)
	if err != nil {
		return store.Account{}, err
	}
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return store.Account{}, err
	}
	return store.Account{ClientID: strings.TrimSpace(old.ClientID), OrganizationID: organizationID, Server: endpoints.API}, nil
}

// keepTakeover writes everything, or puts back what was there: secrets first,
// so that settings never point at what is not there, and the log-in last.
func (a *App) keepTakeover(ctx context.Context, old *datajson.Import, account store.Account, secrets map[string]config.Secret) error {
	before, err := a.store.Values(ctx)
	if err != nil {
		return err
	}
	undo, err := a.keepSecrets(ctx, secrets)
	if err != nil {
		return err
	}
	err = a.replaceValues(ctx, old.Values)
	if err == nil {
		if err = a.keepOldTimes(ctx, old); err == nil {
			err = a.keepOldAccount(ctx, old, account)
		}
		if err != nil {
			err = errors.Join(err, a.replaceValues(context.WithoutCancel(ctx), before))
		}
	}
	if err != nil {
		undo()
	}
	return err
}

// keepOldTimes keeps the times of the last syncs, unless this profile has
// synced itself: then its own say more.
func (a *App) keepOldTimes(ctx context.Context, old *datajson.Import) error {
	cache, err := a.store.Summary(ctx)
	if err != nil || cache.Members+cache.Groups+cache.InFlight > 0 {
		return err
	}
	return a.store.Commit(ctx, organization.Change{Times: &organization.SyncTimes{Users: old.LastUserSync, Groups: old.LastGroupSync}})
}

// keepOldAccount keeps the log-in. Where there is none to take, one to another
// organization is forgotten: the file's directory does not belong into it.
func (a *App) keepOldAccount(ctx context.Context, old *datajson.Import, account store.Account) error {
	if !account.IsZero() {
		return a.store.SetAccount(ctx, account)
	}
	current, err := a.store.Account(ctx)
	if err != nil || current.IsZero() || old.OrganizationID == "" || strings.EqualFold(current.OrganizationID, old.OrganizationID) {
		return err
	}
	return a.store.DeleteAccount(ctx)
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
