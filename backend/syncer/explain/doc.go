// Package explain tells of one person, or one group, how it goes through a
// sync: found where, recognized as whom, passed or left out by what, in which
// groups by which path, as the organization shows it, and what a sync would do.
//
// It is a pure function of what a test computes anyway (compare.Result), so
// that it can't say anything else than a sync does. An Explanation is data:
// reasons are codes with parameters, of which backend/words makes sentences.
package explain
