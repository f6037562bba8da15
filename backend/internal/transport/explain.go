package transport

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"directoryconnector/backend/directory"
)

// Explain returns what Client.Do returned in words for an administrator, not in
// those of Go's network: without query and password, with a hint where one is known, and wrapping
// directory.ErrUnreachable where there was no conversation with the server.
// What errors.Is and errors.As find stays.
func Explain(err error) error {
	if err == nil {
		return nil
	}
	if login, ok := errors.AsType[*tokenError](err); ok {
		return login // not about the request that it was for
	}
	cancelled := errors.Is(err, context.Canceled)
	hint := hintFor(err)
	err = speak(sanitize(err))
	if !cancelled && !errors.Is(err, directory.ErrUnreachable) &&
		errors.Is(err, ErrNotSent) {
		err = fmt.Errorf("%w: %w", directory.ErrUnreachable, err)
	}
	return directory.WithHint(err, hint)
}

// hintFor says what a person can do, or "".
func hintFor(err error) string {
	if _, hint := tlsWords(err); hint != "" {
		return hint
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Sprintf("the name %s could not be resolved: check its spelling and the DNS of this machine, or set network.proxy", dns.Name)
	}
	if e, ok := errors.AsType[*ProxyError](err); ok {
		return e.hint()
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "proxyconnect"), strings.Contains(text, "socks connect"):
		return "the proxy can't be reached: check network.proxy, or HTTPS_PROXY in the environment"
	case errors.Is(err, context.Canceled):
		return ""
	case errors.Is(err, ErrNotUTF8):
		if e, ok := errors.AsType[*JSONError](err); ok && e.Escape != "" {
			return "a name or an address there holds half of a character, as programs leave it that cut texts: look near the id and write it anew"
		}
		return "something on the way damages answers, or answers in the server's place: check network.proxy"
	case IsRefused(err):
		return "nothing listens at this address: check host and port, and that the server runs"
	case IsTimeout(err):
		return "the server did not answer in time: check that a firewall lets this machine reach it, or set network.proxy"
	case IsCut(err):
		return "the server, or a proxy in between, closed the connection: look at the server's log and at the time limits of proxies"
	}
	return ""
}
