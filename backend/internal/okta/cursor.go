package okta

import (
	"encoding/json"
	"time"

	"directoryconnector/backend/directory"
)

// cursorKind names the method. A cursor holds no more than a moment: Okta
// hands nothing out.
const cursorKind = "okta/updated"

// overlap is how far before the last read an incremental one looks back:
// Okta's lists lag behind by a second or so, and its machines' clocks differ.
const overlap = 5 * time.Minute

type cursor struct {
	// Since is the server's own time at the start of the last read, less the
	// overlap.
	Since time.Time `json:"since"`
	// Looked is the server's time up to which is known who is gone; NoLog that
	// the token may not read the log.
	Looked time.Time `json:"looked,omitzero"`
	NoLog  bool      `json:"noLog,omitempty"`
	// Organization is whose users and groups these are.
	Organization string `json:"organization,omitempty"`
	// Settings is a fingerprint of all that decides what a Snapshot holds.
	Settings string `json:"settings"`
}

// makeCursor returns nil where the server did not tell the time.
func (r *reading) makeCursor(looked time.Time) *directory.Cursor {
	if r.c.date.IsZero() {
		return nil
	}
	data, err := json.Marshal(cursor{
		Since: r.c.date.Add(-overlap).UTC(), Looked: looked.UTC(), NoLog: r.noLog,
		Organization: r.src.origin.Host, Settings: r.src.fingerprint(),
	})
	if err != nil {
		return nil // a moment can always be written
	}
	return &directory.Cursor{Kind: cursorKind, Data: data}
}

// parseCursor returns nil, and why, where everything must be read.
func (s *Source) parseCursor(c *directory.Cursor) (*cursor, string) {
	if c == nil {
		return nil, "there is no cursor"
	}
	var old cursor
	switch {
	case c.Kind != cursorKind:
		return nil, "the cursor is another directory's"
	case json.Unmarshal(c.Data, &old) != nil || old.Since.IsZero():
		return nil, "the cursor can't be understood"
	case old.Settings != s.fingerprint():
		return nil, "the settings of the directory changed"
	}
	return &old, ""
}

// knows tells whether a Snapshot is of this organization: another one knows
// none of its users.
func (s *Source) knows(base *directory.Snapshot) bool {
	var old cursor
	return base != nil && base.Cursor != nil && base.Cursor.Kind == cursorKind &&
		json.Unmarshal(base.Cursor.Data, &old) == nil && old.Organization == s.origin.Host
}

// fingerprint changes with every setting that changes what is read.
func (s *Source) fingerprint() string {
	names := ""
	if s.cfg.GroupNames != nil {
		names = s.cfg.GroupNames.String()
	}
	return directory.Fingerprint([]any{2, s.origin.String(), s.cfg.UserQuery, s.cfg.GroupQuery, names, s.cfg.SyncGroups})
}
