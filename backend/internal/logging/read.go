package logging

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The bounds of Read.
const (
	defaultLines = 200
	maxLines     = 5000
	// longestLine is what a line may have; the rest of it is not searched.
	longestLine = 1 << 20
	// block is how much is read at a time, from the end.
	block = 64 << 10
)

// A Query says which lines to read.
type Query struct {
	// Level is the least important level; empty: all.
	Level string
	// Search, in any case, must be in the line's message or attributes.
	Search string
	// Before leaves out lines of that moment and later; zero: none.
	Before time.Time
	// Limit is the most lines to return: 200 if zero, never over 5,000.
	Limit int
}

// A Line is one line of the log.
type Line struct {
	Time    time.Time `json:"time"`
	Level   string    `json:"level"` // debug, info, warn or error
	Message string    `json:"message"`
	// Attributes is a JSON object of everything else, in the written order.
	Attributes json.RawMessage `json:"attributes,omitempty"`
}

// Read returns the lines of the log in dir that match q, newest first. It
// reads no more than it must. Lines that are not the log's own are left out.
func Read(ctx context.Context, dir string, q Query) ([]Line, error) {
	least := slog.Level(-1 << 20)
	if q.Level != "" {
		var err error
		if least, err = ParseLevel(q.Level); err != nil {
			return nil, err
		}
	}
	limit := min(cmp.Or(max(q.Limit, 0), defaultLines), maxLines)
	search := strings.ToLower(q.Search)
	files, err := logFiles(dir)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, name := range files {
		err := eachBackwards(ctx, name, func(raw []byte) bool {
			if !mayHold(raw, search) {
				return true
			}
			line, level, ok := parseLine(raw)
			if ok && level >= least && (q.Before.IsZero() || line.Time.Before(q.Before)) && line.holds(search) {
				lines = append(lines, line)
			}
			return len(lines) < limit
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // rotated away meanwhile
			return nil, fmt.Errorf("read the log: %w", err)
		}
		if len(lines) == limit {
			break
		}
	}
	return lines, nil
}

// mayHold tells without decoding that a line does not hold the text, given in
// lower case: most lines of a search. A person reads "key=value" and no escapes.
func mayHold(raw []byte, search string) bool {
	return strings.Contains(search, "=") || bytes.ContainsRune(raw, '\\') || bytes.Contains(bytes.ToLower(raw), []byte(search))
}

// logFiles returns the files of the log, newest first. The time in the names
// of older parts orders them.
func logFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	stem, ext := strings.TrimSuffix(fileName, ".log"), ".log"
	var older []string
	current := false
	for _, e := range entries {
		switch name := e.Name(); {
		case name == fileName:
			current = true
		case strings.HasPrefix(name, stem+"-") && strings.HasSuffix(name, ext):
			older = append(older, filepath.Join(dir, name))
		}
	}
	slices.Reverse(older) // they came in order
	if current {
		older = append([]string{filepath.Join(dir, fileName)}, older...)
	}
	return older, nil
}

// eachBackwards calls fn with every line of a file, the last one first, until
// it returns false.
func eachBackwards(ctx context.Context, name string, fn func([]byte) bool) error {
	f, err := os.Open(name) //nolint:gosec // found by logFiles
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	var rest []byte // the beginning of the line that the last block ended in
	for end > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		size := min(end, block)
		end -= size
		part := make([]byte, size, int(size)+len(rest))
		if _, err := f.ReadAt(part, end); err != nil {
			return err
		}
		part = append(part, rest...)
		for {
			i := bytes.LastIndexByte(part, '\n')
			if i < 0 {
				break
			}
			if !fn(part[i+1:]) {
				return nil
			}
			part = part[:i]
		}
		rest = part[:min(len(part), longestLine)]
	}
	fn(rest)
	return nil
}

// parseLine reads a JSON line.
func parseLine(raw []byte) (line Line, level slog.Level, ok bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return line, 0, false
	}
	var attributes bytes.Buffer
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return line, 0, false
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return line, 0, false
		}
		switch key {
		case slog.TimeKey:
			err = json.Unmarshal(value, &line.Time)
		case slog.LevelKey:
			err = level.UnmarshalText(bytes.Trim(value, `"`))
		case slog.MessageKey:
			err = json.Unmarshal(value, &line.Message)
		default:
			name, _ := json.Marshal(key)
			attributes.WriteByte(',')
			attributes.Write(name)
			attributes.WriteByte(':')
			attributes.Write(value)
		}
		if err != nil {
			return line, 0, false
		}
	}
	line.Level = strings.ToLower(level.String())
	if attributes.Len() > 0 {
		attributes.WriteByte('}')
		line.Attributes = attributes.Bytes()
		line.Attributes[0] = '{'
	}
	return line, level, !line.Time.IsZero()
}

// holds tells whether the line holds the text, given in lower case, in its
// message or attributes as a person reads them.
func (l *Line) holds(search string) bool {
	if search == "" || strings.Contains(strings.ToLower(l.Message), search) || strings.Contains(strings.ToLower(string(l.Attributes)), search) {
		return true
	}
	var attributes map[string]any
	if json.Unmarshal(l.Attributes, &attributes) != nil {
		return false
	}
	for key, value := range attributes {
		if strings.Contains(strings.ToLower(fmt.Sprintf("%s=%v", key, value)), search) {
			return true
		}
	}
	return false
}
