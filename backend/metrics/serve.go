package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The bounds of a connection, and of what it takes to end.
const (
	headerTime   = 5 * time.Second
	answerTime   = 30 * time.Second
	idleTime     = 2 * time.Minute
	maxHeader    = 16 << 10
	shutdownTime = 2 * time.Second
)

// Serve answers on a listener until ctx ends, and returns when all that it began
// has ended.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime, WriteTimeout: answerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		if server.Shutdown(bounded) != nil {
			_ = server.Close() // somebody is slow
		}
	})
	err := server.Serve(l)
	if stop() {
		_ = server.Close() // err is what counts
		return fmt.Errorf("serve metrics on %s: %w", l.Addr(), err)
	}
	<-ended
	return nil
}
