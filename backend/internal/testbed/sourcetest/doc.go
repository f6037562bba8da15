// Package sourcetest is the conformance suite that every directory.Source
// passes. A Harness puts users and groups into a directory (a real server, a
// stateful fake, a file); the suite reads them with the Source and compares
// what came with what it put there.
//
// The rules it checks are those of package directory:
//
//   - the users, groups, memberships, nested and circular groups of the
//     directory, whatever their names are written in;
//   - a read gives the same Snapshot twice, sorted, and never changes its base;
//   - an incremental read equals a complete read, after any change;
//   - a cursor that is refused means a complete read;
//   - a read that can't be finished is ErrIncomplete, one that was cancelled
//     returns at once with the context's error;
//   - wrong credentials are ErrAuth, missing rights ErrPermission.
//
// What a directory can't do or a harness can't bring about is left out: see
// Traits and the interfaces beside it. The suite hands every base through
// JSON, as it is stored, and reads with a new Source each time, so that
// nothing can hide in memory.
package sourcetest
