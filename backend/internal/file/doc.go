// Package file is a directory that lives in a file: an LDIF export of an LDAP
// server, or a CSV or JSON file such as an HR system writes. The formats are
// described, with examples, in docs/directories/file.md.
//
// The rules:
//
//   - A file is read from its first to its last byte or not at all. One that
//     is empty, ends in the middle, or changes while it is read is
//     directory.ErrIncomplete.
//   - What can't be understood is an error that names the line and what to do.
//     Only a missing id and a member that is not in the file are warnings.
//   - There is no cursor: every read is complete.
//   - Filters are the syncer's work.
//
// The decoders stream: they hold the entries, never the text.
package file
