package main

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"directoryconnector/desktop"
)

// TestAPanicIsAnError: without one the page would wait for ever.
func TestAPanicIsAnError(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	a := &App{&desktop.Desktop{Log: slog.New(slog.NewTextHandler(&out, nil))}}
	if _, err := a.PickFile(FileRequest{Title: "no dialogs here"}); !errors.Is(err, errFault) {
		t.Errorf("%v, want %v", err, errFault)
	}
	if !strings.Contains(out.String(), "PickFile") || strings.Contains(out.String(), "no dialogs here") {
		t.Errorf("logged %q", out.String())
	}
}
