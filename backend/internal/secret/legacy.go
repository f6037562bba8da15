package secret

import (
	"context"
	"encoding/json"
	"errors"

	"directoryconnector/backend/config"
)

// legacyService is where Bitwarden's own connector keeps its secrets.
const legacyService = "Bitwarden Directory Connector"

// Legacy reads a secret that Bitwarden's own connector has put into the
// keyring, e.g. account "secretLdap_<id>". The zero Secret means that there is
// none, or no keyring.
func (s *Store) Legacy(ctx context.Context, account string) (config.Secret, error) {
	text, err := s.keyring.ask(ctx, func() (string, error) { return s.keyring.ring.Foreign(legacyService, account) })
	if _, unavailable := errors.AsType[*unavailableError](err); unavailable {
		s.tellSilence(err)
		return config.Secret{}, nil
	}
	if errors.Is(err, errNotFound) {
		return config.Secret{}, nil
	}
	if err != nil {
		return config.Secret{}, err
	}
	// A JSON string; very old versions saved the text itself.
	var plain *string
	if json.Unmarshal([]byte(text), &plain) == nil {
		if plain == nil {
			return config.Secret{}, nil
		}
		text = *plain
	}
	return config.NewSecret(text), nil
}
