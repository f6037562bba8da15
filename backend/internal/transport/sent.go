package transport

import (
	"errors"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"directoryconnector/backend/directory"
)

// ErrNotSent says that the request failed before a connection to send it on was there
// (name, address, proxy, TLS, cancelled while waiting). The server has seen
// nothing of it.
var ErrNotSent = errors.New("the request was not sent")

// notSent marks an error without changing its text.
func notSent(err error) error { return directory.Errorf(ErrNotSent, "%w", err) }

// sent is a decorator that tells failures before sending from later ones.
type sent struct{ next http.RoundTripper }

func (s *sent) RoundTrip(r *http.Request) (*http.Response, error) {
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	resp, err := s.next.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil && !connected.Load() {
		err = notSent(err)
	}
	return resp, err
}
