// Package offboard decides what it means to take the access of one person away
// now, without the directory: who is meant, what the server is asked for, what
// a sync does afterwards, and which guard would stop it. It is a pure function
// of the acknowledged state, of what the organization shows and of the last
// read of the directory, of which it only says what it was.
//
// Nobody who was offboarded is invited again only because the directory still
// has the person: organization.State.Offboarded remembers it until the
// directory no longer has them, or an administrator asks for the invitation.
package offboard
