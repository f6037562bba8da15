package config

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind is the type of a setting's value.
type Kind string

// The kinds of value.
const (
	KindText     Kind = "text"
	KindBool     Kind = "boolean"
	KindNumber   Kind = "number"
	KindChoice   Kind = "choice"
	KindDuration Kind = "duration"
	KindLimit    Kind = "limit"
	KindFile     Kind = "file"
	KindSecret   Kind = "secret"
)

// A Definition describes one setting.
type Definition struct {
	// Key is its name, e.g. "ldap.hostname". Keys are found in any case. Unless
	// it is a secret, it also names the place of the value in Settings:
	// LDAP.Hostname.
	Key string
	// Aliases are names that Bitwarden's connector or older versions use.
	Aliases []string
	Kind    Kind
	// Directory is the kind of directory it belongs to, by its Key; empty for all.
	Directory DirectoryType
	// Label is a short name for forms, Help a sentence or two, Example a
	// value that could be set: for a KindBool the other one than Default.
	Label, Help, Example string
	// Allowed lists the values of a KindChoice; Synonyms maps other
	// spellings to them.
	Allowed  []string
	Synonyms map[string]string
	// Min and Max bound a KindNumber or, in seconds, a KindDuration. Both 0:
	// no bounds.
	Min, Max int
	// Default is the value where nothing is set; byDirectory, where given,
	// makes it from the other settings.
	Default     string
	byDirectory func(*Settings) string
	// Retired says why the setting fell away; empty for those that count.
	Retired string
	// Local says that pages can't set it: what it does is for those who may run
	// commands on this machine anyway.
	Local bool
	// check adds a rule of its own to the kind's.
	check func(string) error
}

// DefaultIn returns the value that holds in s where nothing is set.
func (d *Definition) DefaultIn(s *Settings) string {
	if d.byDirectory != nil {
		return d.byDirectory(s)
	}
	return d.Default
}

// Normalize checks text and returns it as it is stored: trimmed, choices in
// their own spelling. The error says what is wrong with the value only.
func (d *Definition) Normalize(text string) (string, error) {
	if d.Kind != KindSecret {
		text = strings.TrimSpace(text)
		if strings.ContainsFunc(text, isControl) {
			return "", complain("control", "holds a control character, which can't be seen")
		}
	}
	normal, err := d.normalizeKind(text)
	if err == nil && d.check != nil {
		err = d.check(normal)
	}
	if err != nil {
		return "", err
	}
	return normal, nil
}

// isControl leaves out what a filter of several lines has.
func isControl(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) }

func (d *Definition) normalizeKind(text string) (string, error) {
	switch d.Kind {
	case KindBool:
		switch strings.ToLower(text) {
		case "true", "yes", "on", "1":
			return "true", nil
		case "false", "no", "off", "0":
			return "false", nil
		}
		return "", complain("boolean", "%q is neither true nor false", text)
	case KindNumber:
		n, err := strconv.Atoi(text)
		if err != nil {
			return "", complain("number", "%q is not a whole number", text)
		}
		if (d.Min != 0 || d.Max != 0) && (n < d.Min || n > d.Max) {
			return "", complain("range", "%d is not between %d and %d", n, d.Min, d.Max)
		}
		return strconv.Itoa(n), nil
	case KindFile:
		return unquoted(text), nil
	case KindDuration:
		return d.normalizeDuration(text)
	case KindLimit:
		l, err := ParseLimit(text)
		return l.String(), err
	case KindChoice:
		return d.normalizeChoice(text)
	}
	return text, nil
}

func (d *Definition) normalizeDuration(text string) (string, error) {
	v, err := time.ParseDuration(text)
	if err != nil {
		return "", complain("duration", "%q is not a duration such as 90s, 5m or 24h", text)
	}
	least, most := time.Duration(d.Min)*time.Second, time.Duration(d.Max)*time.Second
	if most != 0 && (v < least || v > most) {
		return "", complain("range", "%s is not between %s and %s", text, shortDuration(least), shortDuration(most))
	}
	return shortDuration(v), nil
}

func (d *Definition) normalizeChoice(text string) (string, error) {
	low := strings.ToLower(text)
	if s, ok := d.Synonyms[low]; ok {
		return s, nil
	}
	if slices.Contains(d.Allowed, low) {
		return low, nil
	}
	return "", complain("one-of", "%q is not one of %s", text, strings.Join(d.Allowed, ", "))
}

// shortDuration prints 24h instead of 24h0m0s.
func shortDuration(v time.Duration) string {
	s := v.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// field is the place in s that the Key names.
func (d *Definition) field(s *Settings) reflect.Value {
	place := reflect.ValueOf(s).Elem()
	for name := range strings.SplitSeq(d.Key, ".") {
		place = place.FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, name) })
	}
	return place
}

// put writes a normalized value to its place in s.
func (d *Definition) put(s *Settings, normal string) {
	place := d.field(s)
	switch p := place.Addr().Interface().(type) {
	case *bool:
		*p = normal == "true"
	case *int:
		*p, _ = strconv.Atoi(normal)
	case *time.Duration:
		*p, _ = time.ParseDuration(normal)
	case *Limit:
		*p, _ = ParseLimit(normal)
	default:
		place.SetString(normal)
	}
}
