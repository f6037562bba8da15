// Package bitwarden talks to a Bitwarden server as an organization: it logs
// in with the organization's API key, reads the member list and imports.
//
// The rules:
//
//   - An import is sent once. It is repeated only where the server certainly
//     did not work on it: no connection, 429, or 401 (once, with a new
//     token). Any other lost answer is an *organization.UnknownOutcomeError,
//     and the syncer finds out what happened.
//   - The same Request gives the same bytes.
//   - A token lives in memory only and is renewed before it ends. A 401 never
//     touches the saved key.
//   - What a server says is shown in one bounded line; web pages never.
//
// See https://bitwarden.com/help/public-api/.
package bitwarden
