package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

func TestASecretNeverShowsItself(t *testing.T) {
	t.Parallel()
	const hush = "correct horse"
	type holder struct {
		Name   string
		Secret config.Secret
		hidden config.Secret
		List   []config.Secret
		Map    map[string]config.Secret
		Ptr    *config.Secret
	}
	s := config.NewSecret(hush)
	h := holder{"h", s, s, []config.Secret{s}, map[string]config.Secret{"k": s}, &s}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%t", "%10.3v"} {
		for _, v := range []any{s, &s, h, &h, []any{s}, [1]config.Secret{s}} {
			shown = append(shown, fmt.Sprintf(verb, v))
		}
	}
	shown = append(shown, fmt.Sprint(s), fmt.Errorf("log in with %v: %w", s, fmt.Errorf("%s", s)).Error())
	for _, v := range []any{s, &s, h} {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, string(text))
	}
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Info("x", "secret", s, "pointer", &s, "holder", h, "list", []config.Secret{s})
	}
	shown = append(shown, log.String())
	for _, text := range shown {
		if strings.Contains(text, hush) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", hush)) {
			t.Errorf("shown: %s", text)
		}
	}
	if !s.Equal(config.NewSecret(hush)) || s.Equal(config.Secret{}) || config.NewSecret("") != (config.Secret{}) {
		t.Error("secrets are not compared by their text")
	}
	if s.Reveal() != hush || s.IsZero() || !config.NewSecret("").IsZero() || fmt.Sprint(s) != "**redacted**" {
		t.Errorf("%v, %v", s.IsZero(), s)
	}
}
