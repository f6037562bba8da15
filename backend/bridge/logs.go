package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// Logs returns lines of the log, newest first.
func (b *Bridge) Logs(q LogQuery) ([]LogLine, error) {
	return call(b.manager, func(ctx context.Context, s *session) ([]LogLine, error) {
		before, err := parseMoment("before", q.Before)
		if err != nil {
			return nil, err
		}
		_, limit := bounds(0, q.Limit)
		lines, err := s.app.Logs(ctx, app.LogQuery{Level: q.Level, Search: q.Search, Before: before, Limit: limit})
		clean := func(text string) string { return directory.VisibleBut("\n", s.app.RedactedValue(text)) }
		return each(lines, func(l app.LogLine) LogLine {
			return LogLine{
				Time: l.Time.UTC().Format(time.RFC3339Nano), Level: l.Level,
				Message: s.shown(l.Message), Attributes: attributes(l.Attributes, clean),
			}
		}), err
	})
}

// attributes flattens a JSON object, in its order: a text as it is, anything
// else as JSON.
func attributes(object json.RawMessage, clean func(string) string) []LogAttribute {
	list := []LogAttribute{}
	d := json.NewDecoder(bytes.NewReader(object))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return list
	}
	for d.More() {
		key, err := d.Token()
		name, isText := key.(string)
		var value json.RawMessage
		if err != nil || !isText || d.Decode(&value) != nil {
			return list // what follows is no JSON
		}
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = readable(name, value)
		}
		list = append(list, LogAttribute{Key: name, Value: clean(text)})
	}
	return list
}

// spans are the attributes that the log holds in nanoseconds.
var spans = map[string]bool{"duration": true, "wait": true, "waited": true}

// readable is a value that is no text as a person reads it: 152ms instead of
// 152852468.
func readable(name string, value json.RawMessage) string {
	n, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil || !spans[name] {
		return string(value)
	}
	d := time.Duration(n)
	if d > time.Second {
		return d.Round(10 * time.Millisecond).String()
	}
	return d.Round(100 * time.Microsecond).String()
}

// CheckUpdate asks for the newest release.
func (b *Bridge) CheckUpdate() (Update, error) {
	return call(b.manager, func(ctx context.Context, s *session) (Update, error) {
		u, err := s.app.CheckUpdate(ctx)
		return Update{
			Current: u.Current, Newest: u.Newest, URL: u.URL, Newer: u.Newer,
			Notes: directory.VisibleBut("\n\t", u.Notes), Published: moment(u.Published), Verified: u.Verified,
		}, err
	})
}

// ClearCache forgets snapshot, cursors, acknowledged state, in-flight record
// and sync times. Settings, secrets and history stay.
func (b *Bridge) ClearCache() error {
	return update(b, func(ctx context.Context, s *session) error {
		if err := s.app.ClearCache(ctx); err != nil {
			return err
		}
		b.manager.mu.Lock()
		defer b.manager.mu.Unlock()
		s.result, s.lastStopped = nil, nil
		clear(s.findings)
		return nil
	})
}
