package configfile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"directoryconnector/backend/config"
)

// An Error lists all that is wrong with a text, in the order of its lines.
type Error struct{ Problems []LineProblem }

// A LineProblem is one thing that is wrong.
type LineProblem struct {
	// Line counts from 1; 0 is the text as a whole.
	Line int
	// Err is a config.Problem, a *config.UnknownKeyError or about the text.
	Err error
}

func (p LineProblem) Error() string {
	if p.Line == 0 {
		return p.Err.Error()
	}
	return fmt.Sprintf("line %d: %v", p.Line, p.Err)
}

func (p LineProblem) Unwrap() error { return p.Err }

func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each problem.
func (e *Error) Unwrap() []error {
	list := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		list[i] = p
	}
	return list
}

func lineError(line int, err error) error {
	return &Error{[]LineProblem{{line, err}}}
}

// reader collects what a text says.
type reader struct {
	catalog  *config.Catalog
	values   config.Values
	secrets  map[string]SecretValue
	lines    map[string]int
	problems []LineProblem
}

// Unmarshal reads a text. A key may be nested or written with its dots, in any
// case; null means not set. The values are normalized. On an error, which is
// an *Error, nothing is returned.
func Unmarshal(data []byte, format Format) (config.Values, map[string]SecretValue, error) {
	top, err := parse(data, format)
	if err != nil {
		if _, told := errors.AsType[*Error](err); !told {
			err = lineError(0, err)
		}
		return nil, nil, err
	}
	if top == nil || isNull(top) {
		return nil, nil, lineError(1, errors.New("the text is empty"))
	}
	if top.Kind != yaml.MappingNode {
		return nil, nil, lineError(top.Line, errors.New("these are no settings: write one in each line, as in directory: ldap"))
	}
	r := &reader{config.NewCatalog(), config.Values{}, map[string]SecretValue{}, map[string]int{}, nil}
	r.mapping("", top)
	if r.problems != nil {
		return nil, nil, &Error{r.problems}
	}
	return r.values, r.secrets, nil
}

func (r *reader) wrong(line int, err error) {
	r.problems = append(r.problems, LineProblem{line, err})
}

func (r *reader) mapping(prefix string, m *yaml.Node) {
	for key, value := range entries(m) {
		path := prefix + key.Value
		switch {
		case path == versionKey:
			r.version(key.Line, value)
		case value.Kind == yaml.MappingNode && r.isGroup(path):
			r.mapping(path+".", value)
		default:
			r.setting(path, key.Line, value)
		}
	}
}

// version refuses the text of a newer program.
func (r *reader) version(line int, v *yaml.Node) {
	n, err := strconv.Atoi(v.Value)
	switch {
	case !isText(v) || err != nil || n < 1:
		r.wrong(line, errors.New("version: is not a whole number from 1 on"))
	case n > config.Version:
		r.wrong(line, fmt.Errorf("version: %d is of a newer release; this one knows versions up to %d", n, config.Version))
	}
}

// isGroup tells whether keys begin with path and a dot.
func (r *reader) isGroup(path string) bool {
	low := strings.ToLower(path) + "."
	return slices.ContainsFunc(r.catalog.All(), func(d *config.Definition) bool { return strings.HasPrefix(strings.ToLower(d.Key), low) })
}

func (r *reader) setting(path string, line int, v *yaml.Node) {
	d, err := r.catalog.Find(path)
	switch {
	case err != nil && v.Kind != yaml.MappingNode && r.isGroup(path):
		if !isNull(v) { // else an empty group
			r.wrong(line, fmt.Errorf("%s: is a group of settings, not one", path))
		}
		return
	case err != nil:
		r.wrong(line, err)
		return
	case isNull(v):
		return
	}
	if first, again := r.lines[d.Key]; again {
		r.wrong(line, config.Problem{Key: d.Key, Text: fmt.Sprintf("is already set in line %d", first)})
		return
	}
	r.lines[d.Key] = line
	switch {
	case d.Kind == config.KindSecret:
		r.secret(d, line, v)
	case !isText(v):
		r.wrong(line, config.Problem{Key: d.Key, Text: "is not a single value", Example: d.Example})
	default:
		_, normal, err := r.catalog.Normalize(d.Key, v.Value)
		if err != nil {
			r.wrong(v.Line, err)
			return
		}
		r.values[d.Key] = normal
	}
}

// secret reads {env: NAME}, {file: PATH} or the secret itself.
func (r *reader) secret(d *config.Definition, line int, v *yaml.Node) {
	if isText(v) && v.Value != "" {
		r.secrets[d.Key] = SecretValue{Literal: config.NewSecret(v.Value)}
		return
	}
	if v.Kind == yaml.MappingNode && len(v.Content) == 2 && isText(v.Content[1]) {
		switch kind, text := v.Content[0].Value, v.Content[1].Value; {
		case text == "":
		case kind == "env":
			r.secrets[d.Key] = SecretValue{Env: text}
			return
		case kind == "file":
			r.secrets[d.Key] = SecretValue{File: text}
			return
		}
	}
	r.wrong(line, config.Problem{Key: d.Key, Text: "does not say where the secret is: write env with the name of a variable, or file with a path", Example: "{env: SECRET}"})
}
