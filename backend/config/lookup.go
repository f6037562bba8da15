package config

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Definitions returns all settings in the order in which they are shown.
func Definitions() []*Definition {
	list := slices.Concat(generalDefinitions(), ldapDefinitions(), cloudDefinitions(), syncDefinitions(), notifyDefinitions())
	kinds := list[slices.IndexFunc(list, func(d *Definition) bool { return d.Key == "directory" })].Allowed
	for _, d := range list {
		if section, _, _ := strings.Cut(d.Key, "."); slices.Contains(kinds, section) {
			d.Directory = DirectoryType(section)
		}
		if d.Kind == KindBool {
			d.Example = cmp.Or(d.Example, strconv.FormatBool(d.Default == "false"))
		}
	}
	return list
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
	most := max(2, len(low)/3)
	var found []scored
	for candidate, d := range c.byName {
		if d.Retired != "" {
			continue
		}
		score := Distance(low, candidate, most)
		_, last, _ := strings.Cut(candidate, ".")
		if last != "" {
			score = min(score, Distance(low, last, most))
		}
		if strings.Contains(candidate, low) && len(low) > 2 {
			score = min(score, 2)
		}
		if score <= most {
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

// Distance is the Levenshtein distance of two texts, as far as it is not more
// than most.
func Distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(y)]
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
		if d := Distance(low, strings.ToLower(k), most); d <= most {
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
