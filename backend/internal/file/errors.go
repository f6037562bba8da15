package file

import (
	"fmt"
	"strconv"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A LineError says what is wrong in which line of the file.
type LineError struct {
	// File is set where there are several.
	File string
	// Line and Column count from 1, columns in bytes; Column 0 is unknown.
	Line, Column int
	// Field is the name of the column, field or attribute, if it is about one.
	Field string
	Text  string
	// Err is a sentinel of package directory, or nil; Text has its words.
	Err error
}

func (e *LineError) Error() string {
	at := fmt.Sprintf("line %d", e.Line)
	if e.File != "" {
		at = place{e.File, e.Line}.String()
	}
	if e.Column > 0 {
		at = fmt.Sprintf("%s, column %d", at, e.Column)
	}
	if e.Field != "" {
		at = fmt.Sprintf("%s, field %q", at, e.Field)
	}
	return at + ": " + e.Text
}

func (e *LineError) Unwrap() error { return e.Err }

// truncated says that the file stops where it can't.
func truncated(line int, text string) error {
	err := &LineError{Line: line, Text: "the file ends " + text, Err: directory.ErrIncomplete}
	return directory.WithHint(err, cutHint)
}

const cutHint = "The file was not written to its end: write it again."

func errEmpty() error {
	return directory.WithHint(directory.Errorf(directory.ErrIncomplete, "the file is empty"),
		"Check what writes the file: an empty one never means that everybody left.")
}

// unknownField names the nearest of the known fields.
func unknownField(at LineError, known []string) error {
	name := at.Field
	at.Field = ""
	at.Text = "unknown field " + strconv.Quote(name)
	if near := config.Nearest(name, known); len(near) > 0 {
		at.Text += ": did you mean " + near[0] + "?"
	}
	return directory.WithHint(&at, "Known are "+strings.Join(known, ", ")+". Rename it or leave it out.")
}
