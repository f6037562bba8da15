package ldap

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"

	"directoryconnector/backend/internal/ldapconn"
)

// A position says up to where a read has seen Active Directory, and whose
// numbers its stamps are. It is taken before the first search.
type position struct {
	// Service and Invocation name the domain controller and its database,
	// whose numbers mean nothing to another one ([MS-ADTS] 3.1.1.1.9).
	Service    string `json:"service"`
	Invocation string `json:"invocation"`
	USN        uint64 `json:"usn"`
}

// asksForChanges tells whether the server's entries show whether they changed.
// Only Active Directory's do: elsewhere servers compute members of groups and
// attributes of users without any sign in the entry.
func (s *Source) asksForChanges(dse *ldapconn.RootDSE) bool {
	return !s.IgnoresBase() && dse.HighestUSN != "" && !s.membersByUID()
}

// position returns where the directory is now, or nil where changes can't be
// asked for. It uses what the root DSE said when the connection was opened.
func (r *reading) position(ctx context.Context) (*position, error) {
	dse := r.users.DSE
	if !r.src.asksForChanges(dse) {
		return nil, nil
	}
	usn, err := strconv.ParseUint(dse.HighestUSN, 10, 64)
	if err != nil || dse.Service == "" {
		return nil, nil //nolint:nilerr // a server without usable numbers is read completely
	}
	id, err := r.readValue(ctx, dse.Service, "invocationId")
	if err != nil || id == nil {
		return nil, err
	}
	return &position{Service: dse.Service, Invocation: hex.EncodeToString(id), USN: usn}, nil
}

// since compares the position of the last read with that of this one and
// returns why the first can't be used, or "".
func (p *position) since(old *position) fullReason {
	switch {
	case p == nil:
		return fullReason{text: "the server can't be asked for changes"}
	case old.Service != p.Service:
		return fullReason{text: fmt.Sprintf("another domain controller answers: %s", p.Service)}
	case old.Invocation != p.Invocation:
		return fullReason{text: "the database of the domain controller was restored", surprising: true}
	case p.USN < old.USN:
		return fullReason{text: "the domain controller went back in time", surprising: true}
	}
	return fullReason{}
}
