package sourcetest

import (
	"testing"

	"directoryconnector/backend/directory"
)

// A User is what a Harness is asked to put into its directory.
type User struct {
	// Key names the user in calls of the Harness: lower-case letters, digits
	// and hyphens, at most 20, unique among users and groups, never used
	// again for another entry. It may serve as account name.
	Key string
	// Name is what people call the user, in any script and with any
	// punctuation, unique. A directory of DNs makes it part of the DN.
	Name string
	// Email is ASCII, unique, or empty.
	Email    string
	Disabled bool
}

// A Group is what a Harness is asked to put into its directory.
type Group struct {
	// Key and Name are as User's; Name is what the Source shows.
	Key, Name string
	// Members holds the keys of users and groups that are direct members.
	Members []string
}

// A Harness fills one directory, empty at first, that nobody else changes
// meanwhile. Failures end the test by t.Fatal.
type Harness interface {
	// Source returns a new Source of the directory.
	Source(t testing.TB) directory.Source
	// PutUser adds the user with this key, or changes whatever differs in
	// one that exists: renaming is a change like any other.
	PutUser(t testing.TB, u User)
	// PutGroup does the same with a group and its members, all of which
	// exist. A Harness whose Traits lack Nested is given users only.
	PutGroup(t testing.TB, g Group)
	// Delete removes a user or group. Its memberships go with it.
	Delete(t testing.TB, key string)
	// Traits says what the directory and its Source can do.
	Traits() Traits
}

// Traits is what differs between directories and their Sources.
type Traits struct {
	// PageSize is the number of entries in a page; 0 where nothing is paged.
	PageSize int
	// Incremental: the Source asks for changes when it has a cursor, and so
	// returns a Snapshot that is not Complete.
	Incremental bool
	// KeepsDeleted: deleted users stay as tombstones.
	KeepsDeleted bool
	// StableIDs: external ids survive renames. Where they don't, the Source
	// gives a stable id that does.
	StableIDs bool
	// Nested: groups may contain groups, also in circles.
	Nested bool
	// Outside: groups that are hidden (see Hider) but nested by others are
	// resolved and marked as Outside.
	Outside bool
	// NoDisabled: users can't be disabled.
	NoDisabled bool
}

// IDs are those that a Harness has given to keys.
func IDs[K any](ids map[string]K, keys []string) (of []K) {
	for _, key := range keys {
		of = append(of, ids[key])
	}
	return of
}

// A Hider can take an entry out of what the Source searches without deleting
// it, and bring it back: by a filter that no longer matches, or by moving it
// to another branch. PutUser and PutGroup leave that as it is.
type Hider interface {
	Hide(t testing.TB, key string, hidden bool)
}

// A Follower is a Hider whose Sources follow nested groups that are hidden where
// that is asked for (groups.resolveOutside), and leave them out else.
type Follower interface {
	Hider
	FollowOutside(t testing.TB, on bool)
}

// An Interrupter can act while an answer is under way.
type Interrupter interface {
	// OnAnswer arranges that fn is called once, in the next read, after the
	// first entries were sent and before the last one is.
	OnAnswer(t testing.TB, fn func())
}

// A PageFailer can break reads in their middle for good.
type PageFailer interface {
	// FailPages makes every read fail after its first entries were sent,
	// until it is called with false.
	FailPages(t testing.TB, fail bool)
}

// A Throttler can ask a Source to be slower.
type Throttler interface {
	// Throttle has the next n requests answered with "too many requests".
	Throttle(t testing.TB, n int)
}

// A CursorExpirer can make the directory forget the cursors it handed out.
type CursorExpirer interface {
	ExpireCursors(t testing.TB)
}

// A Stranger can make a Source with wrong credentials.
type Stranger interface {
	WrongCredentials(t testing.TB) directory.Source
}

// A Denier can make a Source whose account may not read what it must.
type Denier interface {
	Denied(t testing.TB) directory.Source
}
