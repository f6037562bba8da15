package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
)

// An environment overrides settings and the log-in: group policy first, then its
// variables.
type environment struct {
	getenv func(string) string
	// policy returns the settings that group policy enforces, by name.
	policy  func() map[string]string
	catalog *config.Catalog
}

// addTo puts the values of policy and environment over others, and returns where
// those come from that it has changed.
func (e environment) addTo(values config.Values) (map[string]Origin, error) {
	origins, problems := e.addValidTo(values)
	if problems != nil {
		return nil, problems
	}
	return origins, nil
}

// addValidTo is addTo, except that what is right counts also where something is
// wrong.
func (e environment) addValidTo(values config.Values) (origins map[string]Origin, problems config.Problems) {
	origins = map[string]Origin{}
	enforced := e.enforced()
	for _, d := range e.catalog.All() {
		text, origin := e.getenv(d.EnvName()), OriginEnvironment
		if ordered, found := enforced[d.Key]; found {
			text, origin = ordered, OriginPolicy
		}
		if text == "" && origin == OriginEnvironment || d.Kind == config.KindSecret {
			continue
		}
		normal, err := d.Normalize(text)
		if err != nil {
			p := config.ProblemOf(d.Key, err, d.Example)
			p.Text = fmt.Sprintf("%s, from the environment variable %s", err, d.EnvName())
			if origin == OriginPolicy {
				p.Text = fmt.Sprintf("%s, from group policy (%s)", err, policyPlace(d))
			}
			problems = append(problems, p)
			continue
		}
		values[d.Key], origins[d.Key] = normal, origin
	}
	return origins, problems
}

// enforced are the settings of group policy, by key. What is no setting is not
// among them; see unknownPolicies.
func (e environment) enforced() map[string]string {
	enforced := map[string]string{}
	for name, text := range e.policy() {
		if d, err := e.catalog.Find(name); err == nil && d.Kind != config.KindSecret && d.Retired == "" {
			enforced[d.Key] = text
		}
	}
	return enforced
}

// policyPlace is where group policy has a setting.
func policyPlace(d *config.Definition) string {
	return fmt.Sprintf(`HKEY_LOCAL_MACHINE\%s, value %s`, config.PolicyKey, d.Key)
}

// unknownPolicies are the names of policies that are no settings: a mistyped
// filter would otherwise let everybody pass without a word.
func (e environment) unknownPolicies() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(e.policy())), func(name string) bool {
		d, err := e.catalog.Find(name)
		return err == nil && d.Kind != config.KindSecret
	})
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
		if by := e.overrides(d); by != "" && slices.Contains(keys, d.Key) {
			notices = append(notices, by)
		}
	}
	return notices
}

// overrides says what overrides a setting that was saved; empty for nothing.
func (e environment) overrides(d *config.Definition) string {
	if _, found := e.enforced()[d.Key]; found {
		return fmt.Sprintf("%s is saved, but group policy (%s) overrides it", d.Key, policyPlace(d))
	}
	if e.getenv(d.EnvName()) != "" {
		return fmt.Sprintf("%s is saved, but the environment variable %s overrides it", d.Key, d.EnvName())
	}
	return ""
}

// refuse says that group policy enforces a setting, so that nobody can change it.
func (e environment) refuse(d *config.Definition) error {
	if _, found := e.enforced()[d.Key]; !found {
		return nil
	}
	return directory.WithHint(config.Problem{Key: d.Key, Text: fmt.Sprintf("is set by group policy (%s)", policyPlace(d))}, "Whoever administers the group policies of this machine can change it.")
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
