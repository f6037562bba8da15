package app

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sync"

	"directoryconnector/backend/config"
)

// markKey makes marks worthless outside this process: nobody finds a secret by
// trying.
var markKey = sync.OnceValue(func() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	return key
})

// markOf tells one value of a secret from another, and nothing else; empty for
// none.
func markOf(key string, value config.Secret) string {
	if value.IsZero() {
		return ""
	}
	h := hmac.New(sha256.New, markKey())
	_, _ = h.Write([]byte(key + "\x00" + value.Reveal()))
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Marks tells of each secret that is kept whether it is still the same one, by
// key: two tabs may be changing one.
func (c Config) Marks(ctx context.Context) (map[string]string, error) {
	kept, err := c.app.secrets.read(ctx)
	if err != nil {
		return nil, err
	}
	marks := map[string]string{}
	for _, d := range c.app.catalog.All() {
		if d.Kind != config.KindSecret {
			continue
		}
		if o := c.app.secrets.origin(ctx, d.Key); o != OriginKeyring && o != OriginFile {
			continue
		}
		value, err := kept.Saved(ctx, d.Key)
		if err != nil {
			return nil, err
		}
		c.app.redact.Add(value)
		marks[d.Key] = markOf(d.Key, value)
	}
	return marks, nil
}

// unseenSecrets returns a *ChangedError where secrets that the draft changes are
// not those that it was begun on.
func (t *Trial) unseenSecrets(ctx context.Context) error {
	d := t.draft
	var changed []ChangedSetting
	var marks map[string]string
	for _, key := range slices.Sorted(maps.Keys(d.seen)) {
		wanted, sets := d.secrets[key]
		if !sets && !slices.Contains(d.forget, key) {
			continue
		}
		if marks == nil {
			var err error
			if marks, err = t.app.Config().Marks(ctx); err != nil {
				return err
			}
		}
		if now := marks[key]; now != d.seen[key] && now != markOf(key, wanted) {
			changed = append(changed, ChangedSetting{key, hidden(d.seen[key]), hidden(now)})
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return &ChangedError{changed}
}

// hidden stands for a secret; empty for none.
func hidden(mark string) string {
	if mark == "" {
		return ""
	}
	return config.NewSecret(mark).String()
}
