// Package e2e holds tests that know bwdc as an administrator does: they build
// the program, run it as a process of its own, and look at what it prints, at
// its exit code, and at what became of the organization.
//
// The rules:
//
//   - Everything around the program is real or keeps state: slapd, a Samba
//     domain controller behind adproxy, orgserver over loopback.
//   - What the organization should hold is computed from what the test has put
//     into its directory (see company), never with the program's own code.
//   - The program has no hooks for tests. It is killed from outside, when the
//     server or the proxy in front of it has seen a certain request or entry.
//   - A run gets nothing of the test's own environment: no HOME, no keyring, no
//     terminal.
//
// BWDC_BINARY names a program to test instead of building one.
package e2e
