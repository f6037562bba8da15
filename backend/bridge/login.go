package bridge

import (
	"context"

	"directoryconnector/backend/config"
)

// Login checks an organization's API key at the server and keeps it.
func (b *Bridge) Login(r LoginRequest) error {
	return do(b, func(ctx context.Context, t *tray) error {
		_, err := t.app.Login(ctx, r.ClientID, config.NewSecret(r.ClientSecret))
		return err
	})
}

// Logout forgets the API key. Settings, sync cache and history stay.
func (b *Bridge) Logout() error {
	return do(b, func(ctx context.Context, t *tray) error { return t.app.Logout(ctx) })
}
