package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// A jsonWriter writes one JSON object part by part, byte by byte as
// encoding/json would write it whole: a list of millions of ids is never in
// memory at once. Its first error ends it.
type jsonWriter struct {
	out    *bufio.Writer
	indent string // of one level; empty: everything in one line
	depth  int
	filled bool // the object or list that is open has something in it
	value  bytes.Buffer
	err    error
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.out.WriteString(s)
	}
}

// line begins the line of the next element, or of the end.
func (j *jsonWriter) line() {
	if j.indent != "" {
		j.text("\n" + strings.Repeat(j.indent, j.depth))
	}
}

// next comes before each element.
func (j *jsonWriter) next() {
	if j.filled {
		j.text(",")
	}
	j.filled = true
	j.line()
}

// begin opens an object or a list; end closes it.
func (j *jsonWriter) begin(bracket string) {
	j.text(bracket)
	j.depth++
	j.filled = false
}

func (j *jsonWriter) end(bracket string) {
	j.depth--
	if j.filled {
		j.line()
	}
	j.text(bracket)
	j.filled = true
}

// key begins a field, whose value is next.
func (j *jsonWriter) key(name string) {
	j.next()
	if j.text(`"` + name + `":`); j.indent != "" {
		j.text(" ")
	}
}

func (j *jsonWriter) field(name string, value any) {
	j.key(name)
	j.any(value)
}

// A streamed value writes itself part by part, as encoding/json would whole.
type streamed interface{ stream(j *jsonWriter) }

// any writes a value: whole, or part by part where it can.
func (j *jsonWriter) any(v any) {
	if s, ok := v.(streamed); ok {
		s.stream(j)
		return
	}
	j.write(j.encode(v))
}

func (j *jsonWriter) write(text []byte) {
	if j.err == nil {
		_, j.err = j.out.Write(text)
	}
}

// encode is the text of a value, until the next one.
func (j *jsonWriter) encode(v any) []byte {
	j.value.Reset()
	e := json.NewEncoder(&j.value)
	e.SetEscapeHTML(false)
	if j.indent != "" {
		e.SetIndent(strings.Repeat(j.indent, j.depth), j.indent)
	}
	if err := e.Encode(v); err != nil && j.err == nil {
		j.err = fmt.Errorf("encode the answer: %w", err)
	}
	return bytes.TrimSuffix(j.value.Bytes(), []byte("\n"))
}

// object writes a value as an object with its fields.
func (j *jsonWriter) object(v any) {
	j.begin("{")
	j.fields(v)
	j.end("}")
}

// A fielded value writes its fields part by part, into the object that is open.
type fielded interface{ fields(j *jsonWriter) }

// fields writes the fields of a value into the object that is open.
func (j *jsonWriter) fields(v any) {
	if f, ok := v.(fielded); ok {
		f.fields(j)
		return
	}
	j.depth-- // the value is that object
	text := j.encode(v)
	j.depth++
	text = bytes.TrimRight(bytes.TrimSuffix(bytes.TrimPrefix(text, []byte("{")), []byte("}")), " \n")
	if len(text) == 0 {
		return
	}
	if j.filled {
		j.text(",")
	}
	j.write(text)
	j.filled = true
}

// list writes a field with n elements, of which at makes one after the other.
func (j *jsonWriter) list(name string, n int, at func(i int) any) {
	j.key(name)
	j.begin("[")
	for i := 0; i < n && j.err == nil; i++ {
		j.next()
		j.any(at(i))
	}
	j.end("]")
}

// close ends the text.
func (j *jsonWriter) close() error {
	if j.text("\n"); j.err != nil {
		return j.err
	}
	return j.out.Flush()
}
