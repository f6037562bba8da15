// Package history tells what the runs of a profile did to one person or one
// group: a story, of which each event has its run, its moment and its reason.
//
// A person is followed by external id, over other emails, and over another
// external id where one replaced the other; a group over other names. The
// package is given the runs one after the other, oldest first, and keeps what
// is part of the story only. Like a plan, a story is data: backend/words makes
// sentences of it.
package history
