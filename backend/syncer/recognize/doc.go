// Package recognize answers one question, once for every user and group and
// before anything else is decided: under which external id does the
// organization know this entry of the directory? (docs/semantics.md, step 3)
//
// An entry is who it is by its stable id, whatever it is called now; else by
// its external id, unless that was given to somebody else. So a renamed entry
// stays who it is, a newcomer who gets an old name is a new person, and two
// entries that swap names swap nothing. The answer is a pure function of the
// entries and of what is known.
package recognize
