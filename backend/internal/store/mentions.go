package store

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"io"
	"slices"
	"sort"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// mentioned returns the hashes of all names in the lists of a run, sorted:
// external ids, emails, names of groups, entries of warnings, and what looks
// like a name in their sentences. In a history of 1,000 runs they find the few
// that concern somebody without decoding the others.
func mentioned(run *organization.Run) []uint32 {
	var hashes []uint32
	last := map[string]struct{}{}
	see := func(texts ...string) {
		for _, text := range texts {
			if _, seen := last[text]; text != "" && !seen {
				last[text] = struct{}{}
				hashes = append(hashes, hashOf(text))
			}
		}
	}
	refs := func(lists ...[]plan.Ref) {
		for _, list := range lists {
			for _, ref := range list {
				see(ref.ExternalID, ref.Name)
			}
		}
	}
	for i := range run.Changes {
		c := &run.Changes[i]
		see(c.ExternalID, c.Name, c.StableID, c.Before, c.After)
		for _, value := range c.Reason.Params {
			see(value)
		}
		refs(c.Joins, c.Leaves)
	}
	for i := range run.Drift {
		d := &run.Drift[i]
		see(d.ExternalID, d.Name, d.Now)
		refs(d.Joined, d.Left)
	}
	see(run.MissingGroups...)
	for _, w := range run.Warnings {
		see(w.Entry)
		see(namesIn(w.Text)...)
	}
	for _, f := range run.Stops {
		for _, entry := range f.Entries {
			see(entry)
			see(namesIn(entry)...)
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// hashOf is FNV-1a of a name in lower case.
func hashOf(name string) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, strings.ToLower(name))
	return h.Sum32()
}

// namesIn are the parts of a sentence that look like names: addresses, and what
// stands in quotes or brackets.
func namesIn(text string) []string {
	var names []string
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\n\"'()<>[],;:|", c) }) {
		if strings.Contains(word, "@") {
			names = append(names, word, strings.TrimRight(word, "."))
		}
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "(")
		if !found {
			break
		}
		inside, _, closed := strings.Cut(after, ")")
		if rest = after; closed {
			names = append(names, inside)
		}
	}
	for i, part := range strings.Split(text, `"`) {
		if i%2 == 1 {
			names = append(names, part)
		}
	}
	return names
}

// mentions looks for names in the lists of runs.
type mentions struct {
	// any says that there is nothing to look for.
	any    bool
	names  map[string]struct{} // in lower case
	hashes []uint32
	// parts are what to look for in JSON, which may write a character in other
	// ways: of each name the longest part that it can only write as it is.
	parts   [][]byte
	longest int
	unzip   *gzip.Reader
	// chunk and lower are space to work in.
	chunk, lower []byte
}

// everything is looked for where nothing is.
func everything() *mentions { return newMentions(nil) }

func newMentions(texts []string) *mentions {
	m := &mentions{any: len(texts) == 0, names: map[string]struct{}{}}
	for _, text := range texts {
		m.names[strings.ToLower(text)] = struct{}{}
		m.hashes = append(m.hashes, hashOf(text))
		m.parts = append(m.parts, plainPart(text))
		m.longest = max(m.longest, len(m.parts[len(m.parts)-1]))
	}
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

// looksFor tells whether a whole text is looked for.
func (m *mentions) looksFor(text string) bool {
	_, found := m.names[strings.ToLower(text)]
	return found
}

// found tells whether JSON in lower case may have one of the names.
func (m *mentions) found(text []byte) bool {
	for _, part := range m.parts {
		if bytes.Contains(text, part) {
			return true
		}
	}
	return m.any
}

// gunzip reads what is compressed.
func (m *mentions) gunzip(r io.Reader) (_ io.Reader, err error) {
	if m.unzip == nil {
		m.unzip, err = gzip.NewReader(r)
	} else {
		err = m.unzip.Reset(r)
	}
	return m.unzip, err
}

// open returns the JSON of the lists of a run as schema 2 wrote them.
func (m *mentions) open(packed []byte) (io.Reader, error) {
	switch packed[0] {
	case packedPlain:
		return bytes.NewReader(packed[1:]), nil
	case packedGzip:
		return m.gunzip(bytes.NewReader(packed[1:]))
	}
	return nil, unknownFormat(packed)
}

// in tells whether the lists of a run may mention one of the names.
func (m *mentions) in(packed []byte) (bool, error) {
	switch {
	case m.any:
		return true, nil
	case len(packed) == 0:
		return false, nil
	case packed[0] != packedRun && packed[0] != packedRunGzip:
		return m.inJSON(packed)
	}
	hashes, _, _, err := packedParts(packed)
	for _, hash := range m.hashes { // those of the run are sorted, of four bytes each
		if _, found := sort.Find(len(hashes)/4, func(i int) int { return cmp.Compare(hash, binary.BigEndian.Uint32(hashes[4*i:])) }); found {
			return true, err
		}
	}
	return false, err
}

// inJSON is in for what schema 2 wrote, read piece by piece.
func (m *mentions) inJSON(packed []byte) (bool, error) {
	r, err := m.open(packed)
	if err != nil {
		return false, err
	}
	if len(m.chunk) < 64<<10+m.longest {
		m.chunk = make([]byte, 64<<10+m.longest)
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

// read adds the elements that may mention one of the names to the lists of a
// run.
func (m *mentions) read(packed []byte, run *organization.Run) error {
	if len(packed) == 0 {
		return nil
	}
	if packed[0] == packedRun || packed[0] == packedRunGzip {
		return unpackRun(packed, m, run)
	}
	r, err := m.open(packed)
	if err != nil {
		return err
	}
	var d runDetails
	if err := m.lists(r, &d); err != nil {
		return err
	}
	d.into(run)
	return nil
}

// lists decodes JSON, an element at a time.
func (m *mentions) lists(r io.Reader, d *runDetails) error {
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
			// What waited is decoded whole or not at all, since the warning about it
			// tells a story enough.
			var into any = &json.RawMessage{}
			if name == "postponed" && m.any {
				into = &d.Postponed
			}
			err = decoder.Decode(into)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readList decodes the elements of a list that may mention one of the names.
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
