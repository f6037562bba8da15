// Package history tells what the runs of a profile did to one person or one
// group: its events, each with its run, its moment and its reason.
//
// A person is followed by external id, over other emails, and over another
// external id where one replaced the other; a group over other names. The
// package is given the runs one after the other, oldest first. Its result is
// data, like a plan: backend/words makes sentences of it.
package history
