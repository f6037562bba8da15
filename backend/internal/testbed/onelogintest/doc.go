// Package onelogintest is a stateful fake of a OneLogin account's API 2, as
// https://developers.onelogin.com/api-docs/2/ describes it: tokens for API
// credentials with scopes, the lists of users, roles, and users of a role with
// their filters, limits, cursors and counting headers, the account's calls an
// hour, errors in OneLogin's three forms.
//
// Pages are counted from the start of a list, as OneLogin's cursors are that
// are readable as base64: who is deleted moves the others to earlier pages. A
// request that OneLogin would refuse, or whose meaning nobody documents, fails
// the test.
package onelogintest
