// Package googletest is a stateful fake of a Google Workspace account: the
// token endpoint for service accounts with domain-wide delegation
// (https://developers.google.com/identity/protocols/oauth2/service-account)
// and, of the Directory API of the Admin SDK
// (https://developers.google.com/workspace/admin/directory/reference/rest),
// the lists of users, deleted users, groups and members with their limits,
// queries, page tokens and partial answers, and the quotas with their errors.
//
// A request that Google would refuse, or whose meaning nobody documents, fails
// the test.
package googletest
