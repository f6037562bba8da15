// Package graphtest is a stateful fake of Microsoft Graph v1.0 and of the
// authority that gives tokens for it, for one tenant in one of Microsoft's
// clouds, as https://learn.microsoft.com/graph/overview describes it: lists of
// users, deleted users, groups, members, and what is in administrative units,
// with $select, $top and nextLinks; delta with its tokens; batches whose parts
// are answered each by itself; permissions; throttling by units. It can be
// slow, cut connections, fail at random, forget tokens, answer a log-in in
// pieces, and answer from replicas that lag behind.
//
// A request that Graph would refuse, or whose meaning nobody documents, fails
// the test, and so does one to another cloud. Where Microsoft's pages leave
// something open the fake is the harder one: pages of delta are short
// (https://learn.microsoft.com/answers/questions/5875141), who is restored is
// in the old groups again without a word, and so is a group.
package graphtest
