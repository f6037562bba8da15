package filter

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A SyntaxError says where a filter can't be understood.
type SyntaxError struct {
	// Text is the whole filter.
	Text string
	// Pos is the place, in characters from 1.
	Pos int
	// Problem says what is wrong there.
	Problem string
}

// fail makes the error for a byte offset.
func fail(text string, offset int, problem string) error {
	return &SyntaxError{Text: text, Pos: utf8.RuneCountInString(text[:offset]) + 1, Problem: problem}
}

// Error shows the filter with a caret below the place.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("filter, position %d: %s\n%s", e.Pos, e.Problem, WithCaret(e.Text, e.Pos-1))
}

// WithCaret returns a text as a line, and a line with a caret below the character
// at that place, from 0.
func WithCaret(text string, place int) string {
	line := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	return "  " + line + "\n  " + strings.Repeat(" ", place) + "^"
}
