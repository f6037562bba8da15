// Package ldapconn reaches an LDAP server or a domain controller and asks it:
// names, TLS, log-in, searches page by page. It does not know what entries
// mean; package ldap does.
//
// The rules:
//
//   - A search is complete or an error. A size limit, a time limit, a dropped
//     connection and a failed page wrap directory.ErrIncomplete; result code
//     10 (referral) is an error, continuation references are told and skipped
//     (RFC 4511, 4.5.3).
//   - Errors are words: what failed, where, and what to do.
//   - Passwords are revealed where they are sent and nowhere else.
package ldapconn
