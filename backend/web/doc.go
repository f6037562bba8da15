// Package web is the local HTTP backend: the methods that the pages call, their
// events, downloads and the built pages themselves as one http.Handler. `bwdc
// serve` listens with it, so that the pages of the window run in a browser; the
// window takes its downloads and its headers (Window).
//
//	POST /api/call/<Method>         one JSON value or nothing in, one JSON value out
//	GET  /api/events                server-sent events: {"event":…,"data":…}
//	GET  /api/download/<list>.<format>   test or history, csv or json
//	GET  /open?token=…              exchanges a ticket for a session
//	GET  /                          the pages; /bridge.js gives them their methods
//
// An error is a bridge.Problem with a status that goes by its code (statusOf).
//
// The rules, because any page that a browser shows can send requests to
// loopback, and any name can be made to resolve to it:
//
//   - Nothing is answered under a name that is not ours (DNS rebinding), nor
//     to another origin; see origin.go.
//   - Whoever wants in needs a ticket: 256 random bits in an address that is
//     printed once, good for one use within a minute. It becomes a session in a
//     cookie that scripts can't read and other sites can't send.
//   - Sizes and times of everything are bounded; see Serve.
//   - Answers are never stored, except files whose name is their content.
//   - Tickets and cookies are never logged, and kept as hashes only.
package web
