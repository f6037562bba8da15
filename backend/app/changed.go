package app

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
)

// A ChangedError says that settings were changed by somebody else since a draft
// of them was begun.
type ChangedError struct{ Changed []ChangedSetting }

// A ChangedSetting is one of them.
type ChangedSetting struct {
	Key string
	// Before is what the draft was begun on, Now what is stored; empty for none.
	Before, Now string
}

func (e *ChangedError) Error() string {
	texts := make([]string, len(e.Changed))
	for i, c := range e.Changed {
		texts[i] = fmt.Sprintf("%s was %s and is now %s", c.Key, valueWords(c.Before), valueWords(c.Now))
	}
	return "settings were changed elsewhere meanwhile: " + strings.Join(texts, ", ")
}

func valueWords(value string) string {
	if value == "" {
		return "not set"
	}
	return fmt.Sprintf("%q", value)
}

// unseen returns a *ChangedError where stored values are not those that the
// draft was begun on. What is as the draft wants it is no matter.
func (p *parsedDraft) unseen(values config.Values) error {
	var changed []ChangedSetting
	for _, key := range slices.Sorted(maps.Keys(p.seen)) {
		wanted, sets := p.set[key]
		if !sets && !slices.Contains(p.unset, key) {
			continue
		}
		if now := values[key]; now != p.seen[key] && now != wanted {
			changed = append(changed, ChangedSetting{key, p.seen[key], now})
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return &ChangedError{changed}
}
