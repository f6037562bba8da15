package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"directoryconnector/backend/directory"
)

// ErrInUse: somebody else listens at the address.
var ErrInUse = errors.New("is in use")

// listenAddress is where to listen, or to ask, for what a person wrote: a port
// alone is one of this machine.
func listenAddress(text string) (string, error) {
	if _, err := strconv.ParseUint(text, 10, 16); err == nil {
		return net.JoinHostPort("127.0.0.1", text), nil
	}
	host, port, err := net.SplitHostPort(text)
	if _, number := strconv.ParseUint(port, 10, 16); err != nil || number != nil {
		return "", usageError{directory.WithHint(fmt.Errorf("--listen takes a port, or an address with one, not %q", text),
			"As in --listen 9464, for this machine only, or --listen 0.0.0.0:9464, for all that reach it.")}
	}
	return net.JoinHostPort(cmp.Or(host, "127.0.0.1"), port), nil
}

// Listen listens at an address, HOST:PORT. The command, as in "bwdc serve", is
// who perhaps does already; that is ErrInUse.
func Listen(ctx context.Context, address, command string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, addressInUse):
		return nil, directory.WithHint(fmt.Errorf("%s %w, perhaps by another %s", address, ErrInUse, command), "Stop that one, or choose another port with --listen.")
	}
	return nil, directory.WithHint(fmt.Errorf("listen on %s: %w", address, err), "Choose an address of this machine with --listen.")
}
