// Package desired computes what the organization should hold: who of the
// directory is to be a member, which groups are to be there, who goes, who is
// held, and who is left out and why. It recognizes, filters, flattens and
// validates (docs/semantics.md, steps 3 to 5 and 7) and is a pure function of
// the snapshot, the settings and what the organization is known to hold.
//
// Users and groups are sorted by external id once, after they were recognized,
// and never renamed after that. What the organization shows of it is the
// business of package compare.
package desired
