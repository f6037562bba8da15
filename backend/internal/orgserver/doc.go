// Package orgserver is the embedded organization: a Bitwarden server that
// lives in memory, with the identity token, the import and the part of the
// public API that goes with it. The demo, the benchmark and tests run against
// it over loopback HTTP; it knows nothing of package testing.
//
// It keeps state and has the faults of the real servers, because these are
// what a sync must survive:
//
//   - validation refuses a whole request before anything happens, after that
//     an import works step by step without a transaction;
//   - a null list, one email twice, one group twice, twins with one external
//     id and an external id that would move to another member end in a 500;
//   - a taken email or a known external id is ignored with a 200;
//   - two imports at the same time make twins;
//   - the cloud buys seats by itself, other servers refuse instead.
//
// With Options.Vaultwarden it behaves as that server does: it works through
// the members in their order and stops at the first that it refuses, without a
// name. Faults make a server fail, stall or cut the connection before, midway
// or after the work was done, also long after the answer.
// See https://bitwarden.com/help/public-api/.
package orgserver
