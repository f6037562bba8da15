package entra

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
)

// cursorKind names the method.
const cursorKind = "entra/delta"

// mostCursor bounds a cursor once it is unpacked.
const mostCursor = 256 << 20

// cursor is where the next read goes on. Its text is packed: a tenant may have
// many guests.
type cursor struct {
	// Users and Groups are deltaLinks; Groups is empty where groups are not
	// read.
	Users  string `json:"users"`
	Groups string `json:"groups,omitempty"`
	// Settings is a fingerprint of all that decides what a Snapshot holds, and
	// of the groups in administrative units.
	Settings string `json:"settings"`
	// Listed says that users and groups came from lists, Settle when that is to
	// be settled, or groups are to be read anew, Bin when the deleted users are
	// to be listed again; zero where there is no need. Appeared is when somebody
	// did the last time. See settle.go.
	Listed   bool      `json:"listed,omitempty"`
	Settle   time.Time `json:"settle,omitzero"`
	Bin      time.Time `json:"bin,omitzero"`
	Appeared time.Time `json:"appeared,omitzero"`
	// Guests are the ids of those who are left out for their address.
	Guests []string `json:"guests,omitempty"`
	// Hidden are the groups that hide their members, with their names.
	Hidden map[string]string `json:"hidden,omitempty"`
}

// pack returns nil where there is nothing from which a read could go on.
func (c cursor) pack(syncGroups bool) *directory.Cursor {
	if c.Users == "" || syncGroups && c.Groups == "" {
		return nil
	}
	data, err := json.Marshal(c)
	if err != nil {
		return nil // texts can always be written
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		return nil // memory can always be written to
	}
	return &directory.Cursor{Kind: cursorKind, Data: packed.Bytes()}
}

// parseCursor returns nil, and why, where everything must be read.
func (s *Source) parseCursor(from *directory.Cursor, units *units) (*cursor, string) {
	if from == nil {
		return nil, "there is no cursor"
	}
	if from.Kind != cursorKind {
		return nil, "the cursor is another directory's"
	}
	var c cursor
	r, err := gzip.NewReader(bytes.NewReader(from.Data))
	if err == nil {
		err = json.NewDecoder(io.LimitReader(r, mostCursor)).Decode(&c)
	}
	if err == nil {
		_, err = s.cloud.parseLink(c.Users)
	}
	if err == nil && s.cfg.SyncGroups {
		_, err = s.cloud.parseLink(c.Groups)
	}
	switch {
	case err != nil:
		return nil, "the cursor can't be understood"
	case c.Settings != s.fingerprint(units):
		return nil, "the settings of the directory or its administrative units changed"
	}
	return &c, ""
}

// fingerprint changes with everything but the tenant's users and groups that
// changes what is read.
func (s *Source) fingerprint(units *units) string {
	return directory.Fingerprint([]any{
		2, s.cloud.authority, s.cloud.graph, strings.ToLower(s.cfg.Settings.Tenant), strings.ToLower(s.cfg.Settings.ApplicationID),
		s.cfg.IncludeGroups, s.cfg.ExcludeGroups, s.cfg.IncludeUnits, s.cfg.ExcludeUnits, s.cfg.SyncGroups, s.cfg.ResolveOutside,
		slices.Sorted(maps.Keys(units.include)), slices.Sorted(maps.Keys(units.exclude)),
	})
}
