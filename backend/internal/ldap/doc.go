// Package ldap reads users and groups from an LDAP server or from Active
// Directory, and knows what their entries mean. Package ldapconn connects and
// searches; nothing else (beside test servers) knows go-ldap.
//
// The rules:
//
//   - A read is complete or an error, as each search of ldapconn is.
//     Continuation references are skipped with one warning.
//   - Users and groups are read at the same time on two connections to the
//     same server. Entries stream: of each only what the Snapshot needs is
//     kept, and the members of groups are held as small numbers until the
//     users are known (see names).
//   - DNs are compared by meaning, never as text (see package dn), and shown as
//     the server wrote them.
//   - Servers are read completely each time, since they compute members and
//     attributes without any sign in the entry. Active Directory's groups are
//     left unread where that is exactly equal (see changes.go).
package ldap
