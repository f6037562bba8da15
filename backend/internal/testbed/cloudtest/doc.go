// Package cloudtest is what the fakes of cloud directories share: HTTPS under
// the vendor's own host names, on loopback or in memory; answers that come
// late, break off, or are replaced by something else; and counts of what was
// asked. What an answer says is the fake's own business.
//
// A Server is reached by Transport, whose dialer leads the vendor's names to
// it; a connection to any other name fails the test.
package cloudtest
