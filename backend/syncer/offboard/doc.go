// Package offboard decides what it means to take the access of one person away
// now, without the directory: who is meant, what the server is asked for, what
// a sync does afterwards, and which guard would stop it. It is a pure function
// of the acknowledged state, of what the organization shows and of the last
// read of the directory, of which it only says what it was.
//
// Whom an administrator puts out is not let in again because the directory has
// the person still: that is remembered (organization.State.Offboarded) until
// the directory lets go, or somebody asks for it.
package offboard
