package sourcetest_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

const memoryPage = 4

// memory is a directory in memory with a Source, to test the suite itself.
// defect names one thing that its Source does wrong.
type memory struct {
	defect    string
	users     map[string]sourcetest.User
	groups    map[string]sourcetest.Group
	deleted   map[string]bool
	hidden    map[string]bool
	follow    bool               // hidden groups that others nest
	old       directory.Snapshot // what the defect "stale" returns
	epoch     uint32
	failing   bool
	throttled int
	onAnswer  func()
}

func newMemory(defect string) *memory {
	return &memory{
		defect: defect, users: map[string]sourcetest.User{}, groups: map[string]sourcetest.Group{},
		deleted: map[string]bool{}, hidden: map[string]bool{}, epoch: 1,
	}
}

func (m *memory) Traits() sourcetest.Traits {
	return sourcetest.Traits{PageSize: memoryPage, Incremental: true, KeepsDeleted: true, StableIDs: true, Nested: true}
}

func (m *memory) Source(testing.TB) directory.Source         { return &memorySource{memory: m} }
func (m *memory) PutUser(_ testing.TB, u sourcetest.User)    { m.users[u.Key] = u }
func (m *memory) PutGroup(_ testing.TB, g sourcetest.Group)  { m.groups[g.Key] = g }
func (m *memory) Hide(_ testing.TB, key string, hidden bool) { m.hidden[key] = hidden }
func (m *memory) FollowOutside(_ testing.TB, on bool)        { m.follow = on }
func (m *memory) OnAnswer(_ testing.TB, fn func())           { m.onAnswer = fn }
func (m *memory) FailPages(_ testing.TB, fail bool)          { m.failing = fail }
func (m *memory) Throttle(_ testing.TB, n int)               { m.throttled = n }
func (m *memory) ExpireCursors(testing.TB)                   { m.epoch++ }
func (m *memory) Denied(testing.TB) directory.Source {
	return &memorySource{memory: m, err: directory.ErrPermission}
}
func (m *memory) WrongCredentials(testing.TB) directory.Source {
	return &memorySource{memory: m, err: directory.ErrAuth}
}

func (m *memory) Delete(_ testing.TB, key string) {
	if _, isUser := m.users[key]; isUser {
		m.deleted[key] = true
	}
	delete(m.users, key)
	delete(m.groups, key)
	for k, g := range m.groups {
		g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(member string) bool { return member == key })
		m.groups[k] = g
	}
}

type memorySource struct {
	*memory
	err error
}

func (m *memorySource) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	if m.err != nil {
		return nil, directory.WithHint(m.err, "ask the one who set it up")
	}
	for m.throttled > 0 {
		if m.throttled--; m.defect == "gives up when throttled" {
			return nil, directory.ErrIncomplete
		}
	}
	keys, err := m.read(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	s := &directory.Snapshot{ReadAt: now, CompleteAt: now, Complete: true}
	s.Cursor = &directory.Cursor{Kind: "memory", Data: binary.BigEndian.AppendUint32(nil, m.epoch)}
	if base != nil && base.Cursor != nil && base.Cursor.Kind == "memory" && slices.Equal(base.Cursor.Data, s.Cursor.Data) {
		s.Complete, s.CompleteAt = false, base.CompleteAt
	}
	m.build(s, m.followed(keys))
	return m.spoil(s, base), nil
}

// read goes through the entries page by page.
func (m *memorySource) read(ctx context.Context) ([]string, error) {
	var found []string
	keys := slices.Sorted(maps.Keys(m.users))
	for page := range slices.Chunk(append(keys, slices.Sorted(maps.Keys(m.groups))...), memoryPage) {
		if err := ctx.Err(); err != nil && m.defect != "deaf" {
			return nil, err
		}
		found = append(found, page...)
		if m.defect == "first page only" {
			break
		}
		if m.onAnswer != nil {
			m.onAnswer()
			m.onAnswer = nil
		}
		if m.failing {
			if m.defect == "takes parts for the whole" {
				return found, nil
			}
			return nil, fmt.Errorf("second page: %w", directory.ErrIncomplete)
		}
	}
	if err := ctx.Err(); err != nil && m.defect != "deaf" {
		return nil, err
	}
	return slices.DeleteFunc(found, func(key string) bool { return m.hidden[key] && m.defect != "shows all" }), nil
}

// followed adds the hidden groups that others nest.
func (m *memorySource) followed(keys []string) []string {
	if !m.follow && m.defect != "follows unasked" {
		return keys
	}
	for i := 0; i < len(keys); i++ {
		for _, member := range m.groups[keys[i]].Members {
			if _, isGroup := m.groups[member]; isGroup && !slices.Contains(keys, member) {
				keys = append(keys, member)
			}
		}
	}
	return keys
}

func (m *memorySource) build(s *directory.Snapshot, keys []string) {
	for _, key := range keys {
		if u, ok := m.users[key]; ok {
			s.Users = append(s.Users, directory.User{ReferenceID: key, ExternalID: m.id(key, u.Name), Email: u.Email, Disabled: u.Disabled})
		}
		if g, ok := m.groups[key]; ok {
			group := directory.Group{ReferenceID: key, ExternalID: m.id(key, g.Name), Name: g.Name, Outside: m.hidden[key]}
			for _, member := range slices.Sorted(slices.Values(g.Members)) {
				u, isUser := m.users[member]
				switch {
				case !slices.Contains(keys, member):
				case isUser:
					group.UserMembers = append(group.UserMembers, m.id(member, u.Name))
				case m.defect != "flat":
					group.NestedGroups = append(group.NestedGroups, member)
				}
			}
			slices.Sort(group.UserMembers)
			s.Groups = append(s.Groups, group)
		}
	}
	for key := range m.deleted {
		if m.defect != "forgets the dead" {
			s.Users = append(s.Users, directory.User{ReferenceID: key, ExternalID: key, Deleted: true})
		}
	}
	s.Sort()
}

// id is the external id of an entry that has that name.
func (m *memory) id(key, name string) string {
	switch m.defect {
	case "forgets who was renamed", "takes heirs for the dead":
		return name
	}
	return key
}

// spoil does what the defect says.
func (m *memorySource) spoil(s, base *directory.Snapshot) *directory.Snapshot {
	switch {
	case m.defect == "unsorted" && len(s.Users) > 1:
		slices.Reverse(s.Users)
	case m.defect == "blind to disabling":
		for i := range s.Users {
			s.Users[i].Disabled = false
		}
	case m.defect == "no kind of stable ids":
		for i := range s.Users {
			s.Users[i].StableID = s.Users[i].ExternalID
		}
	case m.defect == "writes into the base" && base != nil && len(base.Users) > 0:
		base.Users[0].Email = "overwritten"
	case m.defect == "stale" && !s.Complete:
		s.Users, s.Groups = m.old.Users, m.old.Groups
	case m.defect == "never incremental":
		s.Complete, s.CompleteAt = true, s.ReadAt
	}
	m.old = *s
	return s
}
