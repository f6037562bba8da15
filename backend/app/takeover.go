package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/datajson"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
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
type TakeoverItem = datajson.Item

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

// ErrDataJSON: what was given is no data.json that can be taken over.
var ErrDataJSON = errors.New("no data.json of Bitwarden's connector")

// A dataJSONError is ErrDataJSON in the words of what is wrong.
type dataJSONError struct{ error }

func (e *dataJSONError) Unwrap() []error { return []error{ErrDataJSON, e.error} }

// TakeOver reads the data.json of Bitwarden's connector: settings, sync times,
// and secrets from the file or the keyring. They replace all settings of the
// profile; secrets that are not found stay as they are. With dryRun nothing is
// written.
func (a *App) TakeOver(ctx context.Context, in io.Reader, dryRun bool) (*Takeover, error) {
	old, err := datajson.Parse(in)
	if err != nil {
		return nil, &dataJSONError{err}
	}
	skipLostFiles(old)
	t := &Takeover{
		StateVersion: old.StateVersion, OrganizationID: old.OrganizationID,
		Taken: plan.OrEmpty(old.Taken), Skipped: plan.OrEmpty(old.Skipped), Differences: plan.OrEmpty(old.Differences), Notes: plan.OrEmpty(old.Notes),
		Times: organization.SyncTimes{Users: old.LastUserSync, Groups: old.LastGroupSync}, MissingSecrets: []string{},
	}
	taken := takeover{app: a, old: old}
	if err := taken.readSecrets(ctx); err != nil {
		return nil, err
	}
	t.Secrets = plan.OrEmpty(slices.Sorted(maps.Keys(taken.secrets)))
	for _, key := range slices.Sorted(maps.Keys(old.KeyringAccounts)) {
		if _, found := taken.secrets[key]; !found {
			t.MissingSecrets = append(t.MissingSecrets, key)
		}
	}
	if _, found := taken.secrets[clientSecretKey]; found && old.ClientID != "" {
		if err := taken.readAccount(); err != nil {
			t.Notes = append(t.Notes, "The log-in is not taken over: "+err.Error()+".")
		}
	}
	t.LoggedIn = !taken.account.IsZero()
	if dryRun {
		return t, nil
	}
	lock, err := lockProfile(a, a.lockPath(), "import-data")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(taken.save(ctx), lock.Release()); err != nil {
		return nil, err
	}
	a.log.Info("taken over", "state_version", old.StateVersion, "settings", len(old.Values), "logged_in", t.LoggedIn)
	return t, nil
}

// skipLostFiles leaves out authorities whose file is gone: Bitwarden's connector
// goes on without them.
func skipLostFiles(old *datajson.Import) {
	const key = "ldap.caFile"
	if path := old.Values[key]; path != "" {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			old.Skip(key, "there is no such file on this machine, and Bitwarden's connector then goes on without it")
		}
	}
}

// A takeover is what is to be saved of the old connector.
type takeover struct {
	app     *App
	old     *datajson.Import
	secrets map[string]config.Secret
	// account is the log-in, which the next sync will try; zero for none.
	account Account
}

// readSecrets takes the secrets of the file, and of the keyring where the file
// has only a placeholder. It finds the client id, too, which lies beside them in
// the keyring or follows from the organization's id.
func (t *takeover) readSecrets(ctx context.Context) error {
	t.secrets = map[string]config.Secret{}
	maps.Copy(t.secrets, t.old.Secrets)
	for _, value := range t.secrets {
		t.app.redact.Add(value)
	}
	s, err := t.app.secrets.read(ctx)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(t.old.KeyringAccounts)) {
		for _, account := range t.old.KeyringAccounts[key] {
			if _, ok := t.secrets[key]; ok {
				break
			}
			if value := t.keyringSecret(ctx, s, account); !value.IsZero() {
				t.secrets[key] = value
			}
		}
	}
	if t.old.ClientID == "" {
		id := t.keyringSecret(ctx, s, "apiKeyClientId")
		t.old.ClientID = id.Reveal()
	}
	if t.old.ClientID == "" && t.old.OrganizationID != "" {
		t.old.ClientID = "organization." + t.old.OrganizationID
	}
	return ctx.Err()
}

// keyringSecret asks the keyring for what Bitwarden's connector has put there.
// One that can't be read is told as missing.
func (t *takeover) keyringSecret(ctx context.Context, s *secret.Store, account string) config.Secret {
	value, err := s.Legacy(ctx, account)
	if err != nil {
		t.app.log.Warn("old keyring entry not read", "account", account, "error", err)
		return config.Secret{}
	}
	t.app.redact.Add(value)
	return value
}

// readAccount takes the log-in of the file.
func (t *takeover) readAccount() error {
	organizationID, err := bitwarden.OrganizationID(t.old.ClientID)
	if err != nil {
		return err
	}
	settings, err := t.app.env.settings(t.old.Values)
	if err != nil {
		return err
	}
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return err
	}
	t.account = Account{ClientID: strings.TrimSpace(t.old.ClientID), OrganizationID: organizationID, Server: endpoints.API}
	return nil
}

// save writes everything, or puts back what was there: secrets first, so that
// settings never point at what is not there, and the log-in last.
func (t *takeover) save(ctx context.Context) error {
	before, err := t.app.store.Values(ctx)
	if err != nil {
		return err
	}
	undo, err := t.app.secrets.put(ctx, t.secrets, nil, t.app.notice)
	if err != nil {
		return err
	}
	err = t.app.Config().replaceValues(ctx, t.old.Values)
	if err == nil {
		if err = t.saveTimes(ctx); err == nil {
			err = t.saveAccount(ctx)
		}
		if err != nil {
			err = errors.Join(err, t.app.Config().replaceValues(context.WithoutCancel(ctx), before))
		}
	}
	if err != nil {
		undo()
	}
	return err
}

// saveTimes saves the times of the last syncs, and that there was one, unless this profile has synced
// itself: then its own say more.
func (t *takeover) saveTimes(ctx context.Context) error {
	cache, err := t.app.store.Summary(ctx)
	if err != nil || cache.Members+cache.Groups+cache.InFlight > 0 {
		return err
	}
	return t.app.store.Commit(ctx, organization.Change{
		Times: &organization.SyncTimes{Users: t.old.LastUserSync, Groups: t.old.LastGroupSync}, TakenOver: new(!t.old.LastUserSync.IsZero()),
	})
}

// saveAccount saves the log-in. Where there is none to take, one to another
// organization is forgotten: the file's directory does not belong into it.
func (t *takeover) saveAccount(ctx context.Context) error {
	if !t.account.IsZero() {
		return t.app.store.SetAccount(ctx, t.account)
	}
	current, err := t.app.store.Account(ctx)
	if err != nil || current.IsZero() || t.old.OrganizationID == "" || strings.EqualFold(current.OrganizationID, t.old.OrganizationID) {
		return err
	}
	return t.app.store.DeleteAccount(ctx)
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
