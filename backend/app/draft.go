package app

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
)

// A Draft is a change of settings that is not saved: see Try and Save. Keys may
// be aliases, in any case. A key is in one of the four at most; what is in none
// stays as it is. The zero Draft changes nothing.
type Draft struct {
	// Set holds new values as typed, Unset the keys to put back to their
	// defaults.
	Set   map[string]string
	Unset []string
	// Secrets are new ones, Forget the keys of those to remove.
	Secrets map[string]config.Secret
	Forget  []string
}

// A change is a Draft with keys and values in their own spelling.
type change struct {
	set     config.Values
	unset   []string
	secrets map[string]config.Secret
	forget  []string
	// wrong is what can't be understood of it, and is in none of the others.
	wrong config.Problems
}

// change checks every key and value of a draft by itself. What it says is wrong
// never holds a secret. The log gets to know those that are used only: see
// Trial.secret. Half of a password that is being typed would be taken out of
// every text for as long as the program runs.
func (a *App) change(d Draft) *change {
	c := &change{set: config.Values{}, secrets: map[string]config.Secret{}}
	seen := map[string]bool{}
	find := func(name string) *config.Definition {
		definition, err := a.catalog.Find(name)
		if err != nil {
			c.refuse(strings.TrimSpace(name), err.Error(), "")
			return nil
		}
		if seen[definition.Key] {
			c.refuse(definition.Key, "is named twice in one change", "")
			return nil
		}
		seen[definition.Key] = true
		return definition
	}
	for _, name := range slices.Sorted(maps.Keys(d.Secrets)) {
		if definition := find(name); definition != nil {
			c.putSecret(definition, d.Secrets[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Set)) {
		definition := find(name)
		switch {
		case definition == nil:
		case definition.Kind == config.KindSecret:
			c.putSecret(definition, config.NewSecret(d.Set[name]))
		default:
			c.put(definition, d.Set[name])
		}
	}
	for _, name := range slices.Sorted(slices.Values(slices.Concat(d.Unset, d.Forget))) {
		definition := find(name)
		switch {
		case definition == nil:
		case definition.Kind == config.KindSecret:
			c.forget = append(c.forget, definition.Key)
		default:
			c.unset = append(c.unset, definition.Key)
		}
	}
	return c
}

func (c *change) refuse(key, text, example string) {
	c.wrong = append(c.wrong, config.Problem{Key: key, Text: text, Example: example})
}

func (c *change) putSecret(d *config.Definition, value config.Secret) {
	switch {
	case d.Kind != config.KindSecret:
		c.refuse(d.Key, "is not a secret", d.Example)
	case value.IsZero():
		c.refuse(d.Key, "is empty", d.Example)
	default:
		c.secrets[d.Key] = value
	}
}

func (c *change) put(d *config.Definition, text string) {
	normal, err := d.Normalize(text)
	if err == nil {
		normal, err = wholePath(d, normal)
	}
	if err != nil {
		c.refuse(d.Key, err.Error(), d.Example)
		return
	}
	c.set[d.Key] = normal
}

// apply changes values.
func (c *change) apply(values config.Values) {
	for _, key := range c.unset {
		delete(values, key)
	}
	maps.Copy(values, c.set)
}

// changesValues tells whether anything but secrets changes.
func (c *change) changesValues() bool { return len(c.set) > 0 || len(c.unset) > 0 }

// keys are those of all values that it sets or unsets.
func (c *change) keys() []string {
	return slices.AppendSeq(slices.Clone(c.unset), maps.Keys(c.set))
}

// touches tells whether a key is in the change, as a value or a secret.
func (c *change) touches(key string) bool {
	_, set := c.set[key]
	_, secret := c.secrets[key]
	return set || secret || slices.Contains(c.unset, key) || slices.Contains(c.forget, key)
}
