package logging

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"directoryconnector/backend/internal/redact"
)

// A cleaner takes secrets out of attributes.
type cleaner struct{ *redact.Redactor }

// attr returns a without secrets.
func (r cleaner) attr(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	switch value.Kind() {
	case slog.KindGroup:
		if a.Key != "" && redact.IsName(a.Key) {
			return slog.String(a.Key, redact.Mark)
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
	if redact.IsName(a.Key) {
		return slog.String(a.Key, redact.Mark)
	}
	if value.Kind() == slog.KindAny {
		return slog.Attr{Key: a.Key, Value: r.anything(value)}
	}
	text := value.String()
	if clean := r.Value(text); clean != text { // a number may be a secret, too
		value = slog.StringValue(clean)
	}
	return slog.Attr{Key: a.Key, Value: value}
}

// anything redacts a value by the text that it would be written as; what holds
// no secret stays as it is.
func (r cleaner) anything(value slog.Value) slog.Value {
	var text string
	switch v := value.Any().(type) {
	case error:
		return slog.StringValue(r.Text(v.Error())) // a sentence
	case fmt.Stringer:
		text = v.String()
	default:
		encoded, err := json.Marshal(v)
		if err != nil {
			return slog.StringValue(r.Value(fmt.Sprint(v)))
		}
		clean := r.Text(string(encoded))
		if clean == string(encoded) {
			return value
		}
		return slog.StringValue(clean)
	}
	return slog.StringValue(r.Value(text))
}

// redacting takes secrets out of everything before it reaches next.
type redacting struct {
	next   slog.Handler
	secret cleaner
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
