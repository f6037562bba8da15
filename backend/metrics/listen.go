package metrics

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"directoryconnector/backend/directory"
)

// Address is where to listen for what a person wrote: a port alone is one of
// this machine.
func Address(text string) (string, error) {
	if _, err := strconv.ParseUint(text, 10, 16); err == nil {
		return net.JoinHostPort("127.0.0.1", text), nil
	}
	host, port, err := net.SplitHostPort(text)
	if _, number := strconv.ParseUint(port, 10, 16); err != nil || number != nil {
		return "", directory.WithHint(fmt.Errorf("--listen takes a port, or an address with one, not %q", text),
			"As in --listen 9464, for this machine only, or --listen 0.0.0.0:9464, for all that reach it.")
	}
	return net.JoinHostPort(cmp.Or(host, "127.0.0.1"), port), nil
}

// Listen listens at an Address.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, addressInUse):
		return nil, directory.WithHint(fmt.Errorf("%s is in use, perhaps by another bwdc run", address), "Stop that one, or choose another port with --listen.")
	}
	return nil, directory.WithHint(fmt.Errorf("listen on %s: %w", address, err), "Choose an address of this machine with --listen, as in --listen 9464.")
}

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
