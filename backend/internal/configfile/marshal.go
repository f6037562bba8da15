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
		if err := e.Encode(root); err != nil {
			return nil, fmt.Errorf("write settings: %w", err)
		}
		return b.Bytes(), e.Close()
	case JSON:
		var raw bytes.Buffer
		writeJSON(&raw, root)
		if err := json.Indent(&b, raw.Bytes(), "", "  "); err != nil {
			return nil, fmt.Errorf("write settings: %w", err)
		}
		b.WriteByte('\n')
		return b.Bytes(), nil
	}
	return nil, fmt.Errorf("unknown format %q: known are %s and %s", format, YAML, JSON)
}

// arrange checks all keys and makes a tree of them.
func arrange(values config.Values, secrets map[string]SecretValue) (*yaml.Node, error) {
	catalog := config.NewCatalog()
	leaves := map[string]*yaml.Node{}
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
			leaves[d.Key] = valueNode(d.Kind, normal)
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
			leaves[d.Key] = secrets[key].node()
		}
	}
	if wrong != nil {
		return nil, errors.Join(wrong...)
	}
	root := mapping(versionKey, scalar("!!int", strconv.Itoa(config.Version)))
	for _, d := range catalog.All() {
		if leaf := leaves[d.Key]; leaf != nil {
			put(root, d.Key, d.Label, leaf)
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

// put adds a value to a mapping, in mappings for the parts of its key.
func put(m *yaml.Node, key, label string, value *yaml.Node) {
	name, rest, nested := strings.Cut(key, ".")
	for i := 0; nested && i < len(m.Content); i += 2 {
		if m.Content[i].Value == name {
			put(m.Content[i+1], rest, label, value)
			return
		}
	}
	head := scalar("!!str", name)
	if nested {
		group := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		put(group, rest, label, value)
		value = group
	} else {
		head.HeadComment = label
	}
	m.Content = append(m.Content, head, value)
}

// mapping is one with one entry.
func mapping(key string, value *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{scalar("!!str", key), value}}
}

// node is a reference, or the secret in the clear.
func (s SecretValue) node() *yaml.Node {
	switch {
	case s.Env != "":
		return mapping("env", scalar("!!str", s.Env))
	case s.File != "":
		return mapping("file", scalar("!!str", s.File))
	}
	return scalar("!!str", s.Literal.Reveal())
}

// valueNode is a truth value or a number where the value is one, else a text.
func valueNode(kind config.Kind, value string) *yaml.Node {
	switch kind {
	case config.KindBool:
		return scalar("!!bool", value)
	case config.KindNumber, config.KindLimit:
		if n, err := strconv.Atoi(value); err == nil && strconv.Itoa(n) == value {
			return scalar("!!int", value)
		}
	}
	return scalar("!!str", value)
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

// writeJSON writes the same as JSON.
func writeJSON(w *bytes.Buffer, n *yaml.Node) {
	switch {
	case n.Kind == yaml.MappingNode:
		separator := byte('{')
		for i := 0; i < len(n.Content); i += 2 {
			w.WriteByte(separator)
			w.Write(jsonText(n.Content[i].Value))
			w.WriteByte(':')
			writeJSON(w, n.Content[i+1])
			separator = ','
		}
		w.WriteByte('}')
	case n.Tag == "!!str":
		w.Write(jsonText(n.Value))
	default:
		w.WriteString(n.Value)
	}
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
