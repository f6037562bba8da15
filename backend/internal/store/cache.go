package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/internal/arena"
	"directoryconnector/backend/organization"
)

// Load returns the sync cache without the snapshot. Maps are never nil.
func (s *Store) Load(ctx context.Context) (*organization.State, error) {
	return s.load(ctx, readGroups)
}

// LoadForMembers is Load, but for the members of groups, which AddMembers adds.
func (s *Store) LoadForMembers(ctx context.Context) (*organization.State, error) {
	return s.load(ctx, func(b *bbolt.Bucket, state *organization.State, _ *sharedIDs) error {
		return each(b, func(key, value []byte) error {
			group, _, err := groupHead(value)
			state.Groups[string(key)] = group
			return err
		})
	})
}

func (s *Store) load(ctx context.Context, readGroups groupsReader) (*organization.State, error) {
	return viewed(ctx, s, func(tx *bbolt.Tx) (*organization.State, error) { return readState(tx, readGroups) })
}

// AddMembers adds the members of groups to a state that LoadForMembers returned.
// Those that are just what likely has take no memory of their own.
func (s *Store) AddMembers(ctx context.Context, state *organization.State, likely func(id string) []string) error {
	if len(state.Groups) == 0 {
		return nil
	}
	ids := sync.OnceValue(func() *sharedIDs {
		ids := newSharedIDs(len(state.Members))
		for id := range state.Members {
			ids.add(id)
		}
		return ids
	})
	return s.view(ctx, func(tx *bbolt.Tx) error {
		return each(bucket(tx, bucketCache, bucketGroups), func(key, value []byte) error {
			id := string(key)
			group, d, err := groupHead(value)
			if err != nil {
				return err
			}
			if group.Members = likely(id); !d.has(group.Members) {
				if group, err = decodeGroup(value, ids()); err != nil {
					return fmt.Errorf("group %s: %w", id, err)
				}
			}
			state.Groups[id] = group
			return nil
		})
	})
}

// ClearCache forgets everything about earlier syncs and notes that it did.
// Settings, account and history stay, who was known, and whether the cloud may
// buy seats.
func (s *Store) ClearCache(ctx context.Context) error {
	return s.update(ctx, func(tx *bbolt.Tx) error {
		var seats organization.SeatsSeen
		if old := bucket(tx, bucketCache); old != nil {
			// What can't be read is forgotten: to clear mends a damaged cache.
			_ = getJSON(old, keySeats, &seats)
			if err := takeNewIDs(tx); err != nil {
				return err
			}
			if err := keepKnown(tx); err != nil {
				return err
			}
			if err := tx.DeleteBucket([]byte(bucketCache)); err != nil {
				return err
			}
		}
		// That somebody agreed to buy seats is an answer, and no cache.
		if seats.MayBuy {
			if err := putJSON(tx, organization.SeatsSeen{MayBuy: true}, keySeats, bucketCache); err != nil {
				return err
			}
		}
		return mark(tx, new(true), keyCleared, bucketCache)
	})
}

// A groupsReader fills state.Groups.
type groupsReader func(b *bbolt.Bucket, state *organization.State, ids *sharedIDs) error

// readState decodes the buckets people and cache, which may be missing.
func readState(tx *bbolt.Tx, readGroups groupsReader) (*organization.State, error) {
	state := &organization.State{
		Members: map[string]organization.AckedMember{}, // replaced by readMembers
		Groups:  map[string]organization.AckedGroup{},
		Removed: map[string]struct{}{},
	}
	if err := readPeople(bucket(tx, bucketPeople), state); err != nil {
		return nil, err
	}
	b := bucket(tx, bucketCache)
	if b == nil {
		return state, nil
	}
	state.Cleared = b.Get([]byte(keyCleared)) != nil
	for key, target := range map[string]any{
		keyIdentity: &state.Identity, keyTimes: &state.Times, keyRemovals: &state.Removals, keyShown: &state.Shown, keySeats: &state.Seats,
	} {
		if err := getJSON(b, key, target); err != nil {
			return nil, fmt.Errorf("%w: %w", errCache, err)
		}
	}
	ids, err := readMembers(b.Bucket([]byte(bucketMembers)), state)
	if err != nil {
		return nil, err
	}
	if err := readGroups(b.Bucket([]byte(bucketGroups)), state, ids); err != nil {
		return nil, err
	}
	if err := each(b.Bucket([]byte(bucketRemoved)), func(key, _ []byte) error {
		state.Removed[string(key)] = struct{}{}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := readFlights(b, state); err != nil {
		return nil, err
	}
	state.Rekeying, err = readRekeying(b.Bucket([]byte(bucketRekeying)))
	return state, err
}

// readMembers fills state.Members from b, which may be nil. It returns the
// external ids, for the groups that name them.
func readMembers(b *bbolt.Bucket, state *organization.State) (*sharedIDs, error) {
	n := size(b)
	state.Members = make(map[string]organization.AckedMember, n)
	ids := newSharedIDs(n)
	var kept arena.Texts
	err := each(b, func(key, value []byte) error {
		text := kept.Join(key, value)
		id := text[:len(key)]
		d := newDecoder(text[len(key):])
		state.Members[id] = organization.AckedMember{Email: d.text(), Wanted: d.text(), StableID: d.text()}
		ids.add(id)
		return d.err("member " + id)
	})
	return ids, err
}

// appendMember encodes what readMembers decodes.
func appendMember(b []byte, m organization.AckedMember) []byte {
	b = append(b, format)
	b = appendText(b, m.Email)
	b = appendText(b, m.Wanted)
	return appendText(b, m.StableID)
}

// readGroups fills state.Groups from b, which may be nil. Members that ids
// knows cost no memory.
func readGroups(b *bbolt.Bucket, state *organization.State, ids *sharedIDs) error {
	return each(b, func(key, value []byte) error {
		id := string(key)
		group, err := decodeGroup(value, ids)
		if err != nil {
			return fmt.Errorf("group %s: %w", id, err)
		}
		state.Groups[id] = group
		return nil
	})
}

func decodeGroup(value []byte, ids *sharedIDs) (organization.AckedGroup, error) {
	group, d, err := groupHead(value)
	if err != nil {
		return group, err
	}
	if n := d.count(); n > 0 {
		group.Members = make([]string, n)
	}
	for i := range group.Members {
		group.Members[i] = ids.of(d.text())
	}
	return group, d.err("cut short")
}

// groupHead decodes a group up to its members, whose texts are borrowed: most of
// them are ids that exist already.
func groupHead(value []byte) (group organization.AckedGroup, members decoder, err error) {
	d := decoder{rest: borrowed(value)}
	form := d.byte()
	if form != format && form != formatUnsure {
		return group, d, fmt.Errorf("%w: unknown format", errCache)
	}
	group.Unsure = form == formatUnsure
	group.Name, group.StableID = strings.Clone(d.text()), strings.Clone(d.text())
	return group, d, nil
}

// appendGroup encodes what decodeGroup decodes.
func appendGroup(b []byte, g organization.AckedGroup) []byte {
	if g.Unsure {
		b = append(b, formatUnsure)
	} else {
		b = append(b, format)
	}
	b = appendText(b, g.Name)
	b = appendText(b, g.StableID)
	b = binary.AppendUvarint(b, uint64(len(g.Members)))
	for _, id := range g.Members {
		b = appendText(b, id)
	}
	return b
}

// flightKey is the key of an entry in flight: a kind holds no colon.
func flightKey(f organization.Flight) []byte {
	return []byte(string(f.Kind) + ":" + f.ExternalID)
}

func appendFlight(b []byte, f organization.Flight) []byte {
	b = append(b, format)
	b = appendText(b, f.Email)
	b = appendText(b, f.StableID)
	at := uint64(0)
	if !f.At.IsZero() {
		at = uint64(max(f.At.UnixMilli(), 1))
	}
	b = binary.AppendUvarint(b, at)
	if f.Resent {
		return append(b, 1)
	}
	return append(b, 0)
}

func readFlights(b *bbolt.Bucket, state *organization.State) error {
	return each(b.Bucket([]byte(bucketFlight)), func(key, value []byte) error {
		kind, id, ok := bytes.Cut(key, []byte(":"))
		if !ok {
			return fmt.Errorf("%w: in flight %q", errCache, key)
		}
		f := organization.Flight{Kind: organization.FlightKind(kind), ExternalID: string(id)}
		d := newDecoder(string(value))
		f.Email, f.StableID = d.text(), d.text()
		if at := d.uvarint(); at > 0 {
			f.At = time.UnixMilli(int64(at)).UTC()
		}
		f.Resent = d.byte() == 1
		state.InFlight = append(state.InFlight, f)
		return d.err("in flight " + f.ExternalID)
	})
}
