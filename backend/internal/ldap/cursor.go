package ldap

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"directoryconnector/backend/directory"
)

// cursorVersion changes whenever a cursor of an older program would be
// misunderstood; such a cursor means a complete read.
const cursorVersion = 6

// cursorKind is the Kind of the cursors of this package.
const cursorKind = "ldap/usn"

// A cursor is the content of a directory.Cursor: all that the next read must
// know beside the Snapshot to leave groups unread that did not change.
type cursor struct {
	Version int `json:"v"`
	// Settings is the fingerprint of the settings.
	Settings string   `json:"settings"`
	Position position `json:"position"`
	// UserStamps are those of the live users, GroupStamps those of the groups,
	// in the order of the Snapshot.
	UserStamps  []stamp `json:"userStamps"`
	GroupStamps []stamp `json:"groupStamps"`
	// GroupWarnings are about single groups.
	GroupWarnings []directory.Warning `json:"groupWarnings,omitempty"`
	// Primary are the external ids of groups that are somebody's primary group.
	Primary []string `json:"primary,omitempty"`
	// Members says that a group showed the attribute of members.
	Members bool `json:"members,omitempty"`
}

// A stamp is an entry's uSNChanged, which changes with every change of it; 0
// where it shows none.
type stamp uint64

func stampOf(usn string) stamp {
	n, _ := strconv.ParseUint(usn, 10, 64) // what is no number may have changed
	return stamp(n)
}

// stale tells whether an entry may have changed.
func (s stamp) stale(old stamp) bool { return s == 0 || s != old }

// A fullReason says why everything is read.
type fullReason struct {
	text string
	// surprising reasons are shown to the administrator, others only logged.
	surprising bool
}

// fingerprint tells whether settings are the same in all that decides which
// entries there are and how they look.
func (s *Source) fingerprint() string {
	set := s.set
	set.Timeout, set.PageSize, set.PagedSearch = 0, 0, false
	set.Encryption, set.AllowUnauthorized, set.CAFile, set.TLSServerName = "", false, "", ""
	return directory.Fingerprint(struct {
		Settings                         any
		Users, Groups                    string
		PrefixSuffix                     bool
		Suffix                           string
		SyncUsers, SyncGroups, OutsideOf bool
	}{set, s.userFilter, s.groupFilter, s.cfg.UseEmailPrefixSuffix, s.cfg.EmailSuffix, s.cfg.SyncUsers, s.cfg.SyncGroups, s.cfg.ResolveOutside})
}

// makeCursor writes down what the next read must know.
func (r *reading) makeCursor(at *position, users *people, groups []*groupEntry) (*directory.Cursor, error) {
	c := cursor{
		Version: cursorVersion, Settings: r.src.fingerprint(), Position: *at,
		UserStamps: users.stamps, GroupStamps: groupStamps(groups),
		GroupWarnings: r.notes.of(aboutGroup), Members: r.notes.seen[fieldMember],
	}
	for _, g := range groups {
		if len(users.byPrimary[g.sid]) > 0 {
			c.Primary = append(c.Primary, g.ExternalID)
		}
	}
	slices.Sort(c.Primary)
	data, err := json.Marshal(&c)
	if err != nil {
		return nil, fmt.Errorf("cursor: %w", err)
	}
	return &directory.Cursor{Kind: cursorKind, Data: data}, nil
}

// parseCursor returns the cursor in base, or why it can't be used.
func (s *Source) parseCursor(base *directory.Snapshot) (*cursor, fullReason) {
	var c cursor
	if err := json.Unmarshal(base.Cursor.Data, &c); err != nil || base.Cursor.Kind != cursorKind {
		return nil, fullReason{text: "the last read was another directory's, or another version's"}
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
	case len(c.UserStamps) != live || len(c.GroupStamps) != len(base.Groups):
		return nil, fullReason{text: fmt.Sprintf("the stored state does not fit its cursor: %d users and %d groups, and stamps of %d and %d",
			live, len(base.Groups), len(c.UserStamps), len(c.GroupStamps)), surprising: true}
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
		list[i] = stampOf(g.usn)
		if g.settled {
			list[i] = g.stamp
		}
	}
	return list
}
