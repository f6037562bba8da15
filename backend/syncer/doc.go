// Package syncer is one sync: read the directory, decide what the organization
// should hold, compare that with what it is known to hold and what it shows,
// guard, send. It knows interfaces only; what a sync means is written in
// docs/semantics.md. Its parts, with the steps they do there, can be tested
// alone:
//
//	recognize  3         who is who (pure)
//	desired    3 to 5, 7 what the organization should hold (pure)
//	compare    6 to 9    what that means in the organization, and the guards (pure)
//	send       10, 11    one request after the other, and what was accepted
//
// Here is what holds them together: reading (read.go), looking at the
// organization (look.go), a sync (sync.go) and a test (preview.go). What is done
// beside a sync decides in a part of its own (pure), too: adopt, offboard, rekey
// and explain; who knows whom an administrator means.
//
// The rules that everything here keeps:
//
//   - Deciding and comparing change nothing, so that a test and a sync share
//     them.
//   - Before a request its entries are recorded as in flight; only what the
//     server accepted leaves the record, in one transaction per request.
//   - Everything is sorted by external id: the same input gives the same
//     requests, byte by byte.
package syncer
