package transport

import (
	"net/http"
	"sync"
	"time"

	"directoryconnector/backend/directory"
)

// Metrics counts what a client does. The zero value is ready; several clients
// may share one, and several goroutines may use it.
type Metrics struct {
	mu      sync.Mutex
	traffic directory.Traffic
	// waiting is how many wait now, since when at least one does.
	waiting int
	since   time.Time
}

// Traffic returns what was counted so far. It makes a Source that returns it
// a directory.Meter.
func (m *Metrics) Traffic() directory.Traffic {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.traffic
	if m.waiting > 0 {
		t.Waited += time.Since(m.since)
	}
	return t
}

// Wait counts the time until the function that it returns is called as time
// in which something was held back. It must be called once.
func (m *Metrics) Wait() (done func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.waiting++; m.waiting == 1 {
		m.since = time.Now()
	}
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.waiting--; m.waiting == 0 {
			m.traffic.Waited += time.Since(m.since)
		}
	}
}

// Throttled counts a part of an answer that asked to be slower and is asked
// for again.
func (m *Metrics) Throttled() {
	m.add(func(t *directory.Traffic) { t.Throttled++; t.Retries++ })
}

func (m *Metrics) add(change func(*directory.Traffic)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(&m.traffic)
}

// meter is a decorator that counts attempts, and the answers that ask to be
// slower.
type meter struct {
	next    http.RoundTripper
	metrics *Metrics
	wait    WaitFunc
}

func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	m.metrics.add(func(t *directory.Traffic) { t.Requests++ })
	resp, err := m.next.RoundTrip(r)
	if err == nil && isThrottled(resp, m.wait) {
		m.metrics.add(func(t *directory.Traffic) { t.Throttled++ })
	}
	return resp, err
}
