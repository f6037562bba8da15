package file

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// maxLDIFLine bounds one line with its continuations: a photo fits.
const maxLDIFLine = 64 << 20

// ldifText decodes LDIF (RFC 2849), entries only, and what ldapsearch writes
// around them.
type ldifText struct {
	r *bufio.Reader
	// line is the number of the last line that was read.
	line int
	out  *records
}

// An ldifLine is one line, continuations joined.
type ldifLine struct {
	number int
	text   []byte
}

// An ldifEntry is one entry; attributes that mean nothing here are left out.
type ldifEntry struct {
	line int
	dn   string
	// attributes are by lower-case name; see account.Description.
	attributes map[string][]string
	// openRange is the line of a member list that says itself that it goes
	// on, or 0.
	openRange int
}

func decodeLDIF(text *textReader, out *records) error {
	out.ldif = true
	l := &ldifText{r: bufio.NewReaderSize(text, 64<<10), out: out}
	var entry []ldifLine
	first := true // nothing was read yet
	for {
		line, err := l.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err == nil && len(line.text) > 0 {
			if version, ok := strings.CutPrefix(string(line.text), "version:"); ok && len(entry) == 0 { // one export after another has it again
				if err := checkVersion(line.number, version); err != nil {
					return err
				}
			} else {
				entry = append(entry, line)
			}
			first = false
			continue
		}
		if len(entry) > 0 {
			if err := l.readEntry(entry); err != nil {
				return err
			}
			entry = entry[:0]
		}
		if err != nil && first {
			return errEmpty()
		}
		if err != nil {
			return nil //nolint:nilerr // io.EOF is the end
		}
	}
}

func checkVersion(line int, version string) error {
	if strings.TrimSpace(version) == "1" {
		return nil
	}
	return &LineError{Line: line, Field: "version", Text: fmt.Sprintf("LDIF version %q is not known", strings.TrimSpace(version))}
}

// next returns the next line that is no comment; its text is empty between
// two entries. It returns io.EOF after the last line.
func (l *ldifText) next() (ldifLine, error) {
	for {
		text, err := l.physical()
		if err != nil {
			return ldifLine{}, err
		}
		line := ldifLine{l.line, text}
		if len(text) > 0 && text[0] == ' ' {
			return line, l.wrong(line.number, "", "a continuation without a line before it", "Lines that begin with a space go on from the line before.")
		}
		for len(text) > 0 {
			if next, err := l.r.Peek(1); err != nil || next[0] != ' ' {
				break
			}
			more, err := l.physical()
			if err != nil {
				return line, err
			}
			if line.text = append(line.text, more[1:]...); len(line.text) > maxLDIFLine {
				return line, &LineError{Line: line.number, Text: "this line is longer than 64 MB"}
			}
		}
		if len(line.text) == 0 || line.text[0] != '#' {
			return line, nil
		}
	}
}

// physical returns the next line without its end, in memory of its own.
func (l *ldifText) physical() ([]byte, error) {
	var text []byte
	for {
		part, err := l.r.ReadSlice('\n')
		text = append(text, part...)
		switch {
		case err == nil:
			l.line++
			return bytes.TrimSuffix(text[:len(text)-1], []byte{'\r'}), nil
		case errors.Is(err, bufio.ErrBufferFull):
			if len(text) > maxLDIFLine {
				return nil, &LineError{Line: l.line + 1, Text: "this line is longer than 64 MB"}
			}
		case errors.Is(err, io.EOF) && len(text) > 0:
			return nil, truncated(l.line+1, "without a line end")
		default:
			return nil, err
		}
	}
}

func (l *ldifText) wrong(line int, field, text, hint string) error {
	return directory.WithHint(&LineError{Line: line, Field: field, Text: text}, hint)
}

// readEntry decodes the lines of one entry.
func (l *ldifText) readEntry(lines []ldifLine) error {
	name, value, err := l.attribute(lines[0])
	if err != nil {
		return err
	}
	if name != "dn" {
		return l.readOther(name, lines)
	}
	e := &ldifEntry{line: lines[0].number, dn: value, attributes: map[string][]string{}}
	for _, line := range lines[1:] {
		name, value, err := l.attribute(line)
		if err != nil {
			return err
		}
		about := account.ParseDescription(name)
		switch about.Name {
		case "changetype":
			if strings.EqualFold(value, "add") { // as ldifde writes entries
				continue
			}
			return l.wrong(line.number, name, "the file holds changes, not entries", "Export entries instead, for example with ldapsearch -LLL.")
		case "control":
			return l.wrong(line.number, name, "the file holds changes, not entries", "Export entries instead, for example with ldapsearch -LLL.")
		case "dn":
			return l.wrong(line.number, name, "a new entry begins without an empty line before it", "Put an empty line between two entries.")
		}
		if !isRead(about.Name) || about.Deleted {
			continue
		}
		e.noteRange(about.Range, line.number)
		if value != "" {
			e.attributes[about.Name] = append(e.attributes[about.Name], value)
		}
	}
	return l.out.addEntry(e)
}

// noteRange looks at what Active Directory adds to the name of an attribute
// whose values it hands out in parts: ";range=0-1499" is a part, "0-*" or
// "1500-*" the last one.
// See https://learn.microsoft.com/windows/win32/adsi/attribute-range-retrieval.
func (e *ldifEntry) noteRange(part *account.Range, line int) {
	switch {
	case part == nil:
	case part.To < 0:
		e.openRange = 0
	default:
		e.openRange = line
	}
}

// readOther deals with what ldapsearch writes beside entries: references, and
// at the end the result, which may be that there was more.
func (l *ldifText) readOther(name string, lines []ldifLine) error {
	switch name {
	case "ref":
		l.out.warn(directory.WarnReferral, l.out.at(lines[0].number), "", "a reference to another server is skipped: its entries are not in the file.")
		return nil
	case "search", "result":
		for _, line := range lines {
			name, value, err := l.attribute(line)
			if err != nil {
				return err
			}
			if code, _, _ := strings.Cut(value, " "); name == "result" && code != "0" {
				err := &LineError{Line: line.number, Text: "the search ended with result " + value, Err: directory.ErrIncomplete}
				return directory.WithHint(err, "Export again, with paging (ldapsearch -E pr=1000/noprompt).")
			}
		}
		return nil
	}
	return l.wrong(lines[0].number, name, "an entry does not begin with dn:", "Each entry begins with its dn and ends with an empty line.")
}

// attribute splits a line into name (lower case, with options) and value.
func (l *ldifText) attribute(line ldifLine) (name, value string, err error) {
	before, after, ok := bytes.Cut(line.text, []byte{':'})
	name = strings.ToLower(string(before))
	if !ok || name == "" || strings.ContainsAny(name, " \t") {
		return "", "", l.wrong(line.number, "", "this is not name: value", "Lines that go on from the one before begin with a space.")
	}
	read := name == "dn" || isRead(account.ParseDescription(name).Name)
	switch {
	case bytes.HasPrefix(after, []byte{'<'}) && !read:
		return name, "", nil
	case bytes.HasPrefix(after, []byte{'<'}):
		return "", "", l.wrong(line.number, name, "the value is in another file (:<), which is not read", "Export the values themselves: ldapsearch without -t.")
	case !bytes.HasPrefix(after, []byte{':'}):
		return name, string(bytes.Trim(after, " ")), nil
	}
	if !read {
		return name, "", nil // a photo is not worth decoding
	}
	raw, err := base64.StdEncoding.DecodeString(string(bytes.Trim(after[1:], " ")))
	if err != nil {
		return "", "", l.wrong(line.number, name, "the value is not base64", "After :: stands base64; after : plain text.")
	}
	if !utf8.Valid(raw) && !strings.HasPrefix(name, "objectguid") {
		return "", "", l.wrong(line.number, name, "the value is not UTF-8", encodingHint)
	}
	return name, string(raw), nil
}
