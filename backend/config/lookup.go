package config

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Definitions returns all settings in the order in which they are shown.
func Definitions() []*Definition {
	return slices.Concat(generalDefinitions(), ldapDefinitions(), cloudDefinitions(), syncDefinitions(), notifyDefinitions())
}

// A Catalog finds Definitions by name.
type Catalog struct {
	list   []*Definition
	byName map[string]*Definition
}

// NewCatalog returns the Catalog of all Definitions.
func NewCatalog() *Catalog {
	c := &Catalog{list: Definitions(), byName: map[string]*Definition{}}
	for _, d := range append(slices.Clone(c.list), Retired()...) {
		for _, name := range append([]string{d.Key}, d.Aliases...) {
			c.byName[strings.ToLower(name)] = d
		}
	}
	return c
}

// All returns the Definitions in the order in which they are shown.
func (c *Catalog) All() []*Definition { return c.list }

// Find returns the Definition with that key or alias, in any case. The error
// is an *UnknownKeyError that offers the nearest known keys.
func (c *Catalog) Find(name string) (*Definition, error) {
	if d, ok := c.byName[strings.ToLower(strings.TrimSpace(name))]; ok {
		return d, nil
	}
	return nil, &UnknownKeyError{Key: name, Nearest: c.nearest(name)}
}

// UnknownKeyError says that there is no such setting.
type UnknownKeyError struct {
	Key     string
	Nearest []string
}

func (e *UnknownKeyError) Error() string {
	text := "unknown setting " + quote(e.Key)
	if len(e.Nearest) > 0 {
		text += ": did you mean " + strings.Join(e.Nearest, ", ") + "?"
	}
	return text
}

// nearest returns up to three keys that look like name.
func (c *Catalog) nearest(name string) []string {
	type scored struct {
		key   string
		score int
	}
	low := strings.ToLower(name)
	var found []scored
	for candidate, d := range c.byName {
		if d.Retired != "" {
			continue
		}
		score := distance(low, candidate)
		_, last, _ := strings.Cut(candidate, ".")
		if last != "" {
			score = min(score, distance(low, last))
		}
		if strings.Contains(candidate, low) && len(low) > 2 {
			score = min(score, 2)
		}
		if score <= max(2, len(low)/3) {
			found = append(found, scored{d.Key, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.key, b.key))
	})
	var keys []string
	for _, f := range found {
		if !slices.Contains(keys, f.key) && len(keys) < 3 {
			keys = append(keys, f.key)
		}
	}
	return keys
}

// distance is the Levenshtein distance of a and b, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// EnvName returns the environment variable that overrides the setting:
// ldap.userObjectClass is BWDC_LDAP_USER_OBJECT_CLASS.
func (d *Definition) EnvName() string {
	var b strings.Builder
	b.WriteString("BWDC_")
	lower := false
	for _, r := range d.Key {
		switch {
		case r == '.':
			b.WriteByte('_')
			lower = false
			continue
		case unicode.IsUpper(r) && lower:
			b.WriteByte('_')
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// PolicyKey is where group policies are that enforce settings, in the registry of
// a machine (HKEY_LOCAL_MACHINE). Each of its values is named as a setting.
const PolicyKey = `SOFTWARE\Policies\Directory Connector`

// Nearest returns up to three of the known names that look like name, the
// nearest first.
func Nearest(name string, known []string) []string {
	type near struct {
		name     string
		distance int
	}
	low := strings.ToLower(strings.TrimSpace(name))
	found, most := make([]near, 0, len(known)), max(2, len(low)/3)
	for _, k := range known {
		lower := strings.ToLower(k)
		if longer := len(lower) - len(low); longer > most || -longer > most {
			continue
		}
		if d := distance(low, lower); d <= most {
			found = append(found, near{k, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	names := make([]string, 0, 3)
	for _, n := range found[:min(3, len(found))] {
		names = append(names, n.name)
	}
	return names
}
