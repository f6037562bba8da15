// Package okta reads users, groups and memberships of an Okta organization
// through the Okta management API (https://developer.okta.com/docs/api/).
// docs/directories/okta.md describes it for administrators.
//
// The rules:
//
//   - A user is everybody that the list of users shows; who is suspended is
//     disabled. Who is deactivated (DEPROVISIONED) is a tombstone, also where
//     a query would leave that user out.
//   - A list is read to its last page, or the read fails. Pages are found
//     through Link headers only, and never at another address than
//     okta.orgUrl: the token goes nowhere else.
//   - Queries of the administrator use the parameter filter, never search.
//   - A group that the name filter leaves out is not part of the Snapshot, so
//     that nobody asks for its members.
//   - The rate limits that answers tell are kept with a fifth to spare.
//   - An incremental read asks for what was updated since five minutes before
//     the last read, by the server's clock. See changes.go. Who is in
//     no list any more the System Log tells, or is looked for once an hour. See
//     gone.go and log.go.
package okta
