// Package syncer is one sync: read the directory, filter, flatten, find
// removals, validate, guard, send the difference, acknowledge. It knows
// interfaces only; what a sync means is written in docs/semantics.md, and the
// steps there have the names of the files here:
//
//	read.go       2  the snapshot, complete or merged
//	filter.go     3  which users and groups count
//	identities.go 3  the external id that a renamed entry goes on with
//	flatten.go, membership.go  4  members through nested groups
//	removals.go   5  who goes
//	validate.go, groups.go     6  what the server would refuse is left out, held if known
//	duplicates.go 6  one email or one external id twice
//	roster.go, members.go      6  emails against the organization's member list
//	guard.go      7  stop before harm
//	batches.go    8  the difference as requests
//	send.go       8  one request after the other
//	acknowledge.go, verify.go, settle.go  9  what the server accepted
//
// The rules that everything here keeps:
//
//   - A plan is made of the snapshot and the acknowledged state alone; making
//     it changes nothing, so that a test and a sync share it.
//   - Before a request its entries are recorded as in flight; only what the
//     server accepted leaves the record, in one transaction per request.
//   - Everything is sorted by external id: the same input gives the same
//     requests, byte by byte.
package syncer
