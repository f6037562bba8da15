// Package ldap reads users and groups from an LDAP server or from Active
// Directory. It is the only package (beside its test servers) that knows
// go-ldap.
//
// The rules:
//
//   - A read is complete or an error. A size limit, a time limit, a dropped
//     connection and a failed page wrap directory.ErrIncomplete; result code
//     10 (referral) is an error, continuation references are skipped with one
//     warning (RFC 4511, 4.5.3).
//   - Users and groups are read at the same time on two connections to the
//     same server. Entries stream: of each only what the Snapshot needs is
//     kept, and the members of groups are held as small numbers until the
//     users are known (see names).
//   - DNs are compared by meaning, never as text (see package dn), and shown as
//     the server wrote them.
//   - Servers are read completely each time, since they compute members and
//     attributes without any sign in the entry. Active Directory's groups are
//     left unread where that is exactly equal (see changes.go).
//   - Passwords are revealed where they are sent and nowhere else.
package ldap
