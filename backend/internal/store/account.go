package store

import (
	"context"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
)

// An Account is the organization's API key without its secret.
type Account struct {
	// ClientID is "organization." and OrganizationID, as typed.
	ClientID       string `json:"clientId"`
	OrganizationID string `json:"organizationId"`
	// Server is the base address that the log-in succeeded at.
	Server string `json:"server"`
}

// IsZero tells whether nobody is logged in.
func (a Account) IsZero() bool { return a == Account{} }

// Account returns the account that is logged in, or the zero Account.
func (s *Store) Account(ctx context.Context) (Account, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (account Account, err error) {
		err = getJSON(bucket(tx, bucketAccount), keyCurrent, &account)
		return account, err
	})
}

// SetAccount remembers the account after a log-in.
func (s *Store) SetAccount(ctx context.Context, account Account) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		return putJSON(tx, account, keyCurrent, bucketAccount)
	})
}

// LogIn remembers the account after a log-in together with a change of values,
// which is as that of UpdateValues.
func (s *Store) LogIn(ctx context.Context, account Account, change func(config.Values) error) error {
	return s.updateValues(ctx, change, func(tx *bbolt.Tx) error {
		return putJSON(tx, account, keyCurrent, bucketAccount)
	})
}

// DeleteAccount forgets the account after a log-out.
func (s *Store) DeleteAccount(ctx context.Context) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b := bucket(tx, bucketAccount)
		if b == nil {
			return nil
		}
		return b.Delete([]byte(keyCurrent))
	})
}

// ProfileID returns the UUID of the profile, which never changes. It creates
// the file.
func (s *Store) ProfileID(ctx context.Context) (string, error) { return s.uuid(ctx, keyProfile) }

// DeviceID returns the UUID that the server knows this installation by. It
// creates the file.
func (s *Store) DeviceID(ctx context.Context) (string, error) { return s.uuid(ctx, keyDevice) }

// PeekDeviceID is DeviceID for who must not write: where there is none yet it
// returns a new one that nobody remembers.
func (s *Store) PeekDeviceID(ctx context.Context) (string, error) {
	id, err := s.readUUID(ctx, keyDevice)
	if err == nil && id == "" {
		id = newUUID()
	}
	return id, err
}

func (s *Store) readUUID(ctx context.Context, key string) (string, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (string, error) { return string(get(bucket(tx, bucketMeta), key)), nil })
}

// uuid reads an id that create has made; an id that is missing is made.
func (s *Store) uuid(ctx context.Context, key string) (string, error) {
	id, err := s.readUUID(ctx, key)
	if err != nil || id != "" {
		return id, err
	}
	err = s.update(ctx, func(tx *bbolt.Tx) error {
		meta := bucket(tx, bucketMeta)
		if id = string(get(meta, key)); id != "" {
			return nil
		}
		id = newUUID()
		return meta.Put([]byte(key), []byte(id))
	})
	return id, err
}
