// Package transport makes the HTTP clients with which this program talks to
// Bitwarden servers and cloud directories. Everything that is not the
// vendor's business is a decorator around the next http.RoundTripper, from
// the outside in:
//
//	retry → sent → limit → quota → gate → meter → whole answers → timeout →
//	log → redact → user agent → net/http
//
// The rules:
//
//   - A request that may be sent twice is repeated when the connection fails
//     and on 408, 429 and 5xx; any other one only on 429 and where nothing
//     left this machine (ErrNotSent). GET, HEAD, OPTIONS, PUT and DELETE may
//     be sent twice, others where MarkIdempotent says so.
//   - A vendor's own way to say "slower" (Options.Wait) counts as 429.
//   - Every attempt has a time limit, and so have all attempts together. What
//     limits, quota and gate hold back is not part of it: Within bounds a
//     whole read.
//   - Only attempts pass a gate or use up a quota, not the waits between them.
//   - Redirects are never followed: a POST would become a GET, and a login
//     page would pass for an answer.
//   - A token is kept until shortly before its end (Tokens). One that is refused
//     is renewed once; what a failed log-in says is not about the request.
//   - An answer that is not the wanted one is an AnswerError; what it means is the
//     Vendor's to say, what anybody on the way says is not. Only invalid_client,
//     unauthorized_client and invalid_grant speak of the key (RefusesKey).
//   - No error and no log line holds a query string, a header or a password.
//     Callers hand what Client.Do returns to Explain, because net/http puts
//     the whole URL into its errors.
package transport
