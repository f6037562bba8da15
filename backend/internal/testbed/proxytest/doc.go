// Package proxytest is an HTTP proxy on loopback through which a program
// reaches the fakes of cloud directories under the vendors' own names: the
// program gets its address and a certificate authority, as it would in a
// company's network, and needs no hook for tests.
package proxytest
