package ldap

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// cursorVersion changes whenever a cursor of an older program would be
// misunderstood; such a cursor means a complete read.
const cursorVersion = 4

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
	// UserStamps are those of the live users, GroupStamps those of the groups,
	// in the order of the Snapshot, 4 bytes each.
	UserStamps  []byte `json:"userStamps,omitempty"`
	GroupStamps []byte `json:"groupStamps,omitempty"`
	// LeftOut are the DNs that the searches find and that are left out for
	// lack of an external id, with their stamps.
	LeftOutUsers  map[string]stamp `json:"leftOutUsers,omitempty"`
	LeftOutGroups map[string]stamp `json:"leftOutGroups,omitempty"`
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
		r.askSince(&c.Position, users, result, old)
	}
	c.UserStamps, c.GroupStamps = packStamps(users.stamps), packStamps(groupStamps(result.groups))
	c.LeftOutUsers, c.LeftOutGroups = users.leftOut, result.leftOut
	if old != nil {
		c.UIDs, c.Suffixed = old.UIDs, old.Suffixed
	}
	for _, g := range result.groups {
		c.UIDs = c.UIDs || len(g.uids) > 0
		c.Suffixed = c.Suffixed || g.suffixed
	}
	c.UserWarnings, c.GroupWarnings = r.notes.of(aboutUser), r.notes.of(aboutGroup)
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
	case len(c.UserStamps) != stampSize*live || len(c.GroupStamps) != stampSize*len(base.Groups):
		return nil, fullReason{text: "the stored state does not fit its stamps", surprising: true}
	case stampless(c.UserStamps)+stampless(c.GroupStamps) > mostAppeared:
		return nil, fullReason{text: "entries do not show the attribute that changes with every change; the account may not read it"}
	}
	return &c, fullReason{}
}

// groupStamps returns the stamps in the order of the Snapshot.
func groupStamps(groups []*groupEntry) []stamp {
	sorted := slices.SortedFunc(slices.Values(groups), func(a, b *groupEntry) int {
		return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID))
	})
	list := make([]stamp, len(sorted))
	for i, g := range sorted {
		list[i] = g.stamp
	}
	return list
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
		buf, _ = dn.AppendEntryKey(buf[:0], r.dns.text[id])
		list = append(list, hashKey(buf))
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

// revisionMargin is how much clocks may differ meanwhile.
const revisionMargin = 10 * time.Second

// revisionLayouts are the usual forms of GeneralizedTime (RFC 4517, 3.3.13).
var revisionLayouts = []string{"20060102150405Z", "20060102150405.999999999Z"}

// askSince notes from when on the next read must ask. The clock is the
// server's, as far as its newest entry shows it: when this read began, it was
// that much later than the newest entry was when it was first seen. The sweep
// finds what this misses (see stamp), but for an entry that changes twice
// while a coarse clock stands still.
func (r *reading) askSince(p *position, users *people, result *resolution, old *cursor) {
	p.Newest, p.SeenAt = users.newest, r.src.cfg.Now()
	for _, g := range result.groups {
		p.Newest = max(p.Newest, g.revision)
	}
	if old != nil {
		p.Since = old.Position.Since
		if old.Position.Newest >= p.Newest {
			p.Newest, p.SeenAt = old.Position.Newest, old.Position.SeenAt
		}
	}
	for _, layout := range revisionLayouts {
		if t, err := time.Parse(layout, p.Newest); err == nil {
			t = t.Add(r.start.Sub(p.SeenAt)).Add(-revisionMargin)
			p.Since = max(p.Since, t.UTC().Format(revisionLayouts[0]))
			return
		}
	}
}
