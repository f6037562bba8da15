package directory

import (
	"fmt"
	"strconv"
	"time"
)

// Traffic counts what was asked of a directory over HTTP.
type Traffic struct {
	// Requests were sent, repeated ones included.
	Requests int `json:"requests"`
	// Throttled counts the answers that asked to be slower.
	Throttled int `json:"throttled,omitempty"`
	// Retries counts the requests that were sent again, for whatever reason.
	Retries int `json:"retries,omitempty"`
	// Waited is for how long anything was held back: by a rate limit or
	// between two tries. What waits at the same time is counted once.
	Waited time.Duration `json:"waited,omitempty"`
}

// A Meter is a Source that counts its traffic, since it was opened. It may be
// asked at any time, also after a read that failed.
type Meter interface {
	Traffic() Traffic
}

// String is for people, e.g. "1,042 requests, 3 throttled, waited 12 s".
func (t Traffic) String() string {
	text := count(t.Requests, "request")
	if t.Throttled > 0 {
		text += ", " + thousands(t.Throttled) + " throttled"
	}
	if again := t.Retries - t.Throttled; again > 0 {
		text += ", " + thousands(again) + " repeated"
	}
	if t.Waited >= time.Second {
		text += ", waited " + thousands(int(t.Waited.Round(time.Second)/time.Second)) + " s"
	}
	return text
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// thousands writes n with a comma before every three digits.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
