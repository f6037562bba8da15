package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
)

// snapshotHeader is what a snapshot says about itself.
type snapshotHeader struct {
	Users      int       `json:"users"`
	Groups     int       `json:"groups"`
	Complete   bool      `json:"complete"`
	ReadAt     time.Time `json:"readAt"`
	CompleteAt time.Time `json:"completeAt"`
}

// Snapshot returns the stored snapshot with its cursor, or nil when there is
// none. Times come back in UTC, warnings not at all.
func (s *Store) Snapshot(ctx context.Context) (*directory.Snapshot, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (*directory.Snapshot, error) {
		b := bucket(tx, bucketCache, bucketSnapshot)
		if get(b, keyHeader) == nil {
			return nil, nil
		}
		return readSnapshot(b)
	})
}

// SaveSnapshot replaces the stored snapshot and its cursor. Chunks that did
// not change are not written again. Who is deleted keeps the name that the stored
// one has: hardly a directory tells it then.
func (s *Store) SaveSnapshot(ctx context.Context, snapshot *directory.Snapshot) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		b, err := makeBucket(tx, bucketCache, bucketSnapshot)
		if err != nil {
			return err
		}
		if err := writeHeader(b, snapshot); err != nil {
			return err
		}
		users, err := b.CreateBucketIfNotExists([]byte(bucketUsers))
		if err != nil {
			return err
		}
		called := namesOfDeleted(users, snapshot)
		if err := writeChunks(users, len(snapshot.Users), func(i int) string { return snapshot.Users[i].ExternalID },
			func(chunk []byte, i int) []byte {
				u := &snapshot.Users[i]
				if name := called[u.ExternalID]; name != "" && isNamelessDeleted(u) {
					named := *u
					named.Name, u = name, &named
				}
				return appendUser(chunk, u)
			}); err != nil {
			return err
		}
		groups, err := b.CreateBucketIfNotExists([]byte(bucketGroups))
		if err != nil {
			return err
		}
		places := newPlaces(snapshot)
		return writeChunks(groups, len(snapshot.Groups), func(i int) string { return snapshot.Groups[i].ExternalID },
			func(chunk []byte, i int) []byte { return places.appendGroup(chunk, &snapshot.Groups[i]) })
	})
}

func isNamelessDeleted(u *directory.User) bool { return u.Deleted && u.Name == "" }

// namesOfDeleted returns what those were called, by external id, whom a snapshot
// has as deleted and without a name. What can't be read is replaced anyway.
func namesOfDeleted(users *bbolt.Bucket, snapshot *directory.Snapshot) map[string]string {
	var called map[string]string
	for i := range snapshot.Users {
		if u := &snapshot.Users[i]; isNamelessDeleted(u) {
			if called == nil {
				called = map[string]string{}
			}
			called[u.ExternalID] = ""
		}
	}
	if called == nil {
		return nil
	}
	dead := map[string]bool{} // known as deleted: who lives with that id is somebody else
	_ = passChunks(users, func(d *decoder, n int) {
		for range n {
			u := d.user()
			if _, sought := called[u.ExternalID]; sought && (u.Deleted || !dead[u.ExternalID]) {
				id := strings.Clone(u.ExternalID)
				called[id], dead[id] = strings.Clone(u.Name), u.Deleted
			}
		}
	})
	return called
}

func writeHeader(b *bbolt.Bucket, snapshot *directory.Snapshot) error {
	header, err := json.Marshal(snapshotHeader{
		Users: len(snapshot.Users), Groups: len(snapshot.Groups), Complete: snapshot.Complete,
		ReadAt: snapshot.ReadAt.UTC(), CompleteAt: snapshot.CompleteAt.UTC(),
	})
	if err != nil {
		return err
	}
	if err := b.Put([]byte(keyHeader), header); err != nil {
		return err
	}
	if snapshot.Cursor == nil {
		return b.Delete([]byte(keyCursor))
	}
	cursor, err := json.Marshal(snapshot.Cursor)
	if err != nil {
		return err
	}
	return b.Put([]byte(keyCursor), cursor)
}

// chunkSize is the usual number of entries in a chunk, maxChunk the most.
const (
	chunkSize = 1024
	maxChunk  = 4 * chunkSize
)

// beginsChunk tells whether an entry begins a new chunk: one in chunkSize
// does, and always the same ones.
func beginsChunk(id string) bool {
	hash := uint32(2166136261) // FNV-1a, see https://www.rfc-editor.org/rfc/rfc9923
	for i := range len(id) {
		hash = (hash ^ uint32(id[i])) * 16777619
	}
	// The low bits of FNV alone depend on the low bits of the text alone.
	return (hash^hash>>16)%chunkSize == 0
}

// writeChunks encodes n entries chunk by chunk and writes those that differ
// from what b holds. No more than one chunk is held besides those.
func writeChunks(b *bbolt.Bucket, n int, id func(int) string, encode func([]byte, int) []byte) error {
	b.FillPercent = bulkFill
	var buffer []byte
	number := uint32(0)
	for from := 0; from < n; number++ {
		to := from + 1
		for to < n && to-from < maxChunk && !beginsChunk(id(to)) {
			to++
		}
		buffer = append(buffer[:0], format)
		buffer = binary.AppendUvarint(buffer, uint64(to-from))
		for i := from; i < to; i++ {
			buffer = encode(buffer, i)
		}
		key := binary.BigEndian.AppendUint32(nil, number)
		letPagesGo(b.Tx())
		if !bytes.Equal(b.Get(key), buffer) {
			// bbolt keeps the value until the transaction ends.
			if err := b.Put(key, bytes.Clone(buffer)); err != nil {
				return err
			}
		}
		from = to
	}
	return deleteFrom(b, binary.BigEndian.AppendUint32(nil, number))
}

// deleteFrom deletes the keys from first on.
func deleteFrom(b *bbolt.Bucket, first []byte) error {
	c := b.Cursor()
	var keys [][]byte
	for key, _ := c.Seek(first); key != nil; key, _ = c.Next() {
		keys = append(keys, bytes.Clone(key))
	}
	for _, key := range keys {
		if err := b.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

func readSnapshot(b *bbolt.Bucket) (*directory.Snapshot, error) {
	var header snapshotHeader
	if err := getJSON(b, keyHeader, &header); err != nil {
		return nil, fmt.Errorf("%w: %w", errCache, err)
	}
	snapshot := &directory.Snapshot{Complete: header.Complete, ReadAt: header.ReadAt, CompleteAt: header.CompleteAt}
	if err := getJSON(b, keyCursor, &snapshot.Cursor); err != nil {
		return nil, fmt.Errorf("%w: %w", errCache, err)
	}
	err := readChunks(b.Bucket([]byte(bucketUsers)), func(d *decoder, n int) {
		if snapshot.Users == nil {
			snapshot.Users = make([]directory.User, 0, min(header.Users, n*maxChunk))
		}
		for range n {
			snapshot.Users = append(snapshot.Users, d.user())
		}
	})
	if err != nil {
		return nil, err
	}
	if err := readGroupChunks(b, snapshot); err != nil {
		return nil, err
	}
	if len(snapshot.Users) != header.Users || len(snapshot.Groups) != header.Groups {
		return nil, fmt.Errorf("%w: %d users and %d groups instead of %d and %d", errCache,
			len(snapshot.Users), len(snapshot.Groups), header.Users, header.Groups)
	}
	return snapshot, nil
}

// readChunks hands every chunk of b, after its number of entries, to read.
func readChunks(b *bbolt.Bucket, read func(d *decoder, n int)) error {
	// One allocation for all texts of the chunk.
	return eachChunk(b, func(value []byte) string { return string(value) }, read)
}

// passChunks is readChunks for a read that clones what it keeps: nothing that it
// is handed lives on.
func passChunks(b *bbolt.Bucket, read func(d *decoder, n int)) error {
	return eachChunk(b, borrowed, read)
}

func eachChunk(b *bbolt.Bucket, text func(value []byte) string, read func(d *decoder, n int)) error {
	return each(b, func(key, value []byte) error {
		d := newDecoder(text(value))
		read(d, d.count())
		return d.err(fmt.Sprintf("chunk %x", key))
	})
}

// Tombstones returns the deleted users of the stored snapshot, which takes the
// memory of these only.
func (s *Store) Tombstones(ctx context.Context) ([]directory.User, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (deleted []directory.User, err error) {
		err = passChunks(bucket(tx, bucketCache, bucketSnapshot, bucketUsers), func(d *decoder, n int) {
			for range n {
				if u := d.user(); u.Deleted {
					deleted = append(deleted, cloned(u))
				}
			}
		})
		return deleted, err
	})
}

// SnapshotUsers calls visit with the users of the stored snapshot, one after the
// other. They share memory with nothing that is read later.
func (s *Store) SnapshotUsers(ctx context.Context, visit func(directory.User)) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		return passChunks(bucket(tx, bucketCache, bucketSnapshot, bucketUsers), func(d *decoder, n int) {
			for range n {
				visit(cloned(d.user()))
			}
		})
	})
}

// cloned shares no memory with a chunk.
func cloned(u directory.User) directory.User {
	u.ExternalID, u.ReferenceID, u.StableID, u.Email, u.Name = strings.Clone(u.ExternalID), strings.Clone(u.ReferenceID), strings.Clone(u.StableID), strings.Clone(u.Email), strings.Clone(u.Name)
	return u
}
