package compare

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/positions"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// A MemberList is the organization's member list, ready to be asked. Where the
// server has none the acknowledged state stands in, and Listed is false.
type MemberList struct {
	Size   int
	Listed bool
	// members are those of the list, with clean emails; byID and byEmail find
	// them.
	members       []organization.Member
	byID, byEmail positions.Table
	// acked stands in; its emails, each with the first external id that has
	// it, are made when asked.
	acked       map[string]organization.AckedMember
	ackedEmails map[string]string
}

// NewMemberList indexes a member list. Two members with one external id make
// every import fail until one of them is gone: then it returns a *TwinError
// beside the list.
func NewMemberList(members []organization.Member) (*MemberList, error) {
	l := &MemberList{
		Size: len(members), Listed: true, members: withCleanEmails(members),
	}
	l.byID = positions.New(len(members), func(at int32) string { return l.members[at].ExternalID })
	l.byEmail = positions.New(len(members), func(at int32) string { return l.members[at].Email })
	var twins []string
	for i := range l.members {
		m := &l.members[i]
		if m.ExternalID != "" {
			if other, twice := l.byID.Put(m.ExternalID, int32(i)); twice {
				twins = append(twins, fmt.Sprintf("members %s and %s of the organization have the same external id %s", l.members[other].Email, m.Email, m.ExternalID))
			}
		}
		if m.Email != "" {
			l.byEmail.Put(m.Email, int32(i))
		}
	}
	if len(twins) == 0 {
		return l, nil
	}
	slices.Sort(twins)
	return l, directory.WithHint(&TwinError{twins}, "Remove one of the two in the web vault (Members): the server answers every import with an error as long as both are there.")
}

// withCleanEmails returns the list itself where nothing is to be cleaned.
func withCleanEmails(members []organization.Member) []organization.Member {
	cloned := false
	for i := range members {
		if clean := desired.CleanEmail(members[i].Email); clean != members[i].Email {
			if !cloned {
				members, cloned = slices.Clone(members), true
			}
			members[i].Email = clean
		}
	}
	return members
}

// acknowledgedList makes a list of the acknowledged state, and of that before a
// clear: nobody is new, gets another address or loses one because of that.
func acknowledgedList(state *organization.State) *MemberList {
	acked := state.Members
	if len(state.Known.Members) > 0 {
		acked = maps.Clone(state.Known.Members)
		maps.Copy(acked, state.Members)
	}
	return &MemberList{Size: len(acked), acked: acked}
}

// ByID finds a member by external id.
func (l *MemberList) ByID(id string) (m organization.Member, ok bool) {
	if at, ok := l.byID.Find(id); ok {
		return l.members[at], true
	}
	acked, ok := l.acked[id]
	if !ok {
		return m, false
	}
	return standIn(id, acked.Email), true
}

// of is ByID for a user, of whom is known already what was acknowledged.
func (l *MemberList) of(u *desired.User) (m organization.Member, ok bool) {
	if l.Listed || u.Accepted == nil { // known before a clear
		return l.ByID(u.ID)
	}
	return standIn(u.ID, u.Accepted.Email), true
}

// standIn is a member who was acknowledged, where the server shows nobody.
func standIn(id, email string) organization.Member {
	return organization.Member{ExternalID: id, Email: email, Role: organization.RoleUser, Status: organization.StatusConfirmed}
}

// ByEmail finds a member by email; of several that were acknowledged with one
// email, the first.
func (l *MemberList) ByEmail(email string) (m organization.Member, ok bool) {
	if at, ok := l.byEmail.Find(email); ok {
		return l.members[at], true
	}
	if len(l.acked) == 0 {
		return m, false
	}
	if l.ackedEmails == nil {
		l.ackedEmails = make(map[string]string, len(l.acked))
		for id, m := range l.acked {
			if other, twice := l.ackedEmails[m.Email]; !twice || id < other {
				l.ackedEmails[m.Email] = id
			}
		}
	}
	if id, ok := l.ackedEmails[email]; ok {
		return l.ByID(id)
	}
	return m, false
}

// IDs are the external ids of all members that have one, sorted.
func (l *MemberList) IDs() []string {
	ids := make([]string, 0, len(l.members)+len(l.acked))
	for i := range l.members {
		if id := l.members[i].ExternalID; id != "" {
			ids = append(ids, id)
		}
	}
	ids = slices.AppendSeq(ids, maps.Keys(l.acked))
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Shows tells whether the server lists a member with that external id.
func (l *MemberList) Shows(id string) bool {
	_, ok := l.byID.Find(id)
	return ok
}

// WhyNot guesses why a member was silently ignored.
func (l *MemberList) WhyNot(email string) string {
	m, taken := l.ByEmail(email)
	switch {
	case taken && m.ExternalID != "":
		return fmt.Sprintf("its email belongs to a member with the external id %s", m.ExternalID)
	case taken && m.Role == organization.RoleOwner:
		return "its email belongs to an owner of the organization, who did not take the external id"
	case taken:
		return "its email belongs to a member that did not take the external id"
	}
	return "there may be no seat left, or the server does not take this address"
}

// A TwinError says that the organization itself holds members that no import
// can tell apart: it answers every import with an error until one of them is gone.
type TwinError struct{ Twins []string }

func (e *TwinError) Error() string { return strings.Join(e.Twins, "\n  ") }

// Is makes a TwinError an organization.ErrStopped.
func (*TwinError) Is(target error) bool { return target == organization.ErrStopped }
