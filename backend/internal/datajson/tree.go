package datajson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"directoryconnector/backend/directory"
)

// MaxSize bounds what is read, in bytes; real files have a few kilobytes.
const MaxSize = 16 << 20

// A SyntaxError says where the file is no JSON.
type SyntaxError struct {
	// Line and Column count from 1, columns in bytes.
	Line, Column int
	Text         string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("data.json: line %d, column %d: %s", e.Line, e.Column, e.Text)
}

const damagedHint = "The file is damaged, or was being written: close Bitwarden's connector and try again, or restore the file from a backup."

// readObject parses the whole text, which must be one JSON object.
func readObject(r io.Reader) (map[string]any, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("data.json: %w", err)
	}
	if len(text) > MaxSize {
		return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "data.json: more than %d MB", MaxSize>>20), "Name the data.json of Bitwarden's connector; it has a few kilobytes.")
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, directory.WithHint(&SyntaxError{1, 1, "the file is empty"}, damagedHint)
	}
	if err := json.Unmarshal(text, new(json.RawMessage)); err != nil {
		at := len(text)
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = int(max(syntax.Offset-1, 0))
		}
		line, column := position(text, at)
		return nil, directory.WithHint(&SyntaxError{line, column, err.Error()}, damagedHint)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, fmt.Errorf("data.json: %w", err)
	}
	object, ok := tree.(map[string]any)
	if !ok {
		return nil, directory.WithHint(&SyntaxError{1, 1, "this is not an object in { }"}, "Name the data.json of Bitwarden's connector.")
	}
	return object, nil
}

func position(text []byte, offset int) (line, column int) {
	before := text[:min(offset, len(text))]
	return bytes.Count(before, []byte{'\n'}) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// flatten puts the leaves of tree into leaves, by path; lists count as leaves.
func flatten(prefix string, tree map[string]any, leaves map[string]any) {
	for key, value := range tree {
		if object, ok := value.(map[string]any); ok {
			flatten(prefix+key+".", object, leaves)
		} else {
			leaves[prefix+key] = value
		}
	}
}
