package cli

import (
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

// A statusLine is standard error: lines that stay, and on a terminal one status
// line below them that is written over and over.
type statusLine struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	width    func() int
	shown    int // columns of the status line
}

func newStatusLine(streams IO) *statusLine {
	s := &statusLine{w: streams.Err, terminal: streams.ErrTerminal, width: streams.Width}
	if s.width == nil {
		s.width = func() int { return 80 }
	}
	return s
}

// Write writes lines that stay.
func (s *statusLine) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wipe()
	return s.w.Write(p)
}

// status replaces the status line; an empty text takes it away. Without a
// terminal there is none.
func (s *statusLine) status(text string) {
	if !s.terminal {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if limit := s.width() - 1; utf8.RuneCountInString(text) > limit && limit > 0 {
		text = string([]rune(text)[:limit-1]) + "…"
	}
	s.wipe()
	s.shown = utf8.RuneCountInString(text)
	_, _ = io.WriteString(s.w, text) // a status that can't be shown is no loss
}

// wipe clears the status line with spaces, which every terminal understands.
func (s *statusLine) wipe() {
	if s.shown > 0 {
		_, _ = io.WriteString(s.w, "\r"+strings.Repeat(" ", s.shown)+"\r")
		s.shown = 0
	}
}
