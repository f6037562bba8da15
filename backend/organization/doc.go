// Package organization is the other half of the domain: the Bitwarden
// organization that receives members and groups, what it is asked (Request),
// what it shows (Member), what it is known to have accepted (State), and what
// one sync did to it (Run). It imports the standard library and
// backend/directory only.
package organization
