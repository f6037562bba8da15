package store

import (
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/positions"
)

// The flags of an entry: which fields follow, and the fields that are true or
// false.
const (
	flagDisabled  = 1 << iota // users
	flagDeleted               // users
	flagExpires               // users
	flagEmail                 // users
	flagStable                // both
	flagReference             // both: the reference differs from the external id
	flagOutside               // groups
	flagName                  // users
)

// appendUser encodes: flags, external id, reference, stable id, email, name, and
// the expiry in seconds and nanoseconds.
func appendUser(b []byte, u *directory.User) []byte {
	flags := flagIf(u.Disabled, flagDisabled) | flagIf(u.Deleted, flagDeleted) | flagIf(!u.ExpiresAt.IsZero(), flagExpires) |
		flagIf(u.Email != "", flagEmail) | flagIf(u.Name != "", flagName) | flagIf(u.StableID != "", flagStable) | flagIf(u.ReferenceID != u.ExternalID, flagReference)
	b = append(b, flags)
	b = appendText(b, u.ExternalID)
	for _, f := range flaggedTexts(u) {
		if flags&f.flag != 0 {
			b = appendText(b, *f.text)
		}
	}
	if flags&flagExpires != 0 {
		b = binary.AppendVarint(b, u.ExpiresAt.Unix())
		b = binary.AppendVarint(b, int64(u.ExpiresAt.Nanosecond()))
	}
	return b
}

// A flagged text is there where its flag says so.
type flagged struct {
	flag byte
	text *string
}

// flaggedTexts are those of a user behind the external id, in their order.
func flaggedTexts(u *directory.User) [4]flagged {
	return [4]flagged{{flagReference, &u.ReferenceID}, {flagStable, &u.StableID}, {flagEmail, &u.Email}, {flagName, &u.Name}}
}

func flagIf(set bool, bit byte) byte {
	if set {
		return bit
	}
	return 0
}

// user decodes what appendUser encodes.
func (d *decoder) user() directory.User {
	flags := d.byte()
	u := directory.User{ExternalID: d.text(), Disabled: flags&flagDisabled != 0, Deleted: flags&flagDeleted != 0}
	u.ReferenceID = u.ExternalID
	for _, f := range flaggedTexts(&u) {
		if flags&f.flag != 0 {
			*f.text = d.text()
		}
	}
	if flags&flagExpires != 0 {
		u.ExpiresAt = time.Unix(d.varint(), d.varint()).UTC()
	}
	return u
}

// places knows the position of users and groups in a snapshot.
type places struct {
	users  positions.Table // by external id
	groups positions.Table // by reference
}

func newPlaces(s *directory.Snapshot) *places {
	p := &places{
		users:  positions.New(len(s.Users), func(at int32) string { return s.Users[at].ExternalID }),
		groups: positions.New(len(s.Groups), func(at int32) string { return s.Groups[at].ReferenceID }),
	}
	for i := range s.Users {
		p.users.Put(s.Users[i].ExternalID, int32(i))
	}
	for i := range s.Groups {
		p.groups.Put(s.Groups[i].ReferenceID, int32(i))
	}
	return p
}

// appendGroup encodes: flags, external id, reference, stable id, name, users
// and groups.
func (p *places) appendGroup(b []byte, g *directory.Group) []byte {
	flags := flagIf(g.Outside, flagOutside) | flagIf(g.StableID != "", flagStable) | flagIf(g.ReferenceID != g.ExternalID, flagReference)
	b = append(b, flags)
	b = appendText(b, g.ExternalID)
	if flags&flagReference != 0 {
		b = appendText(b, g.ReferenceID)
	}
	if flags&flagStable != 0 {
		b = appendText(b, g.StableID)
	}
	b = appendText(b, g.Name)
	b = appendPlaces(b, g.UserMembers, &p.users)
	return appendPlaces(b, g.NestedGroups, &p.groups)
}

// appendPlaces encodes a list of names: each as 0 and a text, or as one more
// than the zigzag difference of its place to the one before.
func appendPlaces(b []byte, names []string, places *positions.Table) []byte {
	b = binary.AppendUvarint(b, uint64(len(names)))
	last := int32(0)
	for _, name := range names {
		place, known := places.Find(name)
		if !known {
			b = append(b, 0)
			b = appendText(b, name)
			continue
		}
		step := int64(place - last)
		b = binary.AppendUvarint(b, uint64(step<<1^step>>63)+1)
		last = place
	}
	return b
}

// readGroupChunks decodes the groups. Nested groups may name groups that come
// later, so that their places are resolved at the end.
func readGroupChunks(b *bbolt.Bucket, snapshot *directory.Snapshot) error {
	var nested [][]nestedGroup
	users := len(snapshot.Users)
	err := readChunks(b.Bucket([]byte(bucketGroups)), func(d *decoder, n int) {
		for range n {
			g := d.group()
			if count := d.count(); count > 0 {
				g.UserMembers = make([]string, count)
				last := 0
				for i := range g.UserMembers {
					place, text := d.place(&last)
					switch {
					case place < 0:
						g.UserMembers[i] = text
					case place < users:
						g.UserMembers[i] = snapshot.Users[place].ExternalID
					default:
						d.failed = true
					}
				}
			}
			snapshot.Groups = append(snapshot.Groups, g)
			nested = append(nested, d.nested())
		}
	})
	if err != nil {
		return err
	}
	for i, list := range nested {
		for _, item := range list {
			text := item.text
			if item.place >= len(snapshot.Groups) {
				return fmt.Errorf("%w: group %s nests what does not exist", errCache, snapshot.Groups[i].ExternalID)
			}
			if item.place >= 0 {
				text = snapshot.Groups[item.place].ReferenceID
			}
			snapshot.Groups[i].NestedGroups = append(snapshot.Groups[i].NestedGroups, text)
		}
	}
	return nil
}

// group decodes what appendGroup encodes, up to the lists.
func (d *decoder) group() directory.Group {
	flags := d.byte()
	g := directory.Group{ExternalID: d.text(), Outside: flags&flagOutside != 0}
	g.ReferenceID = g.ExternalID
	if flags&flagReference != 0 {
		g.ReferenceID = d.text()
	}
	if flags&flagStable != 0 {
		g.StableID = d.text()
	}
	g.Name = d.text()
	return g
}

// place decodes one item of appendPlaces: a place, or -1 and a text.
func (d *decoder) place(last *int) (int, string) {
	n := d.uvarint()
	if n == 0 {
		return -1, d.text()
	}
	n--
	*last += int(int64(n>>1) ^ -int64(n&1))
	if *last < 0 {
		d.failed = true
		*last = 0
	}
	return *last, ""
}

// nestedGroup is a place in the snapshot, or -1 and a reference.
type nestedGroup struct {
	place int
	text  string
}

func (d *decoder) nested() []nestedGroup {
	count := d.count()
	if count == 0 {
		return nil
	}
	list := make([]nestedGroup, count)
	last := 0
	for i := range list {
		list[i].place, list[i].text = d.place(&last)
	}
	return list
}
