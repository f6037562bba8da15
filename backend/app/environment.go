package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/bitwarden"
)

// An environment overrides settings and the log-in by its variables.
type environment struct {
	getenv  func(string) string
	catalog *config.Catalog
}

// addTo puts the environment's values over others, and returns the keys that it
// has changed.
func (e environment) addTo(values config.Values) (map[string]bool, error) {
	fromEnv, problems := e.addValidTo(values)
	if problems != nil {
		return nil, problems
	}
	return fromEnv, nil
}

// addValidTo is addTo, except that what is right counts also where something is
// wrong.
func (e environment) addValidTo(values config.Values) (fromEnv map[string]bool, problems config.Problems) {
	fromEnv = map[string]bool{}
	for _, d := range e.catalog.All() {
		text := e.getenv(d.EnvName())
		if text == "" || d.Kind == config.KindSecret {
			continue
		}
		normal, err := d.Normalize(text)
		if err != nil {
			problems = append(problems, config.Problem{Key: d.Key, Text: fmt.Sprintf("%s, from the environment variable %s", err, d.EnvName()), Example: d.Example})
			continue
		}
		values[d.Key], fromEnv[d.Key] = normal, true
	}
	return fromEnv, problems
}

// settings returns the settings that would hold with these values set.
func (e environment) settings(values config.Values) (*config.Settings, error) {
	values = maps.Clone(values)
	if _, err := e.addTo(values); err != nil {
		return nil, err
	}
	return e.catalog.Settings(values)
}

// evaluate returns the settings that hold with these values and the
// environment's over them, as far as they can be read, and all that is wrong
// with each and between them. It asks nobody.
func (e environment) evaluate(values config.Values) (*config.Settings, config.Problems, error) {
	_, problems := e.addValidTo(values)
	settings, err := e.catalog.Settings(values)
	if bad, ok := errors.AsType[config.Problems](err); ok {
		problems = append(problems, bad...)
		for _, p := range bad {
			delete(values, p.Key)
		}
		settings, err = e.catalog.Settings(values)
	}
	if err != nil {
		return nil, nil, err
	}
	singles := slices.Clone(problems)
	between := settings.Validate()
	_, _, filters := setFilters(settings)
	for _, p := range append(between, filters...) {
		if !slices.ContainsFunc(singles, func(s config.Problem) bool { return s.Key == p.Key }) {
			problems = append(problems, p)
		}
	}
	return settings, problems, nil
}

// overridden says which values are saved without an effect.
func (e environment) overridden(p *parsedDraft) []string {
	notices := []string{}
	keys := p.keys()
	for _, d := range e.catalog.All() {
		if e.getenv(d.EnvName()) != "" && slices.Contains(keys, d.Key) {
			notices = append(notices, overrides(d))
		}
	}
	return notices
}

func overrides(d *config.Definition) string {
	return fmt.Sprintf("%s is saved, but the environment variable %s overrides it", d.Key, d.EnvName())
}

// clientID is what the environment names; empty where it names none.
func (e environment) clientID() string { return strings.TrimSpace(e.getenv(clientIDEnv)) }

// account is the organization that the environment names.
func (e environment) account(settings *config.Settings) (Account, error) {
	id := e.clientID()
	organizationID, err := bitwarden.OrganizationID(id)
	if err != nil {
		return Account{}, fmt.Errorf("%w: environment variable %s: %w", ErrAPIKey, clientIDEnv, err)
	}
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return Account{}, err
	}
	return Account{ClientID: id, OrganizationID: organizationID, Server: endpoints.API}, nil
}
