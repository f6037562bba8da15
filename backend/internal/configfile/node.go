package configfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// A node is a value of the text, whichever its format.
type node struct {
	line int
	kind nodeKind
	// text is a scalar's, as it is written.
	text string
	// entries are a mapping's.
	entries []entry
}

type nodeKind int

const (
	scalarNode nodeKind = iota
	mappingNode
	nullNode
	listNode
)

type entry struct {
	line  int
	key   string
	value *node
}

// maxDepth is more than settings need.
const maxDepth = 10

// parse reads the whole text; nil is an empty one.
func parse(data []byte, format Format) (*node, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch format {
	case YAML:
		return parseYAML(data)
	case JSON:
		j := &jsonTokens{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
		return j.parse()
	}
	return nil, fmt.Errorf("unknown format %q: known are %s and %s", format, YAML, JSON)
}

func parseYAML(data []byte) (*node, error) {
	d := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	if err := d.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("this is not YAML: %w", err)
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one document in the text")
	}
	if document.Kind != yaml.DocumentNode || len(document.Content) == 0 {
		return nil, nil
	}
	return fromYAML(document.Content[0], maxDepth)
}

func fromYAML(y *yaml.Node, depth int) (*node, error) {
	n := &node{line: y.Line}
	if depth == 0 {
		return nil, lineError(y.Line, errors.New("this is nested too deeply"))
	}
	switch y.Kind {
	case yaml.ScalarNode:
		n.text = y.Value
		if y.ShortTag() == "!!null" {
			n.kind = nullNode
		}
		if y.ShortTag() == "!!binary" {
			return nil, lineError(y.Line, errors.New("!!binary is not known here"))
		}
	case yaml.SequenceNode:
		n.kind = listNode
	case yaml.MappingNode:
		n.kind = mappingNode
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			if key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge" {
				return nil, lineError(key.Line, errors.New("a key is not a plain text"))
			}
			value, err := fromYAML(y.Content[i+1], depth-1)
			if err != nil {
				return nil, err
			}
			n.entries = append(n.entries, entry{key.Line, key.Value, value})
		}
	default:
		return nil, lineError(y.Line, errors.New("anchors and aliases (& and *) are not known here"))
	}
	return n, nil
}

// jsonTokens builds nodes of JSON tokens.
type jsonTokens struct {
	data []byte
	dec  *json.Decoder
}

func (j *jsonTokens) parse() (*node, error) {
	if len(bytes.TrimSpace(j.data)) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(j.data, new(json.RawMessage)); err != nil {
		at := int64(len(j.data))
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = max(syntax.Offset-1, 0)
		}
		return nil, lineError(j.line(at), fmt.Errorf("this is not JSON: %w", err))
	}
	j.dec.UseNumber()
	return j.value(maxDepth)
}

func (j *jsonTokens) line(offset int64) int {
	return bytes.Count(j.data[:min(int(offset), len(j.data))], []byte{'\n'}) + 1
}

func (j *jsonTokens) value(depth int) (*node, error) {
	tok, err := j.dec.Token()
	if err != nil {
		return nil, fmt.Errorf("this is not JSON: %w", err)
	}
	n := &node{line: j.line(j.dec.InputOffset())}
	if depth == 0 {
		return nil, lineError(n.line, errors.New("this is nested too deeply"))
	}
	switch v := tok.(type) {
	case nil:
		n.kind = nullNode
	case string:
		n.text = v
	case json.Number:
		n.text = v.String()
	case bool:
		n.text = fmt.Sprint(v)
	case json.Delim:
		n.kind = mappingNode
		if v == '[' {
			n.kind = listNode
		}
		err = j.members(n, depth)
	}
	return n, err
}

// members reads up to the closing bracket. What a list holds is not kept:
// no setting is one.
func (j *jsonTokens) members(n *node, depth int) error {
	for j.dec.More() {
		var e entry
		if n.kind == mappingNode {
			tok, err := j.dec.Token()
			if err != nil {
				return fmt.Errorf("this is not JSON: %w", err)
			}
			e.key, _ = tok.(string)
			e.line = j.line(j.dec.InputOffset())
		}
		var err error
		if e.value, err = j.value(depth - 1); err != nil {
			return err
		}
		if n.kind == mappingNode {
			n.entries = append(n.entries, e)
		}
	}
	_, err := j.dec.Token()
	return err
}
