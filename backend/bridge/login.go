package bridge

import (
	"context"
	"strings"

	"directoryconnector/backend/config"
)

// Login checks an organization's API key at the server and keeps it. The draft
// of settings server.* and network.* is saved with it, also where the directory
// is not set up yet; where the log-in fails nothing is.
func (b *Bridge) Login(r LoginRequest) error {
	return update(b, func(ctx context.Context, s *session) error {
		for _, key := range r.Server.keys() {
			if !ofServer(key) {
				return config.Problem{Key: key, Text: "is not about the server or the way to it"}
			}
		}
		_, err := s.app.LoginWith(ctx, r.ClientID, config.NewSecret(r.ClientSecret), r.Server.toApp(), ofServer)
		return err
	})
}

// ofServer tells whether a setting is about the server or the way to it.
func ofServer(key string) bool {
	key = strings.ToLower(key)
	return strings.HasPrefix(key, "server.") || strings.HasPrefix(key, "network.")
}

// Logout forgets the API key. Settings, sync cache and history stay.
func (b *Bridge) Logout() error {
	return update(b, func(ctx context.Context, s *session) error { return s.app.Logout(ctx) })
}
