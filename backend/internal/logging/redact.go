package logging

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"

	"directoryconnector/backend/config"
)

// redacted stands where a secret was.
const redacted = "**redacted**"

// shortest is the length in bytes from which a secret is looked for inside
// other texts. A shorter one is only recognized as a whole value: replacing
// every "a" would destroy the log and give the secret away.
const shortest = 4

// A Redactor knows secrets and takes them out of texts. It may be used by
// several goroutines.
type Redactor struct {
	mu sync.RWMutex
	// known holds every form of every secret, the longest first, so that a
	// secret that is part of another one does not leave the rest behind.
	known []string
}

// NewRedactor returns a Redactor that knows no secrets yet.
func NewRedactor() *Redactor { return &Redactor{} }

// Add makes a secret known, and the forms in which it could appear in a URL,
// in JSON or in a quoted text.
func (r *Redactor) Add(s config.Secret) {
	text := s.Reveal()
	if text == "" {
		return
	}
	inJSON, _ := json.Marshal(text)
	forms := []string{text, url.QueryEscape(text), url.PathEscape(text), strings.Trim(string(inJSON), `"`), strings.Trim(fmt.Sprintf("%q", text), `"`)}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, form := range forms {
		if !slices.Contains(r.known, form) {
			r.known = append(r.known, form)
		}
	}
	slices.SortFunc(r.known, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
}

// Text returns text without secrets.
func (r *Redactor) Text(text string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, secret := range r.known {
		switch {
		case text == secret:
			return redacted
		case len(secret) >= shortest && strings.Contains(text, secret):
			text = strings.ReplaceAll(text, secret, redacted)
		}
	}
	return text
}

// secretNames are parts of attribute names whose values are never written.
var secretNames = []string{"password", "passwd", "secret", "token", "authorization", "privatekey", "private_key", "apikey", "api_key", "credential", "cookie"}

// isSecretName tells whether an attribute of that name is a secret.
func isSecretName(key string) bool {
	low := strings.ToLower(key)
	return slices.ContainsFunc(secretNames, func(part string) bool { return strings.Contains(low, part) })
}

// attr returns a without secrets.
func (r *Redactor) attr(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	switch value.Kind() {
	case slog.KindGroup:
		if a.Key != "" && isSecretName(a.Key) {
			return slog.String(a.Key, redacted)
		}
		inner := make([]slog.Attr, 0, len(value.Group()))
		for _, g := range value.Group() {
			inner = append(inner, r.attr(g))
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(inner...)}
	case slog.KindBool, slog.KindDuration, slog.KindTime:
		// Whether there is a token, or how old it is, is no secret.
		return slog.Attr{Key: a.Key, Value: value}
	}
	if isSecretName(a.Key) {
		return slog.String(a.Key, redacted)
	}
	if value.Kind() == slog.KindAny {
		return slog.Attr{Key: a.Key, Value: r.anything(value)}
	}
	text := value.String()
	if clean := r.Text(text); clean != text { // a number may be a secret, too
		value = slog.StringValue(clean)
	}
	return slog.Attr{Key: a.Key, Value: value}
}

// anything redacts a value by the text that it would be written as; what holds
// no secret stays as it is.
func (r *Redactor) anything(value slog.Value) slog.Value {
	var text string
	switch v := value.Any().(type) {
	case error:
		text = v.Error()
	case fmt.Stringer:
		text = v.String()
	default:
		encoded, err := json.Marshal(v)
		if err != nil {
			return slog.StringValue(r.Text(fmt.Sprint(v)))
		}
		clean := r.Text(string(encoded))
		if clean == string(encoded) {
			return value
		}
		return slog.StringValue(clean)
	}
	return slog.StringValue(r.Text(text))
}

// redacting takes secrets out of everything before it reaches next.
type redacting struct {
	next   slog.Handler
	secret *Redactor
}

// Enabled implements slog.Handler.
func (h *redacting) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h *redacting) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, h.secret.Text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(h.secret.attr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

// WithAttrs implements slog.Handler.
func (h *redacting) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = h.secret.attr(a)
	}
	return &redacting{h.next.WithAttrs(clean), h.secret}
}

// WithGroup implements slog.Handler.
func (h *redacting) WithGroup(name string) slog.Handler {
	return &redacting{h.next.WithGroup(name), h.secret}
}
