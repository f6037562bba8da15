package compare

import (
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// A MemberList is the organization's member list, ready to be asked. Where the
// server has none it is made of the acknowledged state, and Listed is false.
type MemberList struct {
	ByID    map[string]organization.Member
	ByEmail map[string]organization.Member
	Size    int
	Listed  bool
}

// NewMemberList indexes a member list. Two members with one external id make
// every import fail until one of them is gone: then it returns a *TwinError
// beside the list.
func NewMemberList(members []organization.Member) (*MemberList, error) {
	l := &MemberList{
		ByID: make(map[string]organization.Member, len(members)), ByEmail: make(map[string]organization.Member, len(members)),
		Size: len(members), Listed: true,
	}
	var twins []string
	for _, m := range members {
		m.Email = desired.CleanEmail(m.Email)
		if m.ExternalID != "" {
			if other, twice := l.ByID[m.ExternalID]; twice {
				twins = append(twins, fmt.Sprintf("members %s and %s of the organization have the same external id %s", other.Email, m.Email, m.ExternalID))
			}
			l.ByID[m.ExternalID] = m
		}
		if m.Email != "" {
			l.ByEmail[m.Email] = m
		}
	}
	if len(twins) == 0 {
		return l, nil
	}
	slices.Sort(twins)
	return l, directory.WithHint(&TwinError{twins}, "Remove one of the two in the web vault (Members): the server answers every import with an error as long as both are there.")
}

// acknowledgedList makes a list of the acknowledged state.
func acknowledgedList(state *organization.State) *MemberList {
	l := &MemberList{ByID: make(map[string]organization.Member, len(state.Members)), ByEmail: make(map[string]organization.Member, len(state.Members)), Size: len(state.Members)}
	for id, m := range state.Members {
		member := organization.Member{ExternalID: id, Email: m.Email, Role: organization.RoleUser, Status: organization.StatusConfirmed}
		l.ByID[id] = member
		if other, twice := l.ByEmail[m.Email]; !twice || id < other.ExternalID {
			l.ByEmail[m.Email] = member
		}
	}
	return l
}

// Shows tells whether the server lists a member with that external id.
func (l *MemberList) Shows(id string) bool {
	_, ok := l.ByID[id]
	return ok && l.Listed
}

// WhyNot guesses why a member was silently ignored.
func (l *MemberList) WhyNot(email string) string {
	m, taken := l.ByEmail[email]
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
