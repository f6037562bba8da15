package datajson

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"directoryconnector/backend/directory"
)

// The sections of the settings, as the layouts name their places.
const (
	sectionState    = "state"
	sectionURLs     = "urls"
	sectionLDAP     = "ldap"
	sectionEntra    = "entra"
	sectionGoogle   = "google"
	sectionOkta     = "okta"
	sectionOneLogin = "onelogin"
	sectionSync     = "sync"
	sectionProfile  = "profile"
	sectionKeys     = "keys"
)

// State versions. flatVersion is the first flat one, knownVersion the newest
// whose form is known.
const (
	oldestVersion = 3
	flatVersion   = 5
	knownVersion  = 8
)

// flatPlaces are the places of the sections from state version 5 on, the one
// to prefer first.
func flatPlaces() map[string][]string {
	return map[string][]string{
		sectionState:    {""},
		sectionURLs:     {"environmentUrls."},
		sectionLDAP:     {"directoryLdap."},
		sectionEntra:    {"directoryEntra.", "directoryAzure."},
		sectionGoogle:   {"directoryGsuite."},
		sectionOkta:     {"directoryOkta."},
		sectionOneLogin: {"directoryOnelogin.", "directoryOneLogin."},
		sectionSync:     {"sync."},
		sectionProfile:  {""},
		sectionKeys:     {""},
	}
}

// nestedPlaces are those of versions 3 and 4, below the account.
func nestedPlaces() map[string][]string {
	return map[string][]string{
		sectionState:    {"directorySettings."},
		sectionURLs:     {"global.environmentUrls.", "settings.environmentUrls."},
		sectionLDAP:     {"directoryConfigurations.ldap."},
		sectionEntra:    {"directoryConfigurations.entra.", "directoryConfigurations.azure."},
		sectionGoogle:   {"directoryConfigurations.gsuite."},
		sectionOkta:     {"directoryConfigurations.okta."},
		sectionOneLogin: {"directoryConfigurations.oneLogin.", "directoryConfigurations.onelogin."},
		sectionSync:     {"directorySettings.sync."},
		sectionProfile:  {"profile."},
		sectionKeys:     {"keys."},
	}
}

// A layout is where a file keeps what.
type layout struct {
	version int
	// account is the id under which versions 3 and 4 keep everything.
	account string
	places  map[string][]string
	leaves  map[string]any
}

// layoutOf finds out the version and flattens the part that counts.
func layoutOf(tree map[string]any) (*layout, error) {
	version, found := number(tree["stateVersion"])
	global, _ := tree["global"].(map[string]any)
	if !found {
		version, found = number(global["stateVersion"])
	}
	switch {
	case !found && !looksOld(tree):
		err := directory.Errorf(directory.ErrConfig, "data.json: there is no stateVersion in it")
		return nil, directory.WithHint(err, "This is not the data.json of Bitwarden's connector. Look for it in that program's folder for data.")
	case !found || version < oldestVersion:
		err := directory.Errorf(directory.ErrConfig, "data.json: its state version is older than %d, which is too old to read", oldestVersion)
		return nil, directory.WithHint(err, "Start a current release of Bitwarden's connector once, so that it brings the file up to date, or set this program up by hand.")
	}
	l := &layout{version: version, leaves: map[string]any{}}
	if version >= flatVersion {
		l.places = flatPlaces()
		flatten("", tree, l.leaves)
		return l, nil
	}
	account, err := accountOf(tree)
	if err != nil {
		return nil, err
	}
	l.account, l.places = account, nestedPlaces()
	flatten("", tree[account].(map[string]any), l.leaves)
	flatten("global.", global, l.leaves)
	return l, nil
}

// looksOld tells the first state versions, which did not number themselves.
func looksOld(tree map[string]any) bool {
	return slices.ContainsFunc([]string{"organizationId", "directoryType", "syncConfig", "directoryConfig_0", "environmentUrls"}, func(key string) bool {
		_, ok := tree[key]
		return ok
	})
}

// accountOf returns the active account, or the only one.
func accountOf(tree map[string]any) (string, error) {
	if id, ok := tree["activeUserId"].(string); ok {
		if _, ok := tree[id].(map[string]any); ok {
			return id, nil
		}
	}
	var accounts []string
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		if account, ok := tree[key].(map[string]any); ok {
			if _, ok := account["directoryConfigurations"]; ok {
				accounts = append(accounts, key)
			}
		}
	}
	if len(accounts) == 1 {
		return accounts[0], nil
	}
	err := directory.Errorf(directory.ErrConfig, "data.json: nobody is logged in, and it holds the settings of %d accounts", len(accounts))
	return "", directory.WithHint(err, "Log in with Bitwarden's connector once, so that the file says which account counts.")
}

// number reads a whole number that may be written as text.
func number(v any) (int, bool) {
	text, ok := v.(string)
	if n, is := v.(json.Number); is {
		text, ok = n.String(), true
	}
	n, err := strconv.Atoi(text)
	return n, ok && err == nil
}
