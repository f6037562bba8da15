// Package proxytest is an HTTP proxy on loopback, as companies have one. It
// leads a program to the fakes of cloud directories under the vendors' own
// names, with no hook for tests in the program, or anything to one address;
// it can want a log-in, and refuse.
package proxytest
