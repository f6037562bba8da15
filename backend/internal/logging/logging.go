// Package logging writes the program's log: JSON lines into a rotating file of
// the profile, and to a console text for people or JSON for collectors. It
// reads the file again for the pages that show it.
//
// The rules:
//
//   - The file is made with the first line, so that a command that has nothing
//     to say leaves nothing behind.
//   - No secret is ever written: see internal/redact.
//   - Where the file can't be written or moved aside, as on Windows while another
//     process has it open, lines go to a file beside it, which counts as an older
//     part.
//   - A log that can't be written never stops the program; Close tells why.
package logging

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/DeRuina/timberjack"

	"directoryconnector/backend/internal/redact"
)

// The file and its older parts, bwdc-<time>-size.log or, written while the file
// could not be, bwdc-<time>-held.log.
const (
	fileName   = "bwdc.log"
	heldFormat = "bwdc-2006-01-02T15-04-05.000-held.log"
	maxSizeMB  = 10
	maxBackups = 5
)

// Options say where the log goes.
type Options struct {
	// Dir is the folder of the log file; empty: no file.
	Dir string
	// Level is the least important level, which may change later; nil: info.
	Level slog.Leveler
	// Console, if set, gets the log too: text for people, or with JSON what
	// the file gets.
	Console io.Writer
	JSON    bool
	// Redactor knows the secrets. Nil: none are known, and attributes are still
	// recognized by their names.
	Redactor *redact.Redactor
}

// ParseLevel reads the values of the setting log.level; empty means info.
func ParseLevel(text string) (slog.Level, error) {
	switch strings.ToLower(cmp.Or(text, "info")) {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("log level %q is not one of debug, info, warn, error", text)
}

// New returns a Logger and what closes its file.
func New(o Options) (*slog.Logger, io.Closer) {
	if o.Level == nil {
		o.Level = slog.LevelInfo
	}
	var handlers []slog.Handler
	closer := &file{}
	if o.Dir != "" {
		closer.dir = o.Dir
		closer.log = &timberjack.Logger{Filename: filepath.Join(o.Dir, fileName), MaxSize: maxSizeMB, MaxBackups: maxBackups, FileMode: 0o600}
		handlers = append(handlers, slog.NewJSONHandler(closer, &slog.HandlerOptions{Level: o.Level}))
	}
	switch {
	case o.Console != nil && o.JSON:
		handlers = append(handlers, slog.NewJSONHandler(o.Console, &slog.HandlerOptions{Level: o.Level}))
	case o.Console != nil:
		handlers = append(handlers, &textHandler{out: &lockedWriter{w: o.Console}, level: o.Level})
	}
	return slog.New(&redacting{slog.NewMultiHandler(handlers...), cleaner{o.Redactor}}), closer
}

// file makes its folder with the first line and remembers what went wrong.
type file struct {
	dir string
	log *timberjack.Logger
	// held is the file beside it; "" while it was not needed.
	held string

	mu   sync.Mutex
	made bool
	err  error
}

func (f *file) Write(line []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.made {
		if err := os.MkdirAll(f.dir, 0o700); err != nil {
			f.err = err
			return 0, err
		}
		f.made = true
	}
	_, err := f.log.Write(line)
	if err != nil {
		err = f.beside(line, err)
	}
	if err != nil {
		f.err = err
		return 0, err
	}
	return len(line), nil
}

// beside writes a line into the file beside the log.
func (f *file) beside(line []byte, why error) error {
	if f.held == "" {
		f.held = filepath.Join(f.dir, time.Now().UTC().Format(heldFormat))
	}
	out, err := os.OpenFile(f.held, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return why
	}
	_, err = out.Write(line)
	if errors.Join(err, out.Close()) != nil {
		return why
	}
	return nil
}

// Close closes the file. The error is the last one of a line, too.
func (f *file) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.err
	if f.made {
		err = errors.Join(err, f.log.Close())
	}
	f.err, f.made = nil, false
	if err != nil {
		return fmt.Errorf("log: %w", err)
	}
	return nil
}
