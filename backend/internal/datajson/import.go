package datajson

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
)

// An Import is what a data.json becomes here.
type Import struct {
	// StateVersion is the version of the file's form.
	StateVersion int
	// Values are the settings, normalized.
	Values config.Values
	// Secrets were found in the clear, by our key.
	Secrets map[string]config.Secret
	// KeyringAccounts are the accounts under which the keyring may hold a
	// secret that the file lacks, by our key, the likeliest first.
	KeyringAccounts map[string][]string
	// OrganizationID and ClientID name the organization; either may be empty.
	OrganizationID, ClientID string
	// LastUserSync and LastGroupSync are zero where there was none.
	LastUserSync, LastGroupSync time.Time
	// Taken and Skipped are in the order of our keys and of theirs.
	Taken, Skipped []Item
	// Differences say in sentences where this program behaves differently.
	Differences []string
	// Notes are about the file as a whole.
	Notes []string
}

// An Item is one setting of the file.
type Item struct {
	// OurKey is empty for what has no counterpart.
	OurKey string `json:"key,omitempty"`
	// TheirKey is the path in the file.
	TheirKey string `json:"old"`
	// Value is as it was taken, or as the file has it. Those of secrets and of
	// unknown keys are never shown.
	Value string `json:"value,omitempty"`
	// Reason says why it was skipped.
	Reason string `json:"reason,omitempty"`
}

// reader works through the sections and notes what it has looked at.
type reader struct {
	*layout
	catalog *config.Catalog
	used    map[string]bool
	out     *Import
}

// Parse reads a data.json. Its errors say where the JSON is damaged
// (*SyntaxError), or wrap directory.ErrConfig.
func Parse(in io.Reader) (*Import, error) {
	tree, err := readObject(in)
	if err != nil {
		return nil, err
	}
	l, err := layoutOf(tree)
	if err != nil {
		return nil, err
	}
	r := &reader{
		layout: l, catalog: config.NewCatalog(), used: map[string]bool{},
		out: &Import{
			StateVersion: l.version, Values: config.Values{},
			Secrets: map[string]config.Secret{}, KeyringAccounts: map[string][]string{},
		},
	}
	if l.version > knownVersion {
		r.note("The file has state version %d; this program knows versions %d to %d. Compare what was taken with what Bitwarden's connector shows.", l.version, oldestVersion, knownVersion)
	}
	r.state()
	r.general()
	r.ldap()
	r.sync()
	r.secrets()
	r.differences()
	r.leftovers()
	r.sortItems()
	return r.out, nil
}

func (r *reader) note(format string, args ...any) {
	r.out.Notes = append(r.out.Notes, fmt.Sprintf(format, args...))
}

func (r *reader) differ(format string, args ...any) {
	r.out.Differences = append(r.out.Differences, fmt.Sprintf(format, args...))
}

// lookup finds a field of a section. present is false for null, too.
func (r *reader) lookup(section, field string) (value any, path string, present bool) {
	places := r.places[section]
	path = places[0] + field
	for _, place := range places {
		v, ok := r.leaves[place+field]
		if !ok {
			continue
		}
		r.used[place+field] = true
		if !present {
			value, path, present = v, place+field, v != nil
		}
	}
	return value, path, present
}

// text returns a field as text; present is false where there is none, and
// where the field is a list, which is skipped.
func (r *reader) text(section, field string) (text, path string, present bool) {
	value, path, present := r.lookup(section, field)
	if !present {
		return "", path, false
	}
	text, ok := textOf(value)
	if !ok {
		r.skip("", path, "", "it is neither a text nor a number")
	}
	return text, path, ok
}

func textOf(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case json.Number:
		return v.String(), true
	}
	return "", false
}

// ldapFlag reads a truth value of the LDAP server; missing is what holds where
// there is none.
func (r *reader) ldapFlag(field string, missing bool) bool {
	text, _, ok := r.text(sectionLDAP, field)
	if !ok {
		return missing
	}
	text = strings.TrimSpace(text)
	return strings.EqualFold(text, "true") || text == "1"
}

// take copies a field that is not empty.
func (r *reader) take(section, field, key string) {
	text, path, ok := r.text(section, field)
	if ok && strings.TrimSpace(text) != "" {
		r.set(key, path, text)
	}
}

// takeAll takes fields that are called the same here, in a group of settings.
func (r *reader) takeAll(section, group string, fields ...string) {
	for _, field := range fields {
		r.take(section, field, group+"."+field)
	}
}

// set stores a value, or skips it where it is not allowed here.
func (r *reader) set(key, path, text string) {
	d, normal, err := r.catalog.Normalize(key, text)
	if err != nil && strings.Contains(text, "://") && strings.Contains(text, "@") {
		text = "" // an address with a password in it
	}
	if problem, ok := err.(config.Problem); ok { //nolint:errorlint // made by Normalize, never wrapped
		r.skip(key, path, text, problem.Text)
		return
	}
	if err != nil {
		r.skip(key, path, text, err.Error())
		return
	}
	r.out.Values[d.Key] = normal
	r.out.Taken = append(r.out.Taken, Item{OurKey: d.Key, TheirKey: path, Value: normal})
}

// Skip takes back what was taken, since it can't hold here.
func (i *Import) Skip(key, reason string) {
	for at, item := range i.Taken {
		if item.OurKey == key {
			i.Taken = slices.Delete(i.Taken, at, at+1)
			i.Skipped = append(i.Skipped, Item{OurKey: key, TheirKey: item.TheirKey, Value: item.Value, Reason: reason})
			break
		}
	}
	delete(i.Values, key)
}

func (r *reader) skip(key, path, value, reason string) {
	r.out.Skipped = append(r.out.Skipped, Item{OurKey: key, TheirKey: path, Value: value, Reason: reason})
}

// skipIfSet skips a field that holds something.
func (r *reader) skipIfSet(section, field, key, reason string) {
	if text, path, ok := r.text(section, field); ok && strings.TrimSpace(text) != "" {
		r.skip(key, path, text, reason)
	}
}

// leftovers skips what nobody asked for.
func (r *reader) leftovers() {
	for _, path := range slices.Sorted(maps.Keys(r.leaves)) {
		if !r.used[path] && r.leaves[path] != nil {
			r.skip("", path, "", reasonFor(path))
		}
	}
}

// reasonFor explains the keys that are known to mean nothing here.
func reasonFor(path string) string {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "global."), "directorySettings.")
	first, _, _ := strings.Cut(path, ".")
	switch first {
	case "window", "enableTray", "enableMinimizeToTray", "enableCloseToTray", "enableAlwaysOnTop", "enableStartToTray", "openAtLogin", "alwaysShowDock", "theme", "locale":
		return "it is about the window of Bitwarden's connector"
	case "lastSyncHash", "userDeltaToken", "groupDeltaToken", "userDelta", "groupDelta", "syncingDir":
		return "the first sync of this program reads everything"
	case "accessToken", "tokens":
		return "this program gets its own access token"
	case "appId", "installedVersion", "entityId", "entityType", "stateVersion":
		return "it is about the installation of Bitwarden's connector"
	}
	return "this program does not know it"
}

func (r *reader) sortItems() {
	order := map[string]int{}
	for i, d := range r.catalog.All() {
		order[d.Key] = i
	}
	slices.SortStableFunc(r.out.Taken, func(a, b Item) int { return order[a.OurKey] - order[b.OurKey] })
	slices.SortStableFunc(r.out.Skipped, func(a, b Item) int { return strings.Compare(a.TheirKey, b.TheirKey) })
	r.out.Skipped = slices.Compact(r.out.Skipped)
}
