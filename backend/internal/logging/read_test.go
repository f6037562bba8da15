package logging

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeLog fills a log with lines a second apart, over an older and the
// current file, and with what a crash could leave.
func writeLog(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	levels := []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError}
	for file, name := range []string{"bwdc-2026-01-01T00-00-00.000-size.log", "bwdc-2026-01-02T00-00-00.000-size.log", fileName} {
		var b strings.Builder
		handler := slog.NewJSONHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug})
		for n := range 2000 {
			i := file*2000 + n
			r := slog.NewRecord(time.Unix(int64(i), 0).UTC(), levels[i%4], fmt.Sprintf("line %d", i), 0)
			r.Add("entry_dn", fmt.Sprintf(`cn="Ä%d",dc=x`, i), "n", i)
			must(t, handler.Handle(t.Context(), r))
		}
		b.WriteString("not a line of ours\n{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"msg\":\"cut")
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(dir, "other.txt"), []byte("x"), 0o600))
	return dir
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := writeLog(t)
	for name, tc := range map[string]struct {
		query       Query
		n           int
		first, last string
	}{
		"newest first":                {Query{Limit: 3}, 3, "line 5999", "line 5997"},
		"200 unless asked":            {Query{}, 200, "line 5999", "line 5800"},
		"over all files":              {Query{Limit: 4500}, 4500, "line 5999", "line 1500"},
		"never over 5,000":            {Query{Limit: 1e6}, 5000, "line 5999", "line 1000"},
		"by level":                    {Query{Level: "warn", Limit: 4}, 4, "line 5999", "line 5994"},
		"by message":                  {Query{Search: "LINE 77"}, 11, "line 779", "line 77"},
		"by an attribute":             {Query{Search: `n":4321`}, 1, "line 4321", "line 4321"},
		"as people read an attribute": {Query{Search: `cn="ä4321"`}, 1, "line 4321", "line 4321"},
		"the page before":             {Query{Before: time.Unix(10, 0), Limit: 2}, 2, "line 9", "line 8"},
		"as a pair that people read":  {Query{Search: "N=4321"}, 1, "line 4321", "line 4321"},
		"nothing":                     {Query{Search: "no such text"}, 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := Read(t.Context(), dir, tc.query)
			must(t, err)
			if len(lines) != tc.n {
				t.Fatalf("%d lines, want %d", len(lines), tc.n)
			}
			if tc.n > 0 && (lines[0].Message != tc.first || lines[tc.n-1].Message != tc.last) {
				t.Errorf("from %q to %q", lines[0].Message, lines[tc.n-1].Message)
			}
		})
	}
	lines, err := Read(t.Context(), dir, Query{Limit: 1})
	must(t, err)
	if l := lines[0]; l.Level != "error" || !l.Time.Equal(time.Unix(5999, 0)) || string(l.Attributes) != `{"entry_dn":"cn=\"Ä5999\",dc=x","n":5999}` {
		t.Errorf("line = %+v %s", l, l.Attributes)
	}
}

func TestReadWithoutALog(t *testing.T) {
	t.Parallel()
	lines, err := Read(t.Context(), filepath.Join(t.TempDir(), "nowhere"), Query{})
	if err != nil || lines != nil {
		t.Errorf("lines %v, error %v", lines, err)
	}
	if _, err := Read(t.Context(), t.TempDir(), Query{Level: "loud"}); err == nil {
		t.Error("an unknown level was accepted")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, writeLog(t), Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log, closer := New(Options{Dir: dir, Level: slog.LevelDebug})
	log.WithGroup("g").Warn("entry left out", "entry_dn", "cn=a,dc=x")
	must(t, closer.Close())
	lines, err := Read(t.Context(), dir, Query{Search: "cn=a"})
	must(t, err)
	if len(lines) != 1 || lines[0].Level != "warn" || string(lines[0].Attributes) != `{"g":{"entry_dn":"cn=a,dc=x"}}` {
		t.Errorf("lines = %+v", lines)
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add([]byte(`{"time":"2026-01-01T00:00:00Z","level":"INFO","msg":"m","a":{"b":[1,null]}}`))
	f.Add([]byte(`{"time":1}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		if line, _, ok := parseLine(raw); ok {
			line.holds("x")
		}
	})
}
