package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Guard names one of the guards.
type Guard string

// The guards (docs/semantics.md, step 9).
const (
	GuardRemovals      Guard = "removals"
	GuardMemberships   Guard = "memberships"
	GuardAdditions     Guard = "additions"
	GuardFirstSync     Guard = "first-sync"
	GuardSeats         Guard = "seats"
	GuardGroupRemovals Guard = "group-removals"
	GuardNobody        Guard = "nobody-left"
	GuardUnknown       Guard = "members-unknown"
	GuardGone          Guard = "members-gone"
)

// A Finding is what one guard found to be too much.
type Finding struct {
	Guard Guard `json:"guard"`
	// Count is the number that an allowance must name, Limit what is allowed
	// without, Used what of it was used up in the last 24 hours, Total of how
	// many.
	Count int `json:"count"`
	Limit int `json:"limit,omitempty"`
	Used  int `json:"used,omitempty"`
	Total int `json:"total,omitempty"`
	// Removed and Revoked are how many of those who would lose access are taken out
	// and how many stay members; both are 0 in what an earlier version kept.
	Removed int `json:"removed,omitempty"`
	Revoked int `json:"revoked,omitempty"`
	// Staged says that new members would be staged, not invited.
	Staged bool `json:"staged,omitempty"`
	// Why tells what a guard found that stops for more than one reason, Seats
	// what the guard for seats counted.
	Why   Code   `json:"why,omitempty"`
	Seats *Seats `json:"seats,omitempty"`
	// Entries name who or what it is about, sorted.
	Entries []string `json:"entries"`
	// IDs are the external ids of the Entries, in the same order: of groups where
	// the guard is about groups. An earlier version kept none.
	IDs []string `json:"ids,omitempty"`
	// Text is what an earlier version said of it; empty today.
	Text string `json:"text,omitempty"`
}

// An Entry is somebody whom a Finding is about, or a group.
type Entry struct{ ID, Text string }

// Name fills Entries and IDs.
func (f *Finding) Name(entries []Entry) {
	entries = slices.SortedFunc(slices.Values(entries), func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
	})
	f.Entries, f.IDs = make([]string, len(entries)), make([]string, len(entries))
	for i, e := range entries {
		f.Entries[i], f.IDs[i] = e.Text, e.ID
	}
}

// Entry is one of the Entries, with its external id where that is kept.
func (f *Finding) Entry(at int) Entry {
	e := Entry{Text: f.Entries[at]}
	if len(f.IDs) == len(f.Entries) {
		e.ID = f.IDs[at]
	}
	return e
}

// Kind tells whether the entries are people or groups.
func (f *Finding) Kind() Kind {
	if f.Guard == GuardMemberships || f.Guard == GuardGroupRemovals {
		return Group
	}
	return User
}

// Digest tells two lists of a finding apart, in few bytes.
func (f Finding) Digest() string {
	sum := sha256.Sum256([]byte(strings.Join(f.Entries, "\n")))
	return hex.EncodeToString(sum[:16])
}

// Counts says that the finding is about a number, which somebody can allow;
// the others say that something is wrong.
func (f Finding) Counts() bool {
	return f.Guard != GuardNobody && f.Guard != GuardUnknown && f.Guard != GuardGone
}
