// Package explanation holds, as data, how one person or one group goes through
// a sync: found where, recognized as whom, passed or left out by what, in which
// groups by which path, as the organization shows it, and what a sync would do.
//
// Like a plan it has reasons as codes with parameters; backend/words makes
// sentences of them. Package syncer/explain makes explanations.
package explanation
