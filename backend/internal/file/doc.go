// Package file reads users and groups from an LDIF, CSV or JSON text, out of a
// file, a program or an https address. docs/directories/file.md describes the
// formats for administrators.
//
// The rules:
//
//   - What is read is read from its first to its last byte or not at all. What
//     is empty, ends in the middle, or changes while it is read is
//     directory.ErrIncomplete; so is the output of a program that fails.
//   - What can't be understood is an error that names the line and what to do.
//     Only a missing id and a member that is not there are warnings.
//   - What may mean two things is asked, not guessed.
//   - There is no cursor: every read is complete.
//   - Filters are the syncer's work.
//
// Bytes come from an input (disk, command, address) and go through utf8Of
// (encodings) and a textReader (lines) to the decoder of their format, which
// adds entries to records; resolve makes a snapshot of these. From utf8Of on
// nothing but the text counts. The decoders stream: they hold the entries,
// never the text.
package file
