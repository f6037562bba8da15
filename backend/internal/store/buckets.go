package store

import (
	"encoding/json"
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"
)

// The names of the tree in the package comment.
const (
	bucketMeta     = "meta"
	bucketSettings = "settings"
	bucketAccount  = "account"
	bucketCache    = "cache"
	bucketMembers  = "members"
	bucketGroups   = "groups"
	bucketRemoved  = "removed"
	bucketFlight   = "flight"
	bucketRekeying = "rekeying"
	bucketSnapshot = "snapshot"
	bucketUsers    = "users"
	bucketHistory  = "history"
	bucketRuns     = "runs"
	bucketDetails  = "details"
	bucketCounts   = "counts"
	bucketChanged  = "changed"
	bucketIdle     = "unchanged"
	bucketBegun    = "begun"
	bucketNotices  = "notices"
	bucketStatus   = "status"

	// Below people, which a clear keeps.
	bucketPeople      = "people"
	bucketRevoked     = "revoked"
	bucketByHand      = "byhand"
	bucketOffboarded  = "offboarded"
	bucketKnown       = "known"
	bucketKnownGroups = "knowngroups"

	keySchema          = "schema"
	keySettingsVersion = "settings"
	keyProfile         = "profile"
	keyDevice          = "device"
	keyCurrent         = "current"
	keyAt              = "at"
	keyIdentity        = "identity"
	keyTimes           = "times"
	keyRemovals        = "removals"
	keyShown           = "shown"
	keyCleared         = "cleared"
	keyTakenOver       = "takenover"
	keySeats           = "seats"
	keySyncedWith      = "syncedwith"
	keyHeader          = "header"
	keyCursor          = "cursor"
	keyAutomatic       = "automatic"
	keyNotices         = "notices"
	keyRun             = "run"
)

// bucket returns the bucket at path, or nil where it, or the file, is missing.
func bucket(tx *bbolt.Tx, path ...string) *bbolt.Bucket {
	if tx == nil {
		return nil
	}
	b := tx.Bucket([]byte(path[0]))
	for _, name := range path[1:] {
		if b == nil {
			return nil
		}
		b = b.Bucket([]byte(name))
	}
	return b
}

// makeBucket returns the bucket at path and makes what is missing of it.
func makeBucket(tx *bbolt.Tx, path ...string) (*bbolt.Bucket, error) {
	b, err := tx.CreateBucketIfNotExists([]byte(path[0]))
	for _, name := range path[1:] {
		if err != nil {
			break
		}
		b, err = b.CreateBucketIfNotExists([]byte(name))
	}
	if err != nil {
		return nil, fmt.Errorf("bucket %v: %w", path, err)
	}
	return b, nil
}

// dropBucket deletes a bucket, which may be missing.
func dropBucket(tx *bbolt.Tx, parent, name string) error {
	if bucket(tx, parent, name) == nil {
		return nil
	}
	return bucket(tx, parent).DeleteBucket([]byte(name))
}

// mark puts a key there, or takes it away, that says something by being there; nil
// leaves it as it is.
func mark(tx *bbolt.Tx, there *bool, key, name string) error {
	if there == nil {
		return nil
	}
	b, err := makeBucket(tx, name)
	if err != nil {
		return err
	}
	if *there {
		return b.Put([]byte(key), []byte("yes"))
	}
	return b.Delete([]byte(key))
}

// get returns the value of key, or nil; b may be nil.
func get(b *bbolt.Bucket, key string) []byte {
	if b == nil {
		return nil
	}
	value := b.Get([]byte(key))
	mustFit(b, value)
	return value
}

// each calls fn with every key and value of b, in the order of the keys; b may
// be nil.
func each(b *bbolt.Bucket, fn func(key, value []byte) error) error {
	if b == nil {
		return nil
	}
	read := 0
	return b.ForEach(func(key, value []byte) error {
		mustFit(b, key)
		mustFit(b, value)
		if read += len(key) + len(value); read > mostKept {
			letPagesGo(b.Tx())
			read = 0
		}
		return fn(key, value)
	})
}

// mostKept is how many bytes of the file a list keeps in memory while it is read.
const mostKept = 512 << 10

// mustFit panics, as bbolt does for other signs of a corrupt page (see
// inFile), where a length can't be true: copying gigabytes would kill us.
func mustFit(b *bbolt.Bucket, part []byte) {
	if int64(len(part)) > b.Tx().Size() {
		panic(fmt.Sprintf("an entry of %d bytes", len(part)))
	}
}

// number reads a decimal number.
func number(b *bbolt.Bucket, key string) (int, bool) {
	n, err := strconv.Atoi(string(get(b, key)))
	return n, err == nil
}

// getJSON reads key into target, which stays as it is when there is no value.
func getJSON(b *bbolt.Bucket, key string, target any) error {
	value := get(b, key)
	if value == nil {
		return nil
	}
	if err := json.Unmarshal(value, target); err != nil {
		return fmt.Errorf("%s: %w: %w", key, errValue, err)
	}
	return nil
}

// putJSON writes value under key in the bucket at path.
func putJSON(tx *bbolt.Tx, value any, key string, path ...string) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	b, err := makeBucket(tx, path...)
	if err != nil {
		return err
	}
	return b.Put([]byte(key), text)
}
