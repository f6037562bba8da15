// Package send does what a comparison found, request by request: it is the
// only part of a sync that changes anything (docs/semantics.md, steps 10 and
// 11). Before a request its entries are recorded as in flight; only what the
// server accepted leaves the record, in one transaction per request, and what
// was accepted but does not show is taken back.
package send
