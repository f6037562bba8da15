// Package adproxy is an LDAP proxy for tests. It stands in front of a real
// server, by default Samba, and makes of it what Active Directory is:
//
//   - of an attribute with more than 1,500 values it answers the first 1,500
//     as "member;range=0-1499" beside an empty "member", and further ones
//     when asked for "member;range=1500-*", until the range ends in "*"
//     ([MS-ADTS] 3.1.1.3.1.3.3);
//   - without paging it answers 1,000 entries and sizeLimitExceeded, and
//     larger pages are cut to 1,000 (MaxValRange and MaxPageSize, [MS-ADTS]
//     3.1.1.3.4.6).
//
// Hooks let a test act while an answer is under way: change the directory
// between two ranges, cut the connection in the middle of a page, add
// continuation references, replace result codes. And it tells which searches
// came by.
//
// It understands the messages of RFC 4511 that it has to and forwards all
// others as they are. It offers StartTLS itself, and talks to its server over
// LDAPS or in the clear, as it is told.
package adproxy
