package app

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/datajson"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// A DataImport says what became of the data.json of Bitwarden's connector.
type DataImport struct {
	// Taken and Skipped are settings; Skipped say why.
	Taken   []DataItem `json:"taken"`
	Skipped []DataItem `json:"skipped"`
	// Differences say where this program behaves differently on purpose,
	// Notes what else is good to know.
	Differences []string `json:"differences"`
	Notes       []string `json:"notes"`
	// Secrets were found, by our key; MissingSecrets have to be set by hand.
	Secrets        []string `json:"secrets"`
	MissingSecrets []string `json:"missingSecrets"`
	// OrganizationID is the organization that the file is logged in to; it is
	// empty, where LoggedIn is false.
	OrganizationID string `json:"organizationId"`
	LoggedIn       bool   `json:"loggedIn"`
	// Times are those of the last syncs.
	Times organization.SyncTimes `json:"times"`

	values   config.Values
	secrets  map[string]config.Secret
	clientID string
}

// A DataItem is one setting of a data.json.
type DataItem struct {
	// Key is ours, TheirKey the path in the file.
	Key      string `json:"key,omitempty"`
	TheirKey string `json:"theirKey"`
	Value    string `json:"value,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// FindData returns the data.json in the first of its default places.
func FindData(getenv func(string) string) (string, error) {
	e := datajson.Environment{GOOS: runtime.GOOS, Getenv: getenv}
	if home, err := os.UserHomeDir(); err == nil {
		e.Home = home
	}
	if program, err := os.Executable(); err == nil {
		e.Program = filepath.Dir(program)
	}
	return datajson.Find(datajson.Places(e))
}

// ReadData reads the data.json of Bitwarden's connector and looks for its
// secrets in the keyring. It changes nothing: see TakeData.
func (a *App) ReadData(ctx context.Context, data []byte) (*DataImport, error) {
	found, err := datajson.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	d := &DataImport{
		Taken: dataItems(found.Taken), Skipped: dataItems(found.Skipped), Differences: append([]string{}, found.Differences...), Notes: append([]string{}, found.Notes...),
		Secrets: []string{}, MissingSecrets: []string{},
		OrganizationID: found.OrganizationID, Times: organization.SyncTimes{Users: found.LastUserSync, Groups: found.LastGroupSync},
		values: found.Values, secrets: maps.Clone(found.Secrets), clientID: found.ClientID,
	}
	if d.secrets == nil {
		d.secrets = map[string]config.Secret{}
	}
	if err := a.legacySecrets(ctx, found, d); err != nil {
		return nil, err
	}
	d.Secrets = append(d.Secrets, slices.Sorted(maps.Keys(d.secrets))...)
	for _, key := range slices.Sorted(maps.Keys(found.KeyringAccounts)) {
		if _, ok := d.secrets[key]; !ok {
			d.MissingSecrets = append(d.MissingSecrets, key)
		}
	}
	_, hasSecret := d.secrets[clientSecretKey]
	d.LoggedIn = hasSecret && d.clientID != ""
	return d, nil
}

func dataItems(items []datajson.Item) []DataItem {
	list := make([]DataItem, len(items))
	for i, item := range items {
		list[i] = DataItem{Key: item.OurKey, TheirKey: item.TheirKey, Value: item.Value, Reason: item.Reason}
	}
	return list
}

// legacySecrets asks the keyring for what the file does not hold.
func (a *App) legacySecrets(ctx context.Context, found *datajson.Import, d *DataImport) error {
	s, err := a.openSecrets(ctx)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(found.KeyringAccounts)) {
		for _, account := range found.KeyringAccounts[key] {
			value, err := s.Legacy(ctx, account)
			if err != nil {
				return err
			}
			if !value.IsZero() {
				a.redact.Add(value)
				d.secrets[key] = value
				break
			}
		}
	}
	if d.clientID == "" {
		// Kept beside the secrets, though it is none.
		id, err := s.Legacy(ctx, "apiKeyClientId")
		if err != nil {
			return err
		}
		d.clientID = id.Reveal()
		if id.IsZero() {
			d.clientID = ""
		}
	}
	if d.clientID == "" && d.OrganizationID != "" {
		d.clientID = "organization." + d.OrganizationID
	}
	return nil
}

// HasSettings tells whether anything is set in this profile.
func (a *App) HasSettings(ctx context.Context) (bool, error) {
	values, err := a.store.Values(ctx)
	if err != nil {
		return false, err
	}
	account, err := a.store.Account(ctx)
	return len(values) > 0 || !account.IsZero(), err
}

// TakeData replaces the settings of this profile by those of a data.json, and
// keeps its secrets, log-in and times. Secrets that it does not have stay.
func (a *App) TakeData(ctx context.Context, d *DataImport) error {
	lock, err := filelock.Acquire(a.lockPath(), "import")
	if err != nil {
		return err
	}
	return errors.Join(a.takeData(ctx, d), lock.Release())
}

func (a *App) takeData(ctx context.Context, d *DataImport) error {
	for _, key := range d.Secrets {
		if _, err := a.SetSecret(ctx, key, d.secrets[key]); err != nil {
			return err
		}
	}
	err := a.store.UpdateValues(ctx, func(v config.Values) error {
		clear(v)
		maps.Copy(v, d.values)
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.store.Commit(ctx, organization.Change{Times: &d.Times}); err != nil {
		return err
	}
	if !d.LoggedIn {
		return nil
	}
	return a.takeAccount(ctx, d.clientID)
}

// takeAccount remembers the log-in of a data.json, which the next sync tries.
func (a *App) takeAccount(ctx context.Context, clientID string) error {
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
