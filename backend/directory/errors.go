package directory

import (
	"errors"
	"fmt"
)

// Errors that a Source wraps so that callers can react without knowing the
// vendor.
var (
	// ErrAuth: the directory refused the account or its secret.
	ErrAuth = errors.New("authentication failed")
	// ErrPermission: the account may not read what it must.
	ErrPermission = errors.New("permission denied")
	// ErrUnreachable: there was no conversation with the server (name,
	// address, connection, TLS).
	ErrUnreachable = errors.New("server unreachable")
	// ErrIncomplete: the answer stopped before its end. Nothing of it may be
	// used.
	ErrIncomplete = errors.New("not everything could be read")
	// ErrConfig: the settings can't be right (no such base, a filter that the
	// server refuses).
	ErrConfig = errors.New("the settings can't be right")
)

// Errorf is fmt.Errorf for an error of a kind, such as ErrConfig, that has
// words of its own: the kind's are not added.
func Errorf(kind error, format string, args ...any) error {
	return &ofKind{fmt.Errorf(format, args...), kind}
}

// ofKind is an error that errors.Is finds to be of a kind.
type ofKind struct {
	error
	kind error
}

func (e *ofKind) Unwrap() []error { return []error{e.error, e.kind} }

// hinted carries what a person can do about an error.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// WithHint adds to err what to do next, in a sentence for an administrator.
// It keeps the text of err and everything that errors.Is and errors.As find.
func WithHint(err error, hint string) error {
	if err == nil || hint == "" {
		return err
	}
	return &hinted{err, hint}
}

// HintOf returns the outermost hint of err, or "".
func HintOf(err error) string {
	if h, ok := errors.AsType[*hinted](err); ok {
		return h.hint
	}
	return ""
}

// Mark makes err one of a kind, such as ErrAuth, where it is not yet, and adds
// a hint.
func Mark(err, kind error, hint string) error {
	if !errors.Is(err, kind) {
		err = fmt.Errorf("%w: %w", kind, err)
	}
	return WithHint(err, hint)
}
