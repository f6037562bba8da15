package ldap

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"directoryconnector/backend/directory"
)

// cursorVersion changes whenever a cursor of an older program would be
// misunderstood; such a cursor means a complete read.
const cursorVersion = 1

// cursorKind is the Kind of the cursors of this package, followed by the
// method.
const cursorKind = "ldap/"

// A cursor is the content of a directory.Cursor: all that an incremental read
// must know beside the Snapshot to give what a complete read gives.
type cursor struct {
	Version int `json:"v"`
	// Settings is the fingerprint of the settings.
	Settings string   `json:"settings"`
	Position position `json:"position"`
	// Users and Groups count the live users and the groups of the Snapshot.
	Users  int `json:"users"`
	Groups int `json:"groups"`
	// LeftOut are the DNs that the searches find and that are left out for
	// lack of an external id.
	LeftOutUsers  []string `json:"leftOutUsers,omitempty"`
	LeftOutGroups []string `json:"leftOutGroups,omitempty"`
	// UserWarnings and GroupWarnings are about single entries.
	UserWarnings  []directory.Warning `json:"userWarnings,omitempty"`
	GroupWarnings []directory.Warning `json:"groupWarnings,omitempty"`
	// Referrals are the parts of the directory that were skipped.
	Referrals []string `json:"referrals,omitempty"`
	// Missing are the attributes that no entry had.
	Missing []field `json:"missing,omitempty"`
	// UIDs says that groups list user ids, Suffixed that they list DNs with
	// an optional uid: in both cases the server can't be asked which groups
	// list a user.
	UIDs     bool `json:"uids,omitempty"`
	Suffixed bool `json:"suffixed,omitempty"`
	// Unknown are hashes of the member DNs that are neither users nor groups.
	Unknown []byte `json:"unknown,omitempty"`
	// Primary are the primary groups of the users.
	Primary *primaryTable `json:"primary,omitempty"`
}

// A primaryTable holds the primary groups of all users: nearly all have the
// same one.
type primaryTable struct {
	Domains []string `json:"domains"`
	Usual   number   `json:"usual"`
	// Others are the users with another one, by external id.
	Others map[string]number `json:"others,omitempty"`
	// Groups are the numbers of the groups, by external id.
	Groups map[string]number `json:"groups"`
}

// A number is a sid: the index of its domain and the number in it.
type number [2]uint32

// fingerprint tells whether settings are the same in all that decides which
// entries there are and how they look.
func (s *Source) fingerprint() string {
	set := s.set
	set.Timeout, set.PageSize, set.PagedSearch = 0, 0, false
	set.Encryption, set.AllowUnauthorized, set.CAFile, set.TLSServerName = "", false, "", ""
	data, err := json.Marshal(struct {
		Settings                         any
		Users, Groups                    string
		PrefixSuffix                     bool
		Suffix                           string
		SyncUsers, SyncGroups, OutsideOf bool
	}{set, s.userFilter, s.groupFilter, s.cfg.UseEmailPrefixSuffix, s.cfg.EmailSuffix, s.cfg.SyncUsers, s.cfg.SyncGroups, s.cfg.ResolveOutside})
	if err != nil {
		panic(err) // plain data
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// makeCursor writes down what the next read must know. old is nil after a
// complete read.
func (r *reading) makeCursor(p *position, users *people, result *resolution, snapshot *directory.Snapshot, old *cursor) (*directory.Cursor, error) {
	c := cursor{
		Version: cursorVersion, Settings: r.src.fingerprint(), Position: *p,
		Users: len(users.users), Groups: len(snapshot.Groups),
		Missing: r.missing, Referrals: r.notes.skipped,
	}
	if p.Method == methodRevision {
		c.Position.Since = r.revisionSince(users, result, old)
	}
	if old != nil {
		c.UIDs, c.Suffixed = old.UIDs, old.Suffixed
	}
	for _, g := range result.groups {
		c.UIDs = c.UIDs || len(g.uids) > 0
		c.Suffixed = c.Suffixed || g.suffixed
	}
	c.UserWarnings, c.LeftOutUsers = r.notes.of(aboutUser)
	c.GroupWarnings, c.LeftOutGroups = r.notes.of(aboutGroup)
	c.Unknown = r.hashes(result.unknown)
	if old != nil && result.partly {
		c.Unknown = mergeHashes(c.Unknown, old.Unknown)
	}
	if r.src.primaryGroups() {
		c.Primary = makePrimaryTable(users, result.groups)
	}
	data, err := json.Marshal(&c)
	if err != nil {
		return nil, fmt.Errorf("cursor: %w", err)
	}
	return &directory.Cursor{Kind: cursorKind + string(p.Method), Data: data}, nil
}

// parseCursor returns the cursor in base, or why it can't be used.
func (s *Source) parseCursor(base *directory.Snapshot) (*cursor, fullReason) {
	var c cursor
	if err := json.Unmarshal(base.Cursor.Data, &c); err != nil || base.Cursor.Kind != cursorKind+string(c.Position.Method) {
		return nil, fullReason{text: "the last read was another directory's"}
	}
	live := 0
	for i := range base.Users {
		if !base.Users[i].Deleted {
			live++
		}
	}
	switch {
	case c.Version != cursorVersion:
		return nil, fullReason{text: "the last read was another version's"}
	case c.Settings != s.fingerprint():
		return nil, fullReason{text: "settings changed since the last read"}
	case c.Users != live || c.Groups != len(base.Groups):
		return nil, fullReason{text: fmt.Sprintf("the stored state does not fit its cursor: %d of %d users, %d of %d groups", live, c.Users, len(base.Groups), c.Groups), surprising: true}
	}
	return &c, fullReason{}
}

func makePrimaryTable(p *people, groups []*groupEntry) *primaryTable {
	t := &primaryTable{Others: map[string]number{}, Groups: map[string]number{}}
	domains := map[string]uint32{}
	numberOf := func(s sid) number {
		if s.rid == 0 || s.domain == "" {
			return number{}
		}
		d, ok := domains[s.domain]
		if !ok {
			t.Domains = append(t.Domains, s.domain)
			d = uint32(len(t.Domains)) //nolint:gosec // domains are few
			domains[s.domain] = d
		}
		return number{d, s.rid}
	}
	counts := map[sid]int{}
	var usual sid
	for _, s := range p.primary {
		if counts[s]++; counts[s] > counts[usual] {
			usual = s
		}
	}
	t.Usual = numberOf(usual)
	for i, s := range p.primary {
		if s != usual {
			t.Others[p.users[i].ExternalID] = numberOf(s)
		}
	}
	for _, g := range groups {
		if n := numberOf(g.sid); n != (number{}) {
			t.Groups[g.ExternalID] = n
		}
	}
	return t
}

// sid returns the identifier that n stands for.
func (t *primaryTable) sid(n number) sid {
	if n[0] == 0 || int(n[0]) > len(t.Domains) {
		return sid{}
	}
	return sid{t.Domains[n[0]-1], n[1]}
}

// of returns the primary group of the user.
func (t *primaryTable) of(externalID string) sid {
	if n, ok := t.Others[externalID]; ok {
		return t.sid(n)
	}
	return t.sid(t.Usual)
}

// hashes returns the sorted hashes of the DNs, 8 bytes each.
func (r *reading) hashes(ids []int32) []byte {
	list := make([]uint64, 0, len(ids))
	var buf []byte
	for _, id := range ids {
		if k, ok := appendKey(buf[:0], r.dns.text[id]); ok {
			buf = k
			list = append(list, hashKey(k))
		}
	}
	return packHashes(list)
}

func hashKey(k []byte) uint64 {
	h := fnv.New64a()
	h.Write(k)
	return h.Sum64()
}

func packHashes(list []uint64) []byte {
	slices.Sort(list)
	list = slices.Compact(list)
	var out []byte
	for _, h := range list {
		out = binary.BigEndian.AppendUint64(out, h)
	}
	return out
}

func mergeHashes(a, b []byte) []byte {
	list := make([]uint64, 0, (len(a)+len(b))/8)
	for _, packed := range [][]byte{a, b} {
		for ; len(packed) >= 8; packed = packed[8:] {
			list = append(list, binary.BigEndian.Uint64(packed))
		}
	}
	return packHashes(list)
}

// containsHash tells whether the sorted hashes hold h.
func containsHash(packed []byte, h uint64) bool {
	low, high := 0, len(packed)/8
	for low < high {
		middle := (low + high) / 2
		switch at := binary.BigEndian.Uint64(packed[8*middle:]); {
		case at == h:
			return true
		case at < h:
			low = middle + 1
		default:
			high = middle
		}
	}
	return false
}

// revisionMargin is how far replicas may lag behind one another.
const revisionMargin = 5 * time.Minute

// revisionLayouts are the usual forms of GeneralizedTime (RFC 4517, 3.3.13).
var revisionLayouts = []string{"20060102150405Z", "20060102150405.999999999Z"}

// revisionSince returns from when on the next read must ask. The clock is the
// server's: its newest entry, less the time that this read took, since what
// changed while it went on may have been read before it changed.
func (r *reading) revisionSince(users *people, result *resolution, old *cursor) string {
	newest := users.newest
	for _, g := range result.groups {
		newest = max(newest, g.revision)
	}
	for _, layout := range revisionLayouts {
		t, err := time.Parse(layout, newest)
		if err != nil {
			continue
		}
		t = t.Add(-r.src.cfg.Now().Sub(r.start)).Add(-revisionMargin)
		since := t.UTC().Format(revisionLayouts[0])
		if old != nil {
			since = max(since, old.Position.Since)
		}
		return since
	}
	if old != nil {
		return old.Position.Since
	}
	return ""
}
