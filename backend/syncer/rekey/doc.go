// Package rekey decides, after another attribute was chosen for external ids,
// which member or group gets which: old records are found among the new
// entries of the directory by stable id, else by the old attribute's value, else
// by an email (a name, of groups) that only one has. What is not clear is left
// and named, with what follows.
//
// It is a pure function, of members and of groups alike. Sending one request
// after the other is not its matter, but their order is: nobody gets an external
// id that somebody else still has.
package rekey
