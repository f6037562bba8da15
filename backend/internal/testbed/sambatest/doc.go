// Package sambatest runs a real Active Directory domain controller (Samba)
// for a test: its LDAP services only, at ports 389, 636, 3268 and 3269 of an
// address on loopback that nobody else uses, with a domain of its own
// (EXAMPLE, example.test) and a certificate authority of its own. It is
// killed when the test ends.
//
// To provision a domain takes some seconds: tests share one Server, each
// with an organizational unit of its own, by being subtests of one test.
// Clone is quick.
//
// Samba answers as Active Directory does, but for two things, for which
// package adproxy stands in front of it: all values of a plain "member" come
// at once, and MaxPageSize is not enforced.
//
// It needs root, because of the ports. Without root or Samba the test is
// skipped, or fails: see package needs. What has to be installed, by the
// names of Debian's packages: samba, samba-ad-dc, samba-ad-provision,
// samba-dsdb-modules, winbind, python3-samba.
package sambatest
