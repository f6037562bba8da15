package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// RunsThatMention calls visit with the runs of the history whose lists may
// mention one of texts, oldest first. Their lists are cut down to what does:
// what was asked for, whatever its case, and perhaps more that looks like it.
// No texts: every run, whole. However long the lists are, an element of them is
// held in memory at a time, besides what visit keeps.
func (s *Store) RunsThatMention(ctx context.Context, texts []string, visit func(*organization.Run) error) error {
	m := newMentions(texts)
	return s.view(ctx, func(tx *bbolt.Tx) error {
		details := bucket(tx, bucketHistory, bucketDetails)
		return each(bucket(tx, bucketHistory, bucketRuns), func(key, value []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			packed := get(details, string(key))
			if found, err := m.in(packed); err != nil {
				return fmt.Errorf("details of run %x: %w: %w", key, errValue, err)
			} else if !found {
				return nil
			}
			var run organization.Run
			if err := json.Unmarshal(value, &run); err != nil {
				return fmt.Errorf("run %x: %w: %w", key, errValue, err)
			}
			if err := m.read(packed, &run); err != nil {
				return fmt.Errorf("details of run %s: %w: %w", run.ID, errValue, err)
			}
			return shielded(func() error { return visit(&run) })
		})
	})
}

// mentions looks for texts in what pack encodes. JSON may write a character in
// other ways, and so of each text the longest part is looked for that it can
// only write as it is.
type mentions struct {
	parts [][]byte
	// any says that there is nothing to look for.
	any     bool
	longest int
	unzip   *gzip.Reader
	// chunk and lower are space to work in.
	chunk, lower []byte
}

func newMentions(texts []string) *mentions {
	m := &mentions{any: len(texts) == 0}
	for _, text := range texts {
		part := plainPart(text)
		if len(part) < 2 {
			m.any = true
		}
		m.parts = append(m.parts, part)
		m.longest = max(m.longest, len(part))
	}
	m.chunk = make([]byte, 64<<10+m.longest)
	return m
}

// plainPart is the longest part of text that JSON writes as it is, in lower
// case.
func plainPart(text string) []byte {
	var best, part []byte
	for _, c := range []byte(text) {
		if c < ' ' || c > '~' || bytes.IndexByte([]byte(`"\<>&`), c) >= 0 {
			part = nil
			continue
		}
		if part = append(part, lowered(c)); len(part) > len(best) {
			best = part
		}
	}
	return best
}

func lowered(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// open returns what a packed value encodes.
func (m *mentions) open(packed []byte) (io.Reader, error) {
	switch {
	case len(packed) == 0:
		return bytes.NewReader(nil), nil
	case packed[0] == packedPlain:
		return bytes.NewReader(packed[1:]), nil
	case packed[0] != packedGzip:
		return nil, fmt.Errorf("unknown format %d", packed[0])
	}
	r, err := bytes.NewReader(packed[1:]), error(nil)
	if m.unzip == nil {
		m.unzip, err = gzip.NewReader(r)
	} else {
		err = m.unzip.Reset(r)
	}
	return m.unzip, err
}

// in tells whether a packed value may mention one of the texts.
func (m *mentions) in(packed []byte) (bool, error) {
	if m.any {
		return true, nil
	}
	r, err := m.open(packed)
	if err != nil {
		return false, err
	}
	for kept := 0; ; {
		n, err := io.ReadFull(r, m.chunk[kept:])
		for i := range m.chunk[kept : kept+n] {
			m.chunk[kept+i] = lowered(m.chunk[kept+i])
		}
		read := m.chunk[:kept+n]
		if m.found(read) {
			return true, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		} else if err != nil {
			return false, err
		}
		kept = copy(m.chunk, read[len(read)-m.longest:]) // it may have begun there
	}
}

// found tells whether a text in lower case has one of the parts.
func (m *mentions) found(text []byte) bool {
	for _, part := range m.parts {
		if bytes.Contains(text, part) {
			return true
		}
	}
	return m.any
}

// read adds the elements that mention one of the texts to the lists of a run.
func (m *mentions) read(packed []byte, run *organization.Run) error {
	r, err := m.open(packed)
	if err != nil || len(packed) == 0 {
		return err
	}
	var d runDetails
	decoder := json.NewDecoder(r)
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		switch name {
		case "changes":
			err = readList(m, decoder, &d.Changes)
		case "drift":
			err = readList(m, decoder, &d.Drift)
		case "missingGroups":
			err = readList(m, decoder, &d.MissingGroups)
		case "warnings":
			err = readList(m, decoder, &d.Warnings)
		case "stops":
			err = readList(m, decoder, &d.Stops)
		default:
			err = decoder.Decode(&json.RawMessage{})
		}
		if err != nil {
			return err
		}
	}
	d.into(run)
	return nil
}

// readList decodes the elements of a list that mention one of the texts.
func readList[T any](m *mentions, decoder *json.Decoder, list *[]T) error {
	if _, err := decoder.Token(); err != nil {
		return err
	}
	var raw json.RawMessage
	for decoder.More() {
		if err := decoder.Decode(&raw); err != nil {
			return err
		}
		m.lower = m.lower[:0]
		for _, c := range raw {
			m.lower = append(m.lower, lowered(c))
		}
		if !m.found(m.lower) {
			continue
		}
		var element T
		if err := json.Unmarshal(raw, &element); err != nil {
			return err
		}
		*list = append(*list, element)
	}
	_, err := decoder.Token()
	return err
}
