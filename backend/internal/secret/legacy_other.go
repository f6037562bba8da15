//go:build !windows && !darwin

package secret

import (
	gokeyring "github.com/zalando/go-keyring"
	secretservice "github.com/zalando/go-keyring/secret_service"
)

// Foreign reads an item with the attributes service and account, as libsecret
// users write it; go-keyring names the second one username.
// See https://specifications.freedesktop.org/secret-service-spec/latest/.
func (systemRing) Foreign(service, account string) (string, error) {
	bus, err := secretservice.NewSecretService()
	if err != nil {
		return "", err
	}
	collection := bus.GetLoginCollection()
	if err := bus.Unlock(collection.Path()); err != nil {
		return "", err
	}
	items, err := bus.SearchItems(collection, map[string]string{"service": service, "account": account})
	if err != nil {
		return "", err
	}
	if len(items) == 0 {
		return "", gokeyring.ErrNotFound
	}
	session, err := bus.OpenSession()
	if err != nil {
		return "", err
	}
	defer func() { _ = bus.Close(session) }()
	if err := bus.Unlock(items[0]); err != nil {
		return "", err
	}
	secret, err := bus.GetSecret(items[0], session.Path())
	if err != nil {
		return "", err
	}
	return string(secret.Value), nil
}
