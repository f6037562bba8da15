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
	// Seen are the values that were stored when the draft was begun, empty for
	// none: Save refuses a draft of settings that others have changed since, with
	// a *ChangedError. A key that is not in it is not looked at.
	Seen map[string]string
}

// A parsedDraft is a Draft with keys and values in their own spelling.
type parsedDraft struct {
	set     config.Values
	unset   []string
	secrets map[string]config.Secret
	forget  []string
	// problems is what can't be understood of it, and is in none of the others.
	problems config.Problems
	seen     map[string]string
}

// parseDraft checks every key and value of a draft by itself. What it says is
// wrong never holds a secret. The log gets to know those that are used only: see
// Trial.secret. Half of a password that is being typed would be taken out of
// every text for as long as the program runs.
func (a *App) parseDraft(d Draft) *parsedDraft {
	p := &parsedDraft{set: config.Values{}, secrets: map[string]config.Secret{}, seen: d.Seen}
	seen := map[string]bool{}
	find := func(name string) *config.Definition {
		definition, err := a.catalog.Find(name)
		if err != nil {
			p.addProblem(strings.TrimSpace(name), err.Error())
			return nil
		}
		if seen[definition.Key] {
			p.addProblem(definition.Key, "is named twice in one change")
			return nil
		}
		seen[definition.Key] = true
		return definition
	}
	for _, name := range slices.Sorted(maps.Keys(d.Secrets)) {
		if definition := find(name); definition != nil {
			p.setSecret(definition, d.Secrets[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Set)) {
		definition := find(name)
		switch {
		case definition == nil:
		case definition.Kind == config.KindSecret:
			p.setSecret(definition, config.NewSecret(d.Set[name]))
		default:
			p.setValue(definition, d.Set[name])
		}
	}
	for _, name := range slices.Sorted(slices.Values(slices.Concat(d.Unset, d.Forget))) {
		definition := find(name)
		switch {
		case definition == nil:
		case definition.Kind == config.KindSecret:
			p.forget = append(p.forget, definition.Key)
		default:
			p.unset = append(p.unset, definition.Key)
		}
	}
	return p
}

func (p *parsedDraft) addProblem(key, text string) {
	p.problems = append(p.problems, config.Problem{Key: key, Text: text})
}

// localProblem says that pages can't set a setting.
func localProblem(d *config.Definition) config.Problem {
	return config.Problem{Key: d.Key, Code: "local", Text: "is not set in pages, but by who may run commands on this machine: bwdc config " + d.Key + " VALUE", Example: d.Example}
}

func (p *parsedDraft) setSecret(d *config.Definition, value config.Secret) {
	if problem := secretProblem(d, value); problem != nil {
		p.problems = append(p.problems, *problem)
		return
	}
	p.secrets[d.Key] = value
}

// secretProblem says what is wrong with a new secret; nil for nothing.
func secretProblem(d *config.Definition, value config.Secret) *config.Problem {
	switch {
	case d.Kind != config.KindSecret:
		return &config.Problem{Key: d.Key, Text: "is not a secret", Example: d.Example}
	case value.IsZero():
		return &config.Problem{Key: d.Key, Code: "empty", Text: "is empty", Example: d.Example}
	}
	if _, err := d.Normalize(value.Reveal()); err != nil {
		return new(config.ProblemOf(d.Key, err, d.Example))
	}
	return nil
}

func (p *parsedDraft) setValue(d *config.Definition, text string) {
	if d.Local {
		p.problems = append(p.problems, localProblem(d))
		return
	}
	normal, err := d.Normalize(text)
	if err == nil {
		normal, err = absolutePath(d, normal)
	}
	if err != nil {
		p.problems = append(p.problems, config.ProblemOf(d.Key, err, d.Example))
		return
	}
	p.set[d.Key] = normal
}

// apply changes values.
func (p *parsedDraft) apply(values config.Values) {
	for _, key := range p.unset {
		delete(values, key)
	}
	maps.Copy(values, p.set)
}

// changesValues tells whether anything but secrets changes.
func (p *parsedDraft) changesValues() bool { return len(p.set) > 0 || len(p.unset) > 0 }

// keys are those of all values that it sets or unsets.
func (p *parsedDraft) keys() []string {
	return slices.AppendSeq(slices.Clone(p.unset), maps.Keys(p.set))
}

// touches tells whether a key is in the change, as a value or a secret.
func (p *parsedDraft) touches(key string) bool {
	_, set := p.set[key]
	_, secret := p.secrets[key]
	return set || secret || slices.Contains(p.unset, key) || slices.Contains(p.forget, key)
}
