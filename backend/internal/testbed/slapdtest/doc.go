// Package slapdtest runs a real OpenLDAP server (slapd) for a test, on free
// ports of 127.0.0.1, with a database in the test's own folder and a
// certificate authority of its own. It is killed when the test ends.
//
// The server has the overlays memberof, refint and ppolicy, the
// schemas core, cosine, inetorgperson and nis, an auxiliary class testEntry
// with the attributes nsAccountLock and changedAt, and three accounts beside
// the administrator:
//
//	dc=example,dc=test
//	├── cn=reader   may read everything; limits apply to it
//	├── cn=nobody   may log in, and is refused every search
//	└── cn=locked   is locked (ppolicy)
//
// Tests that share a Server put their entries below an OU of their own.
// Many entries go in fastest with WithLDIF, before the start; slapadd does
// not run the overlays, so that memberOf is then missing.
//
// Without slapd the test is skipped, or fails: see package needs.
package slapdtest
