// Package directory is the domain: what a user, a group and a snapshot of a
// company's directory are, what a Source is, and what may go wrong while one
// is read. It imports the standard library only, and everything else is
// written in its words.
//
// The rules, which every Source keeps and sourcetest checks:
//
//   - A Source returns a complete Snapshot or an error. A read that is not
//     complete wraps ErrIncomplete; nothing is ever built on part of an answer.
//   - An incremental read gives exactly the Snapshot that a complete read
//     would give. What a Source can't trust it reads completely.
//   - The order of entries is that of Snapshot.Sort, so that the same
//     directory gives the same bytes.
package directory
