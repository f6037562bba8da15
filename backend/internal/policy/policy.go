// Package policy reads what the administrators of a domain have set for a
// machine by group policy. Only Windows has such a place, of which Windows itself
// sees to it that nobody but administrators can write there.
package policy
