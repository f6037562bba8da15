package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Version is the version of the Values that this program writes.
const Version = 1

// mostArgs is how many parameters a code has at most; an array, so that two
// Problems compare.
const mostArgs = 3

// Values are what an administrator has set: normalized text by key. Secrets
// are never among them.
type Values map[string]string

// A Problem is something wrong with one setting.
type Problem struct {
	// Key is the setting's key.
	Key string
	// Text says what is wrong, Example shows a value that could be set.
	Text, Example string
	// Incomplete says that something is only missing as yet: nothing syncs, but
	// what is there can be saved.
	Incomplete bool
	// Code and Args say the same for whoever has words of its own; empty where a
	// text comes from elsewhere.
	Code string
	Args [mostArgs]string
}

func (p Problem) Error() string {
	text := p.Key + ": " + p.Text
	switch {
	case p.Example == "":
	case strings.Contains(text, "\n"): // it ends in a line that points at a place
		text += "\n  example: " + p.Example
	default:
		text += " (example: " + p.Example + ")"
	}
	return text
}

// Problems are all that is wrong, in the order of the Definitions.
type Problems []Problem

func (p Problems) Error() string {
	var text string
	for i := range p {
		line := p[i].Error()
		switch {
		case i == 0:
		case strings.Contains(text+line, "\n"):
			text += "\n"
		default:
			text += "; "
		}
		text += line
	}
	return text
}

// Normalize checks one value on its own. The error is a Problem or an
// *UnknownKeyError.
func (c *Catalog) Normalize(name, text string) (*Definition, string, error) {
	d, err := c.Find(name)
	if err != nil {
		return nil, "", err
	}
	normal, err := d.Normalize(text)
	if err != nil {
		return nil, "", ProblemOf(d.Key, err, d.Example)
	}
	return d, normal, nil
}

// Settings fills defaults in and returns what holds. The error, of type
// Problems or *UnknownKeyError, is about single values only; see Validate.
func (c *Catalog) Settings(v Values) (*Settings, error) {
	s := &Settings{}
	var problems Problems
	normal := make(map[string]string, len(v))
	for _, key := range slices.Sorted(maps.Keys(v)) {
		d, text, err := c.Normalize(key, v[key])
		switch e := err.(type) { //nolint:errorlint // made two lines above, never wrapped
		case nil:
			normal[d.Key] = text
		case Problem:
			problems = append(problems, e)
		default:
			return nil, err
		}
	}
	if problems != nil {
		return nil, problems
	}
	var derived []*Definition
	for _, d := range c.list {
		if d.Kind == KindSecret {
			continue
		}
		text, set := normal[d.Key]
		switch {
		case set:
			d.put(s, text)
		case d.byDirectory != nil:
			derived = append(derived, d)
		default:
			d.put(s, d.Default)
		}
	}
	for _, d := range derived {
		d.put(s, d.byDirectory(s))
	}
	return s, nil
}

// Text returns what holds for d in s, as it would be set.
func (d *Definition) Text(s *Settings) string {
	if d.Kind == KindSecret || d.Retired != "" {
		return ""
	}
	value := d.field(s).Interface()
	if duration, ok := value.(time.Duration); ok {
		return shortDuration(duration)
	}
	return fmt.Sprint(value)
}

func quote(s string) string { return strconv.Quote(s) }
