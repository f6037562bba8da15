package file

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A dialect is how the settings want CSV to be read.
type dialect struct {
	columns  []config.Column
	meanings map[string]config.Meaning
	// listSeparator is empty where it is not set.
	listSeparator string
	openEnd       bool
}

// csvTable decodes one CSV text: RFC 4180, with the separator that its header
// uses.
type csvTable struct {
	*header
	dialect
	r    *csv.Reader
	text *textReader
	// skipped are lines before the header.
	skipped int
	names   []string
	row     []string
	out     *records
}

func decodeCSV(text *textReader, d dialect, out *records) error {
	in := bufio.NewReaderSize(text, 64<<10)
	t := &csvTable{dialect: d, text: text, out: out}
	comma, err := t.skipPreamble(in)
	if err != nil {
		return err
	}
	t.r = csv.NewReader(in)
	t.r.Comma, t.r.ReuseRecord = comma, true
	names, err := t.r.Read()
	if errors.Is(err, io.EOF) {
		return errEmpty()
	}
	if err != nil {
		return t.explain(err)
	}
	if t.header, err = readHeader(names, d.columns, t.place); err != nil {
		return err
	}
	t.names = slices.Clone(names)
	out.addColumns(names)
	if t.export != nil {
		out.note("written by " + t.export.program)
	}
	for {
		t.row, err = t.r.Read()
		if errors.Is(err, io.EOF) {
			return t.checkEnd()
		}
		if err != nil {
			return t.explain(err)
		}
		if err := t.readRow(); err != nil {
			return err
		}
	}
}

// skipPreamble skips what stands before the header: the line #TYPE of
// Export-Csv, and sep=; of Excel. It returns the separator.
func (t *csvTable) skipPreamble(in *bufio.Reader) (rune, error) {
	var said rune
	for {
		head, err := in.Peek(32 << 10)
		if len(head) == 0 && !errors.Is(err, io.EOF) {
			return 0, err
		}
		line, _, ends := bytes.Cut(head, []byte{'\n'})
		text := strings.ToLower(strings.Trim(string(line), "\"\r"))
		sep, isSep := strings.CutPrefix(text, "sep=")
		isSep = isSep && len(sep) == 1 && strings.ContainsAny(sep, separators)
		if !ends || !isSep && !strings.HasPrefix(text, "#type ") {
			if said == 0 {
				said = separator(head)
			}
			return said, nil
		}
		if isSep {
			said = rune(sep[0])
		}
		t.skipped++
		if _, err := in.Discard(len(line) + 1); err != nil {
			return 0, err
		}
	}
}

const separators = ",;\t|"

// separator is the one that the first line with text has most of, outside of
// quotes.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte{'\n'})
	counts := map[rune]int{}
	quoted := false
	for _, c := range string(line) {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[c]++
		}
	}
	best := ','
	for _, c := range separators {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// place returns where the cell of a column stands in the file.
func (t *csvTable) place(i int) (line, column int) {
	line, column = t.r.FieldPos(i)
	return line + t.skipped, column
}

// find returns the column that has the value of a field: the first one that is
// not empty, or -1.
func (t *csvTable) find(field string) (text string, column int) {
	for _, i := range t.at[field] {
		text = strings.TrimSpace(t.row[i])
		if text != "" && (field != "email" || !strings.Contains(strings.ToUpper(text), guest)) {
			return text, i
		}
	}
	return "", -1
}

// cell returns the text of a field, or "".
func (t *csvTable) cell(field string) (string, error) {
	text, i := t.find(field)
	if isListOfPowerShell(text) {
		return "", directory.WithHint(t.wrong(i, fmt.Sprintf("%q is the name of a list, not what is in it", text)),
			`PowerShell writes it in place of several values. Join them before: Select-Object @{n="`+field+`";e={$_.`+t.names[i]+` -join "|"}}.`)
	}
	if field == "id" && brokenByExcel.MatchString(text) {
		return "", directory.WithHint(t.wrong(i, fmt.Sprintf("%q is what a spreadsheet makes of a long number or a wrong formula, not an id", text)),
			"Format the column as text in the spreadsheet before the numbers are put in, or export again without it.")
	}
	return text, nil
}

// brokenByExcel is a number whose last digits are lost, or the name of an error.
var brokenByExcel = regexp.MustCompile(`^(\d[.,]\d+E\+\d+|#(N/A|NV|REF!|BEZUG!|VALUE!|WERT!|NAME\?|DIV/0!))$`)

// isListOfPowerShell recognizes what Export-Csv writes for a list: its type.
func isListOfPowerShell(text string) bool {
	return (strings.HasPrefix(text, "System.") || strings.HasPrefix(text, "Microsoft.")) && !strings.ContainsAny(text, " @") &&
		(strings.HasSuffix(text, "[]") || strings.Contains(text, "Collection") || strings.Contains(text, ".List`"))
}

// list splits a cell.
func (t *csvTable) list(field string) ([]string, error) {
	text, err := t.cell(field)
	if err != nil {
		return nil, err
	}
	separator := t.listSeparator
	if separator == "" && t.r.Comma != '|' {
		separator = "|"
	}
	if separator == "" {
		separator = "\n"
	}
	var list []string
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list, nil
}

// meaning returns what a cell of the columns with yes and no says; empty where
// it says nothing.
func (t *csvTable) meaning(column int) (config.Meaning, error) {
	text := strings.TrimSpace(t.row[column])
	if text == "" {
		return "", nil
	}
	if meaning, ok := t.meanings[fold(text)]; ok {
		return meaning, nil
	}
	return "", directory.WithHint(t.wrong(column, fmt.Sprintf("%q is neither true nor false", text)),
		fmt.Sprintf("Write true or false, leave it empty, or say in file.values what it means: yes=%s, no=%s, disabled=%s or enabled=%s.", text, text, text, text))
}

// flag tells whether a cell of a field says yes.
func (t *csvTable) flag(field string) (bool, error) {
	yes := false
	for _, i := range t.at[field] {
		meaning, err := t.meaning(i)
		if err != nil {
			return false, err
		}
		yes = yes || meaning == config.MeansYes
	}
	return yes, nil
}

// disabled tells whether one of the columns says that the account is off.
func (t *csvTable) disabled() (bool, error) {
	off := false
	for _, field := range []string{"disabled", "enabled"} {
		for _, i := range t.at[field] {
			meaning, err := t.meaning(i)
			if err != nil {
				return false, err
			}
			off = off || disables(field, meaning)
		}
	}
	return off, nil
}

// wrong is an error about the cell in a column.
func (t *csvTable) wrong(column int, text string) error {
	line, position := t.place(column)
	e := &LineError{Line: line, Column: position, Text: text}
	of := slices.IndexFunc(config.FileFields, func(field string) bool { return slices.Contains(t.at[field], column) })
	if of >= 0 {
		e.Field = config.FileFields[of]
	}
	return e
}

const openEndHint = "If what writes it never ends the last line, set file.openEnd to true."

// checkEnd refuses a last row without a line end: its last cell may be cut
// off.
func (t *csvTable) checkEnd() error {
	if t.openEnd || !t.text.endsInLine() {
		return nil
	}
	err := truncated(len(t.text.newlines)+1, "without a line end, as one does that was cut off")
	return directory.WithHint(err, cutHint+" "+openEndHint)
}

// explain says in words what the CSV reader found.
func (t *csvTable) explain(err error) error {
	parse, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return err
	}
	at, start := parse.Line+t.skipped, parse.StartLine+t.skipped
	switch {
	case errors.Is(parse.Err, csv.ErrFieldCount) && t.atEnd() && t.text.endsInLine():
		return truncated(at, "in the middle of a row")
	case errors.Is(parse.Err, csv.ErrFieldCount):
		err := &LineError{Line: at, Text: "the row has more or fewer cells than the header"}
		return directory.WithHint(err, fmt.Sprintf("Cells are separated by %q here; put a cell that holds one into double quotes.", t.r.Comma))
	case errors.Is(parse.Err, csv.ErrQuote) && t.atEnd():
		return truncated(start, fmt.Sprintf("inside a quoted cell that begins in line %d", start))
	}
	line := &LineError{Line: at, Column: parse.Column, Text: "a double quote stands where it can't"}
	return directory.WithHint(line, `Put the whole cell into double quotes and write a quote inside it twice: "say ""hello""".`)
}

// atEnd tells whether nothing follows: a quote is then one that was never
// closed.
func (t *csvTable) atEnd() bool {
	_, err := t.r.Read()
	return errors.Is(err, io.EOF)
}
