package configfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"directoryconnector/backend/config"
)

// Format is the language of a text.
type Format string

// The formats.
const (
	YAML Format = "yaml"
	JSON Format = "json"
)

// versionKey holds config.Version.
const versionKey = "version"

// A SecretValue says where a secret is, or what it is: exactly one field is
// set.
type SecretValue struct {
	// Env is the name of an environment variable, File the path of a file.
	Env, File string
	// Literal is the secret itself.
	Literal config.Secret
}

// A leaf is one line of the text to write.
type leaf struct {
	definition *config.Definition
	value      string
	secret     SecretValue
}

// A branch holds leaves and branches by name, in order.
type branch struct {
	names    []string
	leaves   map[string]leaf
	branches map[string]*branch
}

// Marshal writes values and secrets. The error names every key that can't be
// written.
func Marshal(values config.Values, secrets map[string]SecretValue, format Format) ([]byte, error) {
	root, err := arrange(values, secrets)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	switch format {
	case YAML:
		e := yaml.NewEncoder(&b)
		e.SetIndent(4)
		top := root.yaml()
		top.Content = append([]*yaml.Node{scalar("!!str", versionKey), scalar("!!int", strconv.Itoa(config.Version))}, top.Content...)
		if err := e.Encode(top); err != nil {
			return nil, fmt.Errorf("write settings: %w", err)
		}
		return b.Bytes(), e.Close()
	case JSON:
		var raw bytes.Buffer
		fmt.Fprintf(&raw, `{"%s":%d`, versionKey, config.Version)
		if len(root.names) > 0 {
			raw.WriteByte(',')
		}
		root.json(&raw)
		if err := json.Indent(&b, raw.Bytes(), "", "  "); err != nil {
			return nil, fmt.Errorf("write settings: %w", err)
		}
		b.WriteByte('\n')
		return b.Bytes(), nil
	}
	return nil, fmt.Errorf("unknown format %q: known are %s and %s", format, YAML, JSON)
}

// arrange checks all keys and makes a tree of them.
func arrange(values config.Values, secrets map[string]SecretValue) (*branch, error) {
	catalog := config.NewCatalog()
	leaves := map[string]leaf{}
	var wrong []error
	for _, key := range slices.Sorted(maps.Keys(values)) {
		d, normal, err := catalog.Normalize(key, values[key])
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case d.Kind == config.KindSecret:
			wrong = append(wrong, config.Problem{Key: d.Key, Text: "is a secret and can't be among the values"})
		case !utf8.ValidString(normal):
			wrong = append(wrong, config.Problem{Key: d.Key, Text: "is not UTF-8 text"})
		default:
			leaves[d.Key] = leaf{definition: d, value: normal}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(secrets)) {
		d, err := catalog.Find(key)
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case d.Kind != config.KindSecret:
			wrong = append(wrong, config.Problem{Key: d.Key, Text: "is no secret"})
		case !secrets[key].valid():
			wrong = append(wrong, config.Problem{Key: d.Key, Text: "needs a variable, a file or a text, and one of them only"})
		default:
			leaves[d.Key] = leaf{definition: d, secret: secrets[key]}
		}
	}
	if wrong != nil {
		return nil, errors.Join(wrong...)
	}
	root := newBranch()
	for _, d := range catalog.All() {
		if l, ok := leaves[d.Key]; ok {
			root.add(d.Key, l)
		}
	}
	return root, nil
}

func (s SecretValue) valid() bool {
	n := 0
	for _, text := range []string{s.Env, s.File, s.Literal.Reveal()} {
		if text != "" {
			n++
		}
		if !utf8.ValidString(text) {
			return false
		}
	}
	return n == 1
}

func newBranch() *branch {
	return &branch{leaves: map[string]leaf{}, branches: map[string]*branch{}}
}

func (b *branch) add(key string, l leaf) {
	name, rest, nested := strings.Cut(key, ".")
	if !nested {
		b.names = append(b.names, name)
		b.leaves[name] = l
		return
	}
	if b.branches[name] == nil {
		b.names = append(b.names, name)
		b.branches[name] = newBranch()
	}
	b.branches[name].add(rest, l)
}

func (b *branch) yaml() *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, name := range b.names {
		key := scalar("!!str", name)
		if sub := b.branches[name]; sub != nil {
			m.Content = append(m.Content, key, sub.yaml())
			continue
		}
		l := b.leaves[name]
		key.HeadComment = l.definition.Label
		m.Content = append(m.Content, key, l.yaml())
	}
	return m
}

func (l leaf) yaml() *yaml.Node {
	if kind, text := l.reference(); kind != "" {
		return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{scalar("!!str", kind), scalar("!!str", text)}}
	}
	switch l.typed().(type) {
	case bool:
		return scalar("!!bool", l.value)
	case int:
		return scalar("!!int", l.value)
	}
	return scalar("!!str", l.text())
}

// scalar quotes what YAML would fold or normalize, such as a carriage return.
func scalar(tag, value string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
	odd := strings.ContainsFunc(value, func(r rune) bool {
		return r < ' ' && r != '\n' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff
	})
	if odd || strings.Contains(value, "\n") && strings.TrimLeft(value, " \n") != value {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// json writes the members of b and the brace that closes them.
func (b *branch) json(w *bytes.Buffer) {
	for i, name := range b.names {
		if i > 0 {
			w.WriteByte(',')
		}
		w.Write(jsonText(name))
		w.WriteByte(':')
		if sub := b.branches[name]; sub != nil {
			w.WriteByte('{')
			sub.json(w)
			continue
		}
		l := b.leaves[name]
		if kind, text := l.reference(); kind != "" {
			fmt.Fprintf(w, `{"%s":%s}`, kind, jsonText(text))
			continue
		}
		switch v := l.typed().(type) {
		case bool, int:
			fmt.Fprint(w, v)
		default:
			w.Write(jsonText(l.text()))
		}
	}
	w.WriteByte('}')
}

func jsonText(s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string can always be encoded
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}

// reference returns "env" or "file" and the text that goes with it.
func (l leaf) reference() (kind, text string) {
	switch {
	case l.secret.Env != "":
		return "env", l.secret.Env
	case l.secret.File != "":
		return "file", l.secret.File
	}
	return "", ""
}

// text is the value, or the secret in the clear.
func (l leaf) text() string {
	if l.definition.Kind == config.KindSecret {
		return l.secret.Literal.Reveal()
	}
	return l.value
}

// typed returns a bool or an int where the value is one, else nil.
func (l leaf) typed() any {
	switch l.definition.Kind {
	case config.KindBool:
		return l.value == "true"
	case config.KindNumber, config.KindLimit:
		if n, err := strconv.Atoi(l.value); err == nil && strconv.Itoa(n) == l.value {
			return n
		}
	}
	return nil
}
