package directory

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// A Snapshot holds all users and groups of a directory as of one read,
// tombstones of deleted users included.
type Snapshot struct {
	Users  []User
	Groups []Group
	// Cursor is what the directory handed out so that the next read can ask
	// for changes only. Nil where the directory has none.
	Cursor *Cursor
	// Complete says that this read asked for everything, not for changes.
	Complete bool
	// ReadAt is when the read started, CompleteAt when the last complete read
	// started; they are equal after a complete read.
	ReadAt     time.Time
	CompleteAt time.Time
	// Warnings are about entries that this read left out or could not
	// understand. They are not stored: an incremental read repeats those
	// that still hold.
	Warnings []Warning
}

// A Cursor is opaque to everybody but the Source that made it.
type Cursor struct {
	// Kind names the Source and the method, e.g. "ldap/usn". A Source that
	// meets a foreign Kind reads completely.
	Kind string `json:"kind"`
	// Data is the Source's own.
	Data []byte `json:"data"`
}

// Fingerprint is the same for the same plain data, such as all settings that
// decide what a Snapshot holds.
func Fingerprint(data any) string {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // plain data
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// Sort puts users and groups in the order of their external id, then of
// their reference, so that the same directory gives the same Snapshot.
func (s *Snapshot) Sort() {
	slices.SortFunc(s.Users, func(a, b User) int {
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID))
	})
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID))
	})
}
