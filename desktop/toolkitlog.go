package desktop

import (
	"context"
	"log/slog"
	"runtime/debug"
	"strings"
)

// A toolkitLog passes what Wails logs on to the log of this program. Wails
// quotes the whole message of a call that went wrong, and the message of a
// log-in holds the client secret: only the name of what was called is kept.
type toolkitLog struct{ log *slog.Logger }

// processError is how Wails begins to tell of a call that failed or panicked;
// the message and the error follow, with " -> " between.
const processError = "process message error: "

// withoutArguments cuts everything off that could be an argument of a call.
func withoutArguments(message string) string {
	rest, quotes := strings.CutPrefix(message, processError)
	if !quotes {
		// What is told of other errors repeats the message too in some cases.
		if cut := strings.IndexAny(message, `{["`); cut >= 0 {
			return strings.TrimSpace(message[:cut]) + " …"
		}
		return message
	}
	if name, ok := calledMethod(rest); ok {
		return processError + name
	}
	return processError + "…"
}

// calledMethod finds the name in C{"name":"main.App.Ready","args":[…],…}: Wails'
// own script writes the name first.
func calledMethod(message string) (string, bool) {
	rest, ok := strings.CutPrefix(message, `C{"name":"`)
	if !ok {
		return "", false
	}
	name, _, ok := strings.Cut(rest, `"`)
	plain := func(r rune) bool {
		return r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return name, ok && len(name) < 100 && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0
}

func (l toolkitLog) write(level slog.Level, message string) {
	text := withoutArguments(message)
	attributes := []any{"text", text}
	if strings.HasPrefix(text, processError) {
		level = slog.LevelWarn
		// Wails logs a panic before its stack is gone. A stack names functions
		// and addresses, no values.
		if stack := string(debug.Stack()); strings.Contains(stack, "panic.go") {
			level, attributes = slog.LevelError, append(attributes, "stack", stack)
		}
	}
	l.log.Log(context.Background(), level, "window toolkit", attributes...)
}

// Print implements logger.Logger, as do the others.
func (l toolkitLog) Print(message string)   { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Trace(message string)   { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Debug(message string)   { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Info(message string)    { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Warning(message string) { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Error(message string)   { l.write(slog.LevelDebug, message) }
func (l toolkitLog) Fatal(message string)   { l.write(slog.LevelError, message) }
