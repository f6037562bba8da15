package directory_test

import (
	"testing"
	"time"

	"directoryconnector/backend/directory"
)

func TestTrafficInWords(t *testing.T) {
	t.Parallel()
	for want, traffic := range map[string]directory.Traffic{
		"0 requests":             {},
		"1 request":              {Requests: 1, Waited: 900 * time.Millisecond},
		"2 requests, waited 1 s": {Requests: 2, Waited: time.Second},
		"1,042 requests, 3 throttled, waited 12 s":         {Requests: 1042, Throttled: 3, Retries: 3, Waited: 12100 * time.Millisecond},
		"1,000,006 requests, 2 repeated, waited 1,200 s":   {Requests: 1000006, Retries: 2, Waited: 20 * time.Minute},
		"9 requests, 1 throttled, 2 repeated, waited 61 s": {Requests: 9, Throttled: 1, Retries: 3, Waited: 61 * time.Second},
	} {
		if got := traffic.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
