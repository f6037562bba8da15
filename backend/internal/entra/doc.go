// Package entra reads users, groups and memberships of a Microsoft Entra ID
// tenant through Microsoft Graph v1.0
// (https://learn.microsoft.com/graph/api/overview).
// docs/directories/entra-id.md describes it for administrators.
//
// Requests are sent by the request adapter of Microsoft's SDK, through this
// program's own transport, which keeps the tokens. The generated models
// of the SDK are not used; docs/decisions.md has the figures.
//
// The rules:
//
//   - Every request goes to the authority and the Graph host of the configured
//     cloud, also where a link says otherwise.
//   - A list is read to its last page, or the read fails. So does a part of a
//     batch that fails for good.
//   - The email of a user is mail, or userPrincipalName where mail is empty or
//     on onmicrosoft.com. Who has a # in it, as guests have, is left out and
//     counted in one warning.
//   - A complete read that has nothing to go on from is one of lists, of the
//     members in batches, and of what delta tells of the time since; where much
//     is to be read, or something was told before, it is first rounds of
//     users/delta and groups/delta. See read.go.
//   - A list may be behind what delta counts as told. It is settled by a first
//     round of delta some minutes later. See settle.go.
//   - An incremental read is the next round, merged. See changes.go. What
//     filters by group or administrative unit leave out is in no Snapshot, so
//     that with them a change of anything means a complete read.
package entra
