package plan

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"directoryconnector/backend/directory"
)

// Write writes the file as JSON that a person can read and compare line by
// line: one change a line, and below a group one membership a line. The same
// plan gives the same bytes.
func (f *File) Write(w io.Writer) error {
	out := &fileWriter{w: bufio.NewWriterSize(w, 1<<16)}
	out.text("{\n")
	for _, field := range []struct {
		name  string
		value any
	}{
		{"object", f.Object}, {"format", f.Format}, {"digest", f.Digest}, {"made", f.Made}, {"program", f.Program}, {"profile", f.Profile},
		{"identity", f.Identity}, {"looked", f.Looked}, {"summary", f.Summary},
	} {
		out.field(field.name, field.value)
	}
	out.changes(f.Changes)
	lines(out, "findings", f.Findings)
	lines(out, "drift", f.Drift)
	lines(out, "missing", f.Missing)
	lines(out, "warnings", f.Warnings)
	if f.Seats != nil {
		out.field("seats", f.Seats)
	}
	if f.Postponed != nil {
		out.postponed(f.Postponed)
	}
	out.field("checks", f.Checks)
	out.text("\n}\n")
	if out.err != nil {
		return fmt.Errorf("write the plan: %w", out.err)
	}
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	return nil
}

// A fileWriter writes a file part by part; its first error ends it.
type fileWriter struct {
	w      *bufio.Writer
	filled bool
	err    error
}

func (o *fileWriter) text(s string) {
	if o.err == nil {
		_, o.err = o.w.WriteString(s)
	}
}

func (o *fileWriter) value(v any) {
	line, err := jsonOf(v)
	if o.err == nil {
		o.err = err
	}
	if o.err == nil {
		_, o.err = o.w.Write(line)
	}
}

func (o *fileWriter) key(name string) {
	if o.filled {
		o.text(",\n")
	}
	o.filled = true
	o.text(`  "` + name + `": `)
}

func (o *fileWriter) field(name string, v any) {
	o.key(name)
	o.value(v)
}

// list writes n elements, each in a line of its own with that indent before it.
func (o *fileWriter) list(indent string, n int, at func(int)) {
	if n == 0 {
		o.text("[]")
		return
	}
	o.text("[\n")
	for i := range n {
		o.text(indent)
		at(i)
		if i < n-1 {
			o.text(",")
		}
		o.text("\n")
	}
	o.text(indent[2:] + "]")
}

func lines[T any](o *fileWriter, name string, list []T) {
	o.key(name)
	o.list("    ", len(list), func(i int) { o.value(&list[i]) })
}

// changes writes each change in a line, with memberships below it.
func (o *fileWriter) changes(changes []Change) {
	o.key("changes")
	o.list("    ", len(changes), func(i int) { o.change(changes[i]) })
}

// postponed writes what waits, as it writes changes.
func (o *fileWriter) postponed(p *Postponed) {
	o.key("postponed")
	o.text(`{"reason":`)
	o.value(p.Reason)
	o.text(`,"changes": `)
	o.list("    ", len(p.Changes), func(i int) { o.change(p.Changes[i]) })
	o.text("}")
}

func (o *fileWriter) change(c Change) {
	joins, leaves := c.Joins, c.Leaves
	c.Joins, c.Leaves = nil, nil
	line, err := jsonOf(&c)
	if err != nil {
		o.err = err
		return
	}
	o.text(string(bytes.TrimSuffix(line, []byte("}"))))
	o.refs("leaves", leaves)
	o.refs("joins", joins)
	o.text("}")
}

func (o *fileWriter) refs(name string, refs []Ref) {
	if len(refs) == 0 {
		return
	}
	o.text(`,"` + name + `": `)
	o.list("      ", len(refs), func(i int) { o.value(&refs[i]) })
}

// jsonOf is a value in one line, with whatever nobody sees written as \u202e, so
// that a reviewer reads what a program does.
func jsonOf(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode a part of the plan: %w", err)
	}
	line := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if bytes.IndexFunc(line, unseen) < 0 {
		return line, nil
	}
	var escaped bytes.Buffer
	for _, r := range string(line) {
		if !unseen(r) {
			escaped.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&escaped, `\u%04x`, unit)
		}
	}
	return escaped.Bytes(), nil
}

// unseen is what is escaped. What was no UTF-8 is written as U+FFFD, and stays so
// when it is read and written again.
func unseen(r rune) bool { return r == utf8.RuneError || directory.Invisible(r) }
