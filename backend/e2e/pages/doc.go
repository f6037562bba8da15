// Package pages holds the tests of the pages: it builds bwdc with the pages
// inside, starts a real slapd and organization servers, and runs the specs of
// frontend/e2e in Chromium against them. "go test ./backend/e2e/pages" is all
// there is to it.
//
// The specs ask the test, over HTTP (see testServers), for what they need:
// an organization or a tree in slapd, of their own, so that they run side by
// side. One spec alone, while it is written:
//
//	go test ./backend/e2e/pages -v -spec settings
//
// -pictures takes pictures of all views, for people to look at.
// BWDC names a program to test instead of building one.
package pages
