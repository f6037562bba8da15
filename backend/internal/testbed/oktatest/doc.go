// Package oktatest is a stateful fake of an Okta organization's management
// API, as https://developer.okta.com/docs/api/ describes it: the lists of
// users, groups, members of a group and groups of a user, with their limits,
// filters and Link headers, the System Log of what was deleted, tokens with
// rights, rate limits by endpoint with their headers, errors as Okta words
// them. It can be slow, cut connections, fail at random, and forget cursors.
//
// testdata/management-api.json holds the facts of Okta's published OpenAPI
// description that the fake is checked against.
//
// A request that Okta would refuse, or whose meaning nobody documents, fails
// the test. What Okta does not tell the fake does not tell either: purged
// users and deleted groups appear in no list, only in the log, deactivated
// users stay members, and their return changes no group.
package oktatest
