// Package adopt finds the groups that somebody made by hand in the organization
// and that the directory has, too: same name, and no external id. Taken over in
// place they keep members and access to collections, where a sync would make a
// second group beside each.
package adopt
