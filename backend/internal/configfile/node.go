package configfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"go.yaml.in/yaml/v3"
)

// maxDepth is more than settings need.
const maxDepth = 10

// parse reads the whole text as the nodes of YAML, whichever its format; nil is an
// empty one.
func parse(data []byte, format Format) (*yaml.Node, error) {
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

func parseYAML(data []byte) (*yaml.Node, error) {
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
	return document.Content[0], check(document.Content[0], maxDepth)
}

// check refuses what settings do not have.
func check(n *yaml.Node, depth int) error {
	switch {
	case depth == 0:
		return lineError(n.Line, errors.New("this is nested too deeply"))
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!binary":
		return lineError(n.Line, errors.New("!!binary is not known here"))
	case n.Kind == yaml.AliasNode:
		return lineError(n.Line, errors.New("anchors and aliases (& and *) are not known here"))
	}
	for key, value := range entries(n) {
		if key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge" {
			return lineError(key.Line, errors.New("a key is not a plain text"))
		}
		if err := check(value, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// entries are the keys and values of a mapping; none of anything else.
func entries(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// isText tells whether a node is a single value.
func isText(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && !isNull(n) }

// jsonTokens builds nodes of JSON tokens.
type jsonTokens struct {
	data []byte
	dec  *json.Decoder
}

func (j *jsonTokens) parse() (*yaml.Node, error) {
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

func (j *jsonTokens) value(depth int) (*yaml.Node, error) {
	tok, err := j.dec.Token()
	if err != nil {
		return nil, fmt.Errorf("this is not JSON: %w", err)
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Line: j.line(j.dec.InputOffset())}
	if depth == 0 {
		return nil, lineError(n.Line, errors.New("this is nested too deeply"))
	}
	switch v := tok.(type) {
	case nil:
		n.Tag = "!!null"
	case json.Delim:
		n.Kind = yaml.MappingNode
		if v == '[' {
			n.Kind = yaml.SequenceNode
		}
		err = j.members(n, depth)
	default:
		n.Value = fmt.Sprint(v)
	}
	return n, err
}

// members reads up to the closing bracket. What a list holds is not looked at: no
// setting is one.
func (j *jsonTokens) members(n *yaml.Node, depth int) error {
	for j.dec.More() {
		if n.Kind == yaml.MappingNode {
			tok, err := j.dec.Token()
			if err != nil {
				return fmt.Errorf("this is not JSON: %w", err)
			}
			key := scalar("!!str", fmt.Sprint(tok))
			key.Line = j.line(j.dec.InputOffset())
			n.Content = append(n.Content, key)
		}
		value, err := j.value(depth - 1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, value)
	}
	_, err := j.dec.Token()
	return err
}
