package desktop

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// TestTheToolkitLogsNoSecrets: Wails quotes the whole call when it fails.
func TestTheToolkitLogsNoSecrets(t *testing.T) {
	t.Parallel()
	const secret = "verysecret"
	login := `C{"name":"bridge.Bridge.Login","args":[{"clientId":"organization.1","clientSecret":"` + secret + `"}],"callbackID":"x"}`
	for message, want := range map[string]string{
		processError + login + " -> runtime error: " + secret:                               "bridge.Bridge.Login",
		processError + `C{"args":["` + secret + `"],"name":"bridge.Bridge.Login"} -> wrong`: "…",
		processError + `C{"name":"` + secret + ` with spaces","args":[]} -> wrong`:          "…",
		processError + `c{"id":1,"args":["` + secret + `"]} -> wrong`:                       "…",
		"Unknown message from front end: {" + secret + "}":                                  "Unknown message from front end",
		"Unknown message returned from dispatcher: " + `["` + secret + `"]`:                 "Unknown message",
		`Invalid URL "https://example.com/?token=` + secret + `"`:                           "Invalid URL",
		"WebView failed to set AllowExternalDrag to false!":                                 "AllowExternalDrag",
	} {
		var out bytes.Buffer
		toolkitLog{slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))}.Error(message)
		if strings.Contains(out.String(), secret) || !strings.Contains(out.String(), want) {
			t.Errorf("%q is logged as %q", message, out.String())
		}
	}
}

// TestAPanicKeepsItsStack: Wails logs while it recovers.
func TestAPanicKeepsItsStack(t *testing.T) {
	t.Parallel()
	for _, panics := range []bool{true, false} {
		var out bytes.Buffer
		func() {
			defer func() {
				_ = recover()
				toolkitLog{slog.New(slog.NewTextHandler(&out, nil))}.Error(processError + `C{"name":"main.App.Ready","args":[]} -> wrong`)
			}()
			if panics {
				panic("wrong")
			}
		}()
		if got := strings.Contains(out.String(), "TestAPanicKeepsItsStack"); got != panics {
			t.Errorf("panic: %v; logged %q", panics, out.String())
		}
	}
}
