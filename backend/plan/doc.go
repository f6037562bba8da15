// Package plan holds what a sync would do, or did, as data: changes by name,
// each with what was before and after and the reason for it; drift, by which
// the organization differs from what it accepted; what the guards found.
//
// A reason is a code with parameters. It explains and never decides, and it is
// no sentence: the faces make sentences, so that they can be translated and
// plans be stored for years.
//
// A plan can be kept in a file (File), read back, and compared with what would
// be done later (Compare).
package plan
