package file

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// csvColumns are the columns that a header may name. They are also the fields
// of a JSON entry, type aside.
var csvColumns = []string{"type", "id", "email", "name", "disabled", "deleted", "groups", "members", "memberGroups"}

// csvTable decodes one CSV text: RFC 4180, with the separator that its header
// uses.
type csvTable struct {
	r    *csv.Reader
	text *textReader
	// at is the place of each known column, or -1.
	at map[string]int
	// unnamed are the places of columns without a name, as spreadsheets leave
	// them behind; they must be empty.
	unnamed []int
	row     []string
	out     *records
}

func decodeCSV(text *textReader, out *records) error {
	in := bufio.NewReaderSize(text, 64<<10)
	head, err := in.Peek(32 << 10)
	if len(head) == 0 && !errors.Is(err, io.EOF) {
		return err
	}
	t := &csvTable{r: csv.NewReader(in), text: text, out: out}
	t.r.Comma = separator(head)
	t.r.ReuseRecord = true
	header, err := t.r.Read()
	if errors.Is(err, io.EOF) {
		return errEmpty()
	}
	if err != nil {
		return t.explain(err)
	}
	if err := t.readHeader(header); err != nil {
		return err
	}
	for {
		t.row, err = t.r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return t.explain(err)
		}
		if err := t.readRow(); err != nil {
			return err
		}
	}
}

// separator is the one of semicolon, comma and tab that the first line with
// text has most of.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte{'\n'})
	best, most := ',', 0
	for _, c := range ",;\t" {
		if n := bytes.Count(line, []byte{byte(c)}); n > most {
			best, most = c, n
		}
	}
	return best
}

func (t *csvTable) readHeader(header []string) error {
	t.at = map[string]int{}
	for i, name := range header {
		line, column := t.r.FieldPos(i)
		at := LineError{Line: line, Column: column, Field: strings.TrimSpace(name)}
		if at.Field == "" {
			t.unnamed = append(t.unnamed, i)
			continue
		}
		known := slices.IndexFunc(csvColumns, func(c string) bool { return strings.EqualFold(c, at.Field) })
		if known < 0 {
			return unknownField(at, "column", csvColumns)
		}
		if _, again := t.at[csvColumns[known]]; again {
			at.Text = "this column is there twice"
			return &at
		}
		t.at[csvColumns[known]] = i
	}
	_, id := t.at["id"]
	_, kind := t.at["type"]
	if !id && !kind {
		err := &LineError{Line: 1, Text: `the column "id" is missing`}
		return directory.WithHint(err, "Add a column id with a number or name that stays the same when name and email change, such as the personnel number.")
	}
	return nil
}

// cell returns the text of a column, or "".
func (t *csvTable) cell(column string) string {
	if i, ok := t.at[column]; ok {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

// list splits a cell at |.
func (t *csvTable) list(column string) []string {
	var list []string
	for part := range strings.SplitSeq(t.cell(column), "|") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func (t *csvTable) flag(column string) (bool, error) {
	switch strings.ToLower(t.cell(column)) {
	case "", "false", "no", "0":
		return false, nil
	case "true", "yes", "1":
		return true, nil
	}
	return false, directory.WithHint(t.wrong(column, fmt.Sprintf("%q is neither true nor false", t.cell(column))), "Write true or false, or leave it empty.")
}

func (t *csvTable) wrong(column, text string) error {
	line, position := t.r.FieldPos(t.at[column])
	return &LineError{Line: line, Column: position, Field: column, Text: text}
}

func (t *csvTable) readRow() error {
	if !slices.ContainsFunc(t.row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return nil // a line of separators, as spreadsheets leave them
	}
	for _, i := range t.unnamed {
		if text := strings.TrimSpace(t.row[i]); text != "" {
			line, column := t.r.FieldPos(i)
			return &LineError{Line: line, Column: column, Text: fmt.Sprintf("the column of %q has no name in the header", text)}
		}
	}
	switch kind := strings.ToLower(t.cell("type")); kind {
	case "", "user":
		return t.readUser()
	case "group":
		return t.readGroup()
	default:
		return directory.WithHint(t.wrong("type", fmt.Sprintf("%q is neither user nor group", kind)), "Write user or group; empty means user.")
	}
}

func (t *csvTable) readUser() error {
	line, _ := t.r.FieldPos(0)
	u := user{line: line, groups: t.list("groups")}
	u.ExternalID, u.Email = t.cell("id"), t.cell("email")
	var err error
	if u.Disabled, err = t.flag("disabled"); err != nil {
		return err
	}
	if u.Deleted, err = t.flag("deleted"); err != nil {
		return err
	}
	for _, column := range []string{"members", "memberGroups"} {
		if t.cell(column) != "" {
			return directory.WithHint(t.wrong(column, "a user has no members"), "Only rows of type group have members.")
		}
	}
	if t.out.finishUser(&u) {
		t.out.addUser(u)
	}
	return nil
}

func (t *csvTable) readGroup() error {
	line, _ := t.r.FieldPos(0)
	g := group{line: line, groups: t.list("groups"), members: t.list("members"), memberGroups: t.list("memberGroups")}
	g.ExternalID, g.Name = t.cell("id"), t.cell("name")
	for _, column := range []string{"disabled", "deleted"} {
		on, err := t.flag(column)
		if err != nil {
			return err
		}
		if on {
			return directory.WithHint(t.wrong(column, "a group can't be "+column), "Leave the group out instead.")
		}
	}
	if t.out.finishGroup(&g) {
		t.out.addGroup(g)
	}
	return nil
}

// explain says in words what the CSV reader found.
func (t *csvTable) explain(err error) error {
	parse, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return err
	}
	switch {
	case errors.Is(parse.Err, csv.ErrFieldCount) && t.atEnd() && t.text.endsInLine():
		return truncated(parse.Line, "in the middle of a row")
	case errors.Is(parse.Err, csv.ErrFieldCount):
		err := &LineError{Line: parse.Line, Text: "the row has more or fewer cells than the header"}
		return directory.WithHint(err, fmt.Sprintf("Cells are separated by %q here; put a cell that holds one into double quotes.", t.r.Comma))
	case errors.Is(parse.Err, csv.ErrQuote) && t.atEnd():
		return truncated(parse.StartLine, fmt.Sprintf("inside a quoted cell that begins in line %d", parse.StartLine))
	}
	line := &LineError{Line: parse.Line, Column: parse.Column, Text: "a double quote stands where it can't"}
	return directory.WithHint(line, `Put the whole cell into double quotes and write a quote inside it twice: "say ""hello""".`)
}

// atEnd tells whether nothing follows: a quote is then one that was never
// closed.
func (t *csvTable) atEnd() bool {
	_, err := t.r.Read()
	return errors.Is(err, io.EOF)
}
