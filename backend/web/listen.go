package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// The bounds of a connection. Answers have bounds of their own, since some of
// them go on for as long as a page is open.
const (
	headerTime   = 10 * time.Second
	requestTime  = 30 * time.Second
	idleTime     = 2 * time.Minute
	maxHeader    = 32 << 10
	shutdownTime = 5 * time.Second
)

// Serve answers on a listener until ctx ends; then it returns nil, within
// seconds, and everything that it started has ended. certificate makes it
// speak TLS; nil: it does not. Serve closes the Hub.
func (s *Server) Serve(ctx context.Context, l net.Listener, certificate *tls.Certificate) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		// TLS errors of others are of no use to an administrator.
		ErrorLog: slog.NewLogLogger(s.opts.Log.Handler(), slog.LevelDebug),
	}
	var waiting unusedConns
	server.ConnState = waiting.watch
	if certificate != nil {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12}
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		// Pages that listen would keep the server for ever.
		s.opts.Events.Close()
		waiting.close()
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		err := server.Shutdown(bounded)
		if err != nil { // somebody is slow
			err = server.Close()
		}
		stopped <- err
	})
	var err error
	if certificate != nil {
		err = server.ServeTLS(l, "", "")
	} else {
		err = server.Serve(l)
	}
	s.opts.Events.Close()
	if stop() { // it ended for another reason
		_ = server.Close() // err is what counts
		return fmt.Errorf("web: serve on %s: %w", l.Addr(), err)
	}
	if err := <-stopped; err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("web: stop serving on %s: %w", l.Addr(), err)
	}
	return nil
}

// unusedConns holds the connections that have asked for nothing yet. Browsers
// open them for later; Shutdown would wait five seconds for what they may ask.
type unusedConns struct {
	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	closed bool
}

// watch is told what becomes of each connection.
func (s *unusedConns) watch(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(s.conns, c)
	case s.closed:
		_ = c.Close()
	default:
		if s.conns == nil {
			s.conns = map[net.Conn]struct{}{}
		}
		s.conns[c] = struct{}{}
	}
}

// close closes them, and all that come from now on.
func (s *unusedConns) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for c := range s.conns {
		_ = c.Close() // nobody waits for an answer
	}
}
