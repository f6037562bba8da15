// Package demo shows the product in a minute: a sample company in a file, an
// organization server on loopback, and the same use cases that an
// administrator runs: log-in, test, sync, a change, a second sync, what somebody
// did by hand in the organization, a plan that is approved and applied, two
// people who swap names, and a guard that stops a mistake. It needs no network
// and no configuration and leaves nothing behind.
package demo
