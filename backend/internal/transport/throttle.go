package transport

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A WaitFunc knows a vendor's own ways to say "slower". It is asked about
// answers with a status from 400 on, possibly more than once, and must leave
// the body as it was: see Peek. With throttled the request was not processed,
// so that it is sent again whatever its method; wait is how long the vendor
// wants to be left alone, 0 where it does not say. Where it says false, the
// usual rules hold: 429 and Retry-After.
type WaitFunc func(resp *http.Response) (wait time.Duration, throttled bool)

// Unsaid asks vendor about a 429 that has no Retry-After.
func Unsaid(vendor WaitFunc) WaitFunc {
	return func(resp *http.Response) (time.Duration, bool) {
		if _, said := RetryAfter(resp); said || resp.StatusCode != http.StatusTooManyRequests {
			return 0, false
		}
		return vendor(resp)
	}
}

// throttled returns what the answer asks for: the vendor's way, else that of
// HTTP.
func throttled(resp *http.Response, vendor WaitFunc) (wait time.Duration, known, yes bool) {
	if resp.StatusCode < http.StatusBadRequest {
		return 0, false, false
	}
	if vendor != nil {
		if wait, ok := vendor(resp); ok {
			return wait, wait > 0, true
		}
	}
	wait, known = RetryAfter(resp)
	return wait, known, resp.StatusCode == http.StatusTooManyRequests || known && resp.StatusCode == http.StatusServiceUnavailable
}

func isThrottled(resp *http.Response, vendor WaitFunc) bool {
	_, _, yes := throttled(resp, vendor)
	return yes
}

// RetryAfter returns how long the answer asks to wait (RFC 9110, 10.2.3).
func RetryAfter(resp *http.Response) (time.Duration, bool) {
	text := strings.TrimSpace(resp.Header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at)), true
	}
	return 0, false
}

// Peek returns up to n bytes from the start of an answer's body and leaves the
// body as if nobody had read it.
func Peek(resp *http.Response, n int64) []byte {
	if resp.Body == nil {
		return nil
	}
	start, err := io.ReadAll(io.LimitReader(resp.Body, n))
	rest := io.Reader(resp.Body)
	if err != nil {
		rest = broken{err}
	}
	resp.Body = &peeked{Reader: io.MultiReader(bytes.NewReader(start), rest), Closer: resp.Body}
	return start
}

// peeked is a body of which the start was read before.
type peeked struct {
	io.Reader
	io.Closer
}

// broken fails when it is read.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// until returns how long it is to a moment that a server named in seconds
// since 1970, by the server's own clock where the answer has a Date. Both are
// cut to seconds, so that one more makes sure.
func until(epoch int64, h http.Header) time.Duration {
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now().Truncate(time.Second)
	}
	return max(0, time.Unix(epoch, 0).Sub(now)) + time.Second
}
