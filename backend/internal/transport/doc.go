// Package transport makes the HTTP clients with which this program talks to
// Bitwarden servers and cloud directories. Everything that is not the
// vendor's business is a decorator around the next http.RoundTripper, from
// the outside in:
//
//	retry → sent → limit → timeout → log → redact → user agent → net/http
//
// The rules:
//
//   - A request that may be sent twice is repeated when the connection fails
//     and on 408, 429 and 5xx; any other one only on 429 and where nothing
//     left this machine (ErrNotSent). GET, HEAD, OPTIONS, PUT and DELETE may
//     be sent twice, others where MarkIdempotent says so.
//   - Every attempt has a time limit, and so have all attempts together.
//   - Redirects are never followed: a POST would become a GET, and a login
//     page would pass for an answer.
//   - No error and no log line holds a query string, a header or a password.
//     Callers hand what Client.Do returns to Explain, because net/http puts
//     the whole URL into its errors.
package transport
