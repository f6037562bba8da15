package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
)

// readAll does everything that reads, and returns the first error.
func readAll(t *testing.T, s *Store) error {
	t.Helper()
	ctx := t.Context()
	_, err1 := s.Values(ctx)
	_, err2 := s.Load(ctx)
	_, err3 := s.Snapshot(ctx)
	_, _, err4 := s.RunsPage(ctx, "", 0, 10)
	_, err5 := s.Run(ctx, sampleRun(1).ID)
	return errors.Join(err1, err2, err3, err4, err5)
}

// storeOf is a store whose file has that content.
func storeOf(t *testing.T, content []byte) *Store {
	t.Helper()
	s := newStore(t)
	must(t, os.MkdirAll(filepath.Dir(s.Path()), 0o700))
	must(t, os.WriteFile(s.Path(), content, 0o600))
	return s
}

// goodStore is a filled store with a snapshot of that many users and groups, and
// what its file has in it.
func goodStore(t *testing.T, users, groups int) (good *Store, whole []byte) {
	t.Helper()
	good = newStore(t)
	fill(t, good)
	must(t, good.SaveSnapshot(t.Context(), company(users, groups)))
	whole, err := os.ReadFile(good.Path())
	must(t, err)
	return good, whole
}

func TestADamagedFileIsReportedAndLeftAlone(t *testing.T) {
	t.Parallel()
	good, whole := goodStore(t, 3000, 50)
	page := os.Getpagesize()
	used := 0 // bbolt makes a file larger than it must be
	must(t, good.view(t.Context(), func(tx *bbolt.Tx) error { used = int(tx.Size()); return nil }))
	overwrite := func(from, to int) []byte {
		c := bytes.Clone(whole)
		copy(c[from:to], bytes.Repeat([]byte{0xa5}, to-from))
		return c
	}
	for name, content := range map[string][]byte{
		"empty":                      {},
		"one byte":                   {1},
		"a text":                     []byte(strings.Repeat("this is no database\n", 2000)),
		"zeros":                      make([]byte, 65536),
		"first page only":            whole[:page],
		"half":                       whole[:used/2],
		"cut by a page":              whole[:used-page],
		"cut by a byte":              whole[:used-1],
		"both meta pages gone":       overwrite(0, 2*page),
		"all pages behind them gone": overwrite(2*page, len(whole)),
		"a database of another kind": foreignDatabase(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storeOf(t, content)
			for what, err := range map[string]error{
				"read": readAll(t, s), "write": s.SetAccount(t.Context(), Account{}), "clear": s.ClearCache(t.Context()),
			} {
				if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), s.Path()) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if _, err := s.Account(t.Context()); directory.HintOf(err) != damagedHint {
				t.Errorf("hint = %q", directory.HintOf(err))
			}
			after, err := os.ReadFile(s.Path())
			must(t, err)
			if !bytes.Equal(content, after) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

// foreignDatabase is a sound bbolt file of another program.
func foreignDatabase(t *testing.T) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(name, 0o600, nil)
	must(t, err)
	must(t, db.Close())
	content, err := os.ReadFile(name)
	must(t, err)
	return content
}

// Bytes that rot somewhere: an answer or ErrDamaged, never a crash, never a
// lock that stays.
func TestRottenBytesNeverCrash(t *testing.T) {
	t.Parallel()
	_, whole := goodStore(t, 300, 20)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // no secret
	page, damaged := os.Getpagesize(), 0
	for range 150 {
		content := bytes.Clone(whole)
		for range 1 + r.IntN(40) {
			content[r.IntN(len(content))] = byte(r.Uint32())
		}
		for range r.IntN(4) { // where pages say what they hold
			at := r.IntN(len(content)/page)*page + r.IntN(10*elementSize)
			content[at] = byte(r.Uint32()) >> r.IntN(8)
		}
		s := storeOf(t, content)
		for _, err := range []error{readAll(t, s), s.SetAccount(t.Context(), Account{ClientID: "x"}), s.SaveSnapshot(t.Context(), company(10, 1))} {
			if err == nil {
				continue
			}
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) && !errors.Is(err, ErrNoRun) {
				t.Fatalf("error = %v", err)
			}
			damaged++
		}
	}
	if damaged == 0 {
		t.Error("no damage was ever found")
	}
}

// What a page says of itself and of others is believed by bbolt: a page that is
// its own child would fill the memory.
func TestARottenPage(t *testing.T) {
	t.Parallel()
	good, whole := goodStore(t, 3000, 50)
	page := os.Getpagesize()
	of := func(kind uint16) int {
		for at := firstPage * page; at < len(whole); at += page {
			if number16(whole[at:], pageFlags) == kind && number16(whole[at:], pageCount) > 1 && whole[at+pageHeader] != bucketFlag && slices.Contains(inUse(t, good), uint64(at/page)) {
				return at
			}
		}
		t.Fatalf("no page of kind %#x", kind)
		return 0
	}
	branch, leaf := of(branchFlag), of(leafFlag)
	for name, rot := range map[string]struct {
		at    int
		bytes []byte
	}{
		"its own child":          {branch + pageHeader + 8, binary.NativeEndian.AppendUint64(nil, uint64(branch/page))},
		"a child behind":         {branch + pageHeader + 8, binary.NativeEndian.AppendUint64(nil, 1<<40)},
		"a child of two":         {branch + pageHeader + 8, whole[branch+pageHeader+elementSize+8:][:8]},
		"no children":            {branch + pageCount, []byte{0, 0}},
		"a key behind the end":   {branch + pageHeader, []byte{0xff, 0xff, 0xff, 0xff}},
		"another page":           {leaf, []byte{0xff}},
		"of no kind":             {leaf + pageFlags, []byte{0x03}},
		"of another kind":        {leaf + pageFlags, []byte{freelistFlag}},
		"more keys than it has":  {leaf + pageCount, []byte{0xff, 0xff}},
		"longer than the file":   {leaf + pageOverflow, []byte{0xff, 0xff, 0xff, 0x7f}},
		"a value behind the end": {leaf + pageHeader + 12, []byte{0xff, 0xff, 0xff, 0xff}},
		"a bucket that is none":  {leaf + pageHeader, []byte{bucketFlag}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content := bytes.Clone(whole)
			copy(content[rot.at:], rot.bytes)
			s := storeOf(t, content)
			for what, err := range map[string]error{"read": readAll(t, s), "write": s.SetAccount(t.Context(), Account{})} {
				if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), errRotten.Error()) || directory.HintOf(err) != damagedHint {
					t.Errorf("%s: %v, hint %q", what, err, directory.HintOf(err))
				}
			}
			must(t, os.Remove(s.Path())) // nobody holds it
		})
	}
}

// inUse are the pages of the tree.
func inUse(t *testing.T, s *Store) (ids []uint64) {
	t.Helper()
	f, err := os.Open(s.Path())
	must(t, err)
	defer func() { _ = f.Close() }()
	must(t, s.view(t.Context(), func(tx *bbolt.Tx) error {
		p, err := openPages(tx, f)
		must(t, errors.Join(err, p.tree()))
		for id, met := range p.met {
			if met {
				ids = append(ids, uint64(id))
			}
		}
		return nil
	}))
	return ids
}

// A list of free pages is read by what writes only. One that names a page behind
// the end, or that is none, is found before; what reads goes on.
func TestARottenListOfFreePages(t *testing.T) {
	t.Parallel()
	page := int64(os.Getpagesize())
	for name, rot := range map[string]struct {
		at    int64
		bytes []byte
	}{
		"no list":              {pageFlags, []byte{0xa5}},
		"more than all pages":  {pageCount, []byte{0xfe, 0xff}},
		"a count behind it":    {pageCount, bytes.Repeat([]byte{0xff}, 2+4+idSize)},
		"behind the end":       {pageHeader, bytes.Repeat([]byte{0x7f}, idSize)},
		"the first page":       {pageHeader, make([]byte, idSize)},
		"longer than the file": {pageOverflow, []byte{0xff, 0xff, 0xff, 0x7f}},
		"another page":         {0, []byte{0xff}},
		"one of the tree":      {pageHeader, nil},
	} {
		s := newStore(t)
		fill(t, s)
		f, err := os.OpenFile(s.Path(), os.O_RDWR, 0)
		must(t, err)
		var list uint64
		must(t, s.view(t.Context(), func(tx *bbolt.Tx) error {
			p, err := openPages(tx, f)
			list = p.free
			return err
		}))
		if rot.bytes == nil {
			rot.bytes = binary.NativeEndian.AppendUint64(nil, inUse(t, s)[0])
		}
		_, err = f.WriteAt(rot.bytes, int64(list)*page+rot.at)
		must(t, errors.Join(err, f.Close()))
		if err := s.SetAccount(t.Context(), Account{}); !errors.Is(err, ErrDamaged) || directory.HintOf(err) != damagedHint {
			t.Errorf("%s: %v, hint %q", name, err, directory.HintOf(err))
		}
		must(t, readAll(t, s))
		must(t, os.Remove(s.Path())) // nobody holds it
	}
}

func TestADamagedCacheIsClearedWithoutLosingSettings(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	fill(t, s)
	must(t, s.update(ctx, func(tx *bbolt.Tx) error {
		return bucket(tx, bucketCache, bucketMembers).Put([]byte("a"), []byte{format, 200})
	}))
	_, err := s.Load(ctx)
	if !errors.Is(err, ErrDamaged) || directory.HintOf(err) != cacheHint {
		t.Fatalf("error = %v, hint %q", err, directory.HintOf(err))
	}
	must(t, s.ClearCache(ctx))
	_, err = s.Load(ctx)
	must(t, err)
	values, err := s.Values(ctx)
	must(t, err)
	if len(values) == 0 {
		t.Error("settings were lost")
	}
}

// What this program wrote after a look needs none; what another one wrote does.
func TestNoLookAfterOnesOwnWriting(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	fill(t, s)
	tx := func() (id int) {
		t.Helper()
		must(t, s.inFile(ctx, true, func(db *bbolt.DB) error {
			return db.View(func(tx *bbolt.Tx) error { id = tx.ID(); return nil })
		}))
		return id
	}
	for range 3 {
		must(t, s.SetAccount(ctx, Account{}))
		equal(t, "looked at", tx(), s.looked.Load().tx)
	}
	must(t, New(s.path, Options{}).SetAccount(ctx, Account{}))
	if s.looked.Load().tx == tx() {
		t.Error("what another program wrote counts as looked at")
	}
	before := &look{tx() - 5, s.looked.Load().info}
	s.looked.Store(before)
	s.wroteAfter(before, tx())
	if s.looked.Load() != before {
		t.Error("so does what this one wrote after it")
	}
}
