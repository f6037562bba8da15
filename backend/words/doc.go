// Package words makes English sentences of what a plan says in codes: for the
// command line, the log and the history. A sentence is made when somebody
// reads it, never stored.
package words
