package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/internal/transport"
)

// Errors about the log-in.
var (
	// ErrNotLoggedIn: no API key is known.
	ErrNotLoggedIn = errors.New("not logged in to an organization")
	// ErrAPIKey: what was given is no API key of an organization.
	ErrAPIKey = errors.New("this API key can't be used")
)

// organizationNameKey is the setting with the name of the organization.
const organizationNameKey = "server.organizationName"

// clientSecretKey is the setting that holds the API key's secret.
const clientSecretKey = "server.clientSecret"

// An Account says which organization this profile is logged in to.
type Account = store.Account

// Login checks an organization's API key at the server and keeps it. Where the
// server refuses it, or it can't be kept, the one before stays.
// See https://bitwarden.com/help/public-api/#authentication.
func (a *App) Login(ctx context.Context, clientID string, clientSecret config.Secret) (Account, error) {
	return a.saved().login(ctx, clientID, clientSecret, nil)
}

// LoginWith is Login at the server of a draft, which is saved with the log-in,
// or not at all. about is as that of Save.
func (a *App) LoginWith(ctx context.Context, clientID string, clientSecret config.Secret, d Draft, about func(key string) bool) (Account, error) {
	t := a.saved()
	t.draft = a.parseDraft(d)
	if err := t.checkDraft(ctx, about); err != nil {
		return Account{}, err
	}
	return t.login(ctx, clientID, clientSecret, about)
}

func (t *Trial) login(ctx context.Context, clientID string, clientSecret config.Secret, about func(key string) bool) (Account, error) {
	defer t.app.redact.Hold()()
	t.app.redact.Draft(clientSecretKey, clientSecret)
	clientID = strings.TrimSpace(clientID)
	organizationID, err := bitwarden.OrganizationID(clientID)
	if err != nil {
		return Account{}, fmt.Errorf("%w: %w", ErrAPIKey, err)
	}
	if clientSecret.IsZero() {
		return Account{}, directory.WithHint(fmt.Errorf("%w: the client secret is empty", ErrAPIKey), "Copy the client secret from the web vault: Admin Console, Settings, Organization info, View API key.")
	}
	settings, err := t.Settings(ctx)
	if err != nil {
		return Account{}, err
	}
	client, endpoints, err := t.client(ctx, settings, clientID, clientSecret, interactiveRetry())
	if err != nil {
		return Account{}, err
	}
	defer client.Close()
	if _, err := client.Login(ctx); err != nil {
		return Account{}, err
	}
	account := Account{ClientID: clientID, OrganizationID: organizationID, Server: endpoints.API}
	if err := t.keepLogin(ctx, account, clientSecret, about); err != nil {
		return Account{}, err
	}
	return account, nil
}

// keepLogin saves the account, the API key and what changes with them.
func (t *Trial) keepLogin(ctx context.Context, account Account, clientSecret config.Secret, about func(key string) bool) error {
	a := t.app
	secrets := map[string]config.Secret{}
	maps.Copy(secrets, t.draft.secrets)
	secrets[clientSecretKey] = clientSecret
	// The key is good, whatever the draft says of the one before.
	forget := slices.DeleteFunc(slices.Clone(t.draft.forget), func(key string) bool { return key == clientSecretKey })
	undo, err := a.secrets.put(ctx, secrets, forget, a.notice)
	if err != nil {
		return fmt.Errorf("keep the API key: %w", err)
	}
	before, _ := a.store.Account(ctx) // whose name is kept where nobody can tell
	if err := a.store.LogIn(ctx, account, func(v config.Values) error {
		if before.OrganizationID != "" && before.OrganizationID != account.OrganizationID {
			delete(v, organizationNameKey)
		}
		if !t.draft.changesValues() {
			return nil
		}
		return t.applyTo(v, about)
	}); err != nil {
		undo()
		return err
	}
	a.log.Info("logged in", "organization", account.OrganizationID, "server", account.Server)
	a.applyLogLevel(ctx, t.draft.keys()...)
	for _, text := range a.env.overridden(t.draft) {
		a.notice(text + ".")
	}
	if id := a.opts.Getenv(clientIDEnv); id != "" && !strings.EqualFold(strings.TrimSpace(id), account.ClientID) {
		a.notice("The API key is saved, but the environment variable " + clientIDEnv + " names another organization, which is used.")
	}
	return nil
}

// Unencrypted warns of a server that is asked over a network without encryption;
// or is empty. It is to be said before a secret goes there.
func (t *Trial) Unencrypted(ctx context.Context) (string, error) {
	settings, err := t.Settings(ctx)
	if err != nil {
		return "", err
	}
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return "", err
	}
	return unencrypted(endpoints), nil
}

// unencrypted warns of a server that is asked without encryption; or is empty.
func unencrypted(e bitwarden.Endpoints) string {
	host := e.InClear()
	if host == "" {
		return ""
	}
	return "The connection to " + host + " is not encrypted: anybody on the way can read the client secret and change what is sent"
}

// Logout forgets the API key. Settings, sync cache and history stay.
func (a *App) Logout(ctx context.Context) error {
	// The account goes first: without it the secret is not used.
	if err := a.store.DeleteAccount(ctx); err != nil {
		return err
	}
	if err := a.secrets.delete(ctx, clientSecretKey); err != nil {
		return err
	}
	a.log.Info("logged out")
	return nil
}

// clientIDEnv names the organization's client id, as in Bitwarden's own tools.
const clientIDEnv = "BW_CLIENTID"

// Account returns the organization of this profile; ErrNotLoggedIn where there
// is none. BW_CLIENTID in the environment overrides what was saved.
func (a *App) Account(ctx context.Context) (Account, error) {
	settings, err := a.Settings(ctx)
	if err != nil && a.env.clientID() != "" {
		return Account{}, err
	}
	return a.accountIn(ctx, settings)
}

// accountIn is Account where these settings hold.
func (a *App) accountIn(ctx context.Context, settings *config.Settings) (Account, error) {
	if a.env.clientID() != "" {
		return a.env.account(settings)
	}
	account, err := a.store.Account(ctx)
	if err == nil && account.IsZero() {
		err = ErrNotLoggedIn
	}
	return account, err
}

// interactiveRetry is how often a server is asked while a person waits to hear
// whether it is there: once more, in case the first answer was lost.
func interactiveRetry() transport.Retry { return transport.Retry{Tries: 2} }

// client builds the client of the Bitwarden server.
func (t *Trial) client(ctx context.Context, settings *config.Settings, clientID string, clientSecret config.Secret, retry transport.Retry) (*bitwarden.Client, bitwarden.Endpoints, error) {
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return nil, endpoints, err
	}
	proxyPassword, err := t.secret(ctx, "network.proxyPassword")
	if err != nil {
		return nil, endpoints, err
	}
	deviceID, err := t.deviceID(ctx)
	if err != nil {
		return nil, endpoints, err
	}
	client, err := bitwarden.New(bitwarden.Config{
		Endpoints: endpoints, ClientID: clientID, ClientSecret: clientSecret,
		DeviceID: deviceID, ClientVersion: t.app.opts.Version, Logger: t.log, Now: t.app.opts.Now,
		Transport: transport.Options{
			Network: settings.Network, ProxyPassword: proxyPassword, Retry: retry,
		},
	})
	return client, endpoints, err
}

// deviceID is what the server knows this installation by.
func (t *Trial) deviceID(ctx context.Context) (string, error) {
	if t.keep {
		return t.app.store.DeviceID(ctx)
	}
	return t.app.store.PeekDeviceID(ctx)
}

// organization returns the client of the organization that is logged in.
func (t *Trial) organization(ctx context.Context, settings *config.Settings, retry transport.Retry) (*bitwarden.Client, Account, error) {
	account, err := t.app.accountIn(ctx, settings)
	if err != nil {
		return nil, account, err
	}
	clientSecret, err := t.secret(ctx, clientSecretKey)
	if err != nil {
		return nil, account, err
	}
	if clientSecret.IsZero() {
		return nil, account, directory.WithHint(fmt.Errorf("%w: the client secret is not known", ErrNotLoggedIn), "Log in again with the organization's API key, or set BW_CLIENTSECRET.")
	}
	client, endpoints, err := t.client(ctx, settings, account.ClientID, clientSecret, retry)
	if err != nil {
		return nil, account, err
	}
	if account.Server != endpoints.API {
		return nil, account, directory.WithHint(fmt.Errorf("%w at %s: the last log-in was at %s", ErrNotLoggedIn, endpoints.API, account.Server),
			"The server was changed. Log in again there, or set server.url back.")
	}
	return client, account, nil
}

// Ready returns why no sync is possible, as far as it can be told without
// asking a server: nil when the settings are right and a log-in is known.
func (a *App) Ready(ctx context.Context) error {
	if err := a.Validate(ctx); err != nil {
		return err
	}
	return a.requireOrganization(ctx)
}

// requireOrganization returns why no sync is possible: nil where a log-in is
// known.
func (a *App) requireOrganization(ctx context.Context) error {
	settings, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	client, _, err := a.Try(Draft{}).organization(ctx, settings, transport.Retry{})
	if err == nil {
		client.Close()
	}
	return err
}
