// Package google reads users and groups from Google Workspace and Cloud
// Identity over the Directory API of the Admin SDK
// (https://developers.google.com/workspace/admin/directory/reference/rest), as a
// service account that acts for an administrator
// (https://developers.google.com/identity/protocols/oauth2/service-account).
// docs/directories/google-workspace.md describes it for administrators.
//
// The rules:
//
//   - Exactly one of customer and domain is sent, customer where it is set.
//   - Google tells no changes, so that every read is complete: a request for
//     every 500 users, 200 groups, and each group's 200 members. Members of
//     many groups are read at once, within 2,400 requests in any minute.
//   - A quota error waits, whatever status it has. The retries are those of
//     the transport: the calls used here have none of their own.
//   - A member counts whatever its status, as long as the user is there. The
//     member CUSTOMER is everybody. Members outside of the account are nobody,
//     and a group that nobody may look into is left out with a warning; a page
//     that fails in the middle of a list fails the read.
package google
