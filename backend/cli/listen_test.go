package cli

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"9464": "127.0.0.1:9464", ":9464": "127.0.0.1:9464", "0.0.0.0:9464": "0.0.0.0:9464", "[::]:9464": "[::]:9464", "localhost:0": "localhost:0",
		"99999": "", "localhost": "", "": "", "host:http": "",
	} {
		if got, err := listenAddress(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestAPortInUse(t *testing.T) {
	t.Parallel()
	first, err := Listen(t.Context(), "127.0.0.1:0", "bwdc run")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	_, err = Listen(t.Context(), first.Addr().String(), "bwdc run")
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), " is in use, perhaps by another bwdc run") || !strings.Contains(directory.HintOf(err), "--listen") {
		t.Errorf("%v, hint %q", err, directory.HintOf(err))
	}
}
