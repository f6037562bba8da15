package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"directoryconnector/backend/directory"
)

// success is the answer of --response to what worked.
type success struct {
	Success bool `json:"success"`
	Data    any  `json:"data"`
}

func (s success) stream(j *jsonWriter) {
	j.begin("{")
	j.field("success", s.Success)
	j.field("data", s.Data)
	j.end("}")
}

// messageData and textData are what Bitwarden's connector wraps words and
// values in.
type messageData struct {
	NoColor bool    `json:"noColor"`
	Object  string  `json:"object"`
	Title   string  `json:"title"`
	Message *string `json:"message"`
	// Details belong to the message; ours.
	Details any `json:"details,omitempty"`
}

func (m messageData) stream(j *jsonWriter) {
	details := m.Details
	m.Details = nil
	type plain messageData
	j.begin("{")
	j.fields(plain(m))
	if details != nil {
		j.field("details", details)
	}
	j.end("}")
}

// objectData is data whose JSON says first what it is.
type objectData struct {
	object string
	data   any
}

func (o objectData) stream(j *jsonWriter) {
	j.begin("{")
	j.field("object", o.object)
	j.fields(o.data)
	j.end("}")
}

type textData struct {
	Object string  `json:"object"`
	Data   *string `json:"data"`
}

type listData[T any] struct {
	Object string `json:"object"`
	Data   []T    `json:"data"`
}

// list wraps what is many; an empty list is [], not null.
func list[T any](data []T) listData[T] {
	if data == nil {
		data = []T{}
	}
	return listData[T]{"list", data}
}

// done answers in words, unless it was not done.
func (f *Factory) done(err error, title, text string) error {
	if err != nil {
		return err
	}
	return f.message(title, text, nil)
}

// message answers in words: a title and, where there is more to say, a text; with
// details for programs.
func (f *Factory) message(title, text string, details any) error {
	if f.response() {
		data := messageData{Object: "message", Title: theirTitle(title), Details: details}
		if text != "" {
			data.Message = &text
		}
		return f.respond(data)
	}
	words := paint(f.colours(f.IO.OutTerminal) && !f.raw(), green, title) + "\n"
	if text != "" {
		words += text + "\n"
	}
	return f.print(words)
}

// text answers with one value; nil is none.
func (f *Factory) text(value *string) error {
	switch {
	case f.response():
		return f.respond(textData{"string", value})
	case value == nil:
		return nil
	}
	return f.print(*value + "\n")
}

// Object answers with data as JSON where --raw, --pretty or --response ask for
// that, else with what human prints.
func (f *Factory) Object(data any, human func(w io.Writer)) error {
	if f.raw() {
		human = nil
	}
	return f.object(data, human)
}

// object answers with data as JSON where that was asked for or human is nil, else
// with what human prints.
func (f *Factory) object(data any, human func(w io.Writer)) error {
	switch {
	case f.response():
		return f.respond(data)
	case f.quiet():
		return nil
	case human == nil || f.flags.json || f.pretty():
		return f.writeJSON(data)
	}
	w := bufio.NewWriterSize(answerWriter{f}, 64<<10) // the record of a large run has many lines
	human(w)
	return w.Flush()
}

// respond writes the one answer of --response.
func (f *Factory) respond(data any) error {
	f.answered = true
	return f.writeJSON(success{true, data})
}

// print writes to standard output unless --quiet.
func (f *Factory) print(text string) error {
	if f.quiet() {
		return nil
	}
	return f.write([]byte(text))
}

// write writes an answer to standard output.
func (f *Factory) write(answer []byte) error {
	f.stderr.status("")
	if _, err := f.IO.Out.Write(answer); err != nil {
		return directory.WithHint(fmt.Errorf("write the answer: %w", err), "The command has done its work; only its answer is lost.")
	}
	return nil
}

// An answerWriter writes an answer to standard output part by part.
type answerWriter struct{ f *Factory }

func (w answerWriter) Write(part []byte) (int, error) {
	if err := w.f.write(part); err != nil {
		return 0, err
	}
	return len(part), nil
}

// beginJSON begins an answer that is written part by part.
func (f *Factory) beginJSON() *jsonWriter {
	j := &jsonWriter{out: bufio.NewWriterSize(answerWriter{f}, 1<<16)}
	if f.pretty() {
		j.indent = "  "
	}
	return j
}

func (f *Factory) writeJSON(v any) error {
	j := f.beginJSON()
	j.any(v)
	return j.close()
}

// table prints rows in columns; the first row is the head.
func table(w io.Writer, rows [][]string) {
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = directory.VisibleBut("\n", cell) // an error has several lines
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	_ = t.Flush() // into a buffer
	for line := range strings.Lines(b.String()) {
		fmt.Fprintln(w, strings.TrimRight(line, " \n"))
	}
}
