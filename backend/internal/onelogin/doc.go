// Package onelogin reads users, and roles as groups, from a OneLogin account
// over the API 2 (https://developers.onelogin.com/api-docs/2/).
// docs/directories/onelogin.md describes it for administrators.
//
// The rules:
//
//   - OneLogin keeps nothing of deleted users: who is gone is missing in a
//     complete read. So every read is complete, and takes a request for every
//     1,000 users and every 650 roles.
//   - Every answer but 200 fails the read, whatever page it is.
//   - Pages are counted, not linked: who is deleted meanwhile moves the others
//     to earlier pages. So every page tells how many entries there are, and a
//     list whose numbers do not fit is read again.
//   - Who or what the last Snapshot has and a list of several pages lacks is
//     asked for by id before being gone. Where there is no last Snapshot, such
//     a list is read until two reads in a row hold the same entries.
//   - Where there are more than two pages, and the first one says so, the others
//     are asked for side by side, by number. Where that does not fit, the list
//     is read again by its cursors.
//   - Who has a role is told twice, by the users (role_ids) and by the roles
//     (users). Where both agree it is taken; a role about which they don't is
//     asked itself, https://developers.onelogin.com/api-docs/2/roles/get-role-users.
//   - A token that has expired is renewed once.
package onelogin
