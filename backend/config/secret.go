package config

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted is what a Secret shows of itself, and stands where one was.
const Redacted = "**redacted**"

// A Secret is a text that never shows itself: every way of printing,
// marshalling or logging it gives "**redacted**". Only Reveal tells it. The
// text is behind a pointer because fmt asks no method of a Secret that is an
// unexported field of another struct; so compare with Equal, not with ==.
type Secret struct{ text *string }

// NewSecret wraps text; "" gives the zero Secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal returns the text. Call it where the text is sent, nowhere else.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero tells whether there is no secret.
func (s Secret) IsZero() bool { return s.text == nil }

// Equal tells whether both are the same text.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// Format implements fmt.Formatter for all verbs.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, Redacted) } //nolint:errcheck // fmt has no use for it

// String implements fmt.Stringer.
func (s Secret) String() string { return Redacted }

// GoString implements fmt.GoStringer.
func (s Secret) GoString() string { return Redacted }

// MarshalText implements encoding.TextMarshaler, and so JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(Redacted) }
