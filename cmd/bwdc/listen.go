package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/cli"
	"directoryconnector/backend/directory"
)

// defaultListen is where the pages are, unless told otherwise: an address that
// a person can keep in mind and a tunnel can name.
const defaultListen = "127.0.0.1:8733"

// A place is where the pages are served.
type place struct {
	listener    net.Listener
	certificate *tls.Certificate
	// base is the address without a path, e.g. "http://127.0.0.1:8733"; names
	// are those that browsers may use beside loopback's.
	base  string
	port  int
	names []string
}

// bind listens. Nothing is served from it yet.
func (s *serving) bind(ctx context.Context) (*place, error) {
	at := &place{names: s.hosts}
	var err error
	if at.certificate, err = s.certificateOf(); err != nil {
		return nil, err
	}
	if at.listener, err = s.listenAt(ctx); err != nil {
		return nil, err
	}
	tcp := at.listener.Addr().(*net.TCPAddr) // "tcp" has no other
	at.port = tcp.Port
	if err := s.allowed(tcp, at.certificate); err != nil {
		_ = at.listener.Close() // err is what counts
		return nil, err
	}
	scheme, host := "http", tcp.IP.String()
	if at.certificate != nil {
		scheme = "https"
	}
	if !tcp.IP.IsUnspecified() {
		at.names = append(at.names, host)
	}
	if len(s.hosts) > 0 {
		host = s.hosts[0]
	}
	at.base = scheme + "://" + net.JoinHostPort(host, strconv.Itoa(at.port))
	return at, nil
}

// allowed refuses to serve other machines without encryption, or under a name
// that was not told.
func (s *serving) allowed(tcp *net.TCPAddr, certificate *tls.Certificate) error {
	if tcp.IP.IsLoopback() || certificate != nil && len(s.hosts) > 0 {
		return nil
	}
	address := tcp.String()
	if wanted, _, err := net.SplitHostPort(s.listen); err == nil { // the system writes 0.0.0.0 as [::]
		address = net.JoinHostPort(wanted, strconv.Itoa(tcp.Port))
	}
	return cli.Usage(fmt.Sprintf("%s can be reached by other machines: --tls-cert, --tls-key and --host are needed", address),
		"Better: listen on 127.0.0.1, and reach it by a tunnel: ssh -t -L 8733:127.0.0.1:8733 SERVER bwdc serve")
}

// certificateOf reads the certificate; nil where none is asked for.
func (s *serving) certificateOf() (*tls.Certificate, error) {
	for _, name := range s.hosts {
		if name == "" || strings.ContainsAny(name, "/:@? ") {
			return nil, cli.Usage(fmt.Sprintf("--host takes a name, not %q", name), "Give the name alone, as in --host bwdc.example.com")
		}
	}
	if s.certFile == "" && s.keyFile == "" {
		return nil, nil //nolint:nilnil // none is asked for
	}
	if s.certFile == "" || s.keyFile == "" {
		return nil, cli.Usage("--tls-cert and --tls-key belong together", "Give the file with the certificate and the file with its private key.")
	}
	if err := app.CheckPrivateKey(s.keyFile); err != nil {
		return nil, err
	}
	certificate, err := tls.LoadX509KeyPair(s.certFile, s.keyFile)
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("read the certificate: %w", err), "Both files are PEM; the certificate comes first, then those that signed it.")
	}
	for _, name := range s.hosts {
		if err := certificate.Leaf.VerifyHostname(name); err != nil {
			s.factory.Note("Browsers will warn: " + err.Error())
		}
	}
	return &certificate, nil
}

// listenAt takes the wanted address, or where none is wanted and the usual
// port is in use, any port.
func (s *serving) listenAt(ctx context.Context) (net.Listener, error) {
	wanted := s.listen
	if wanted == "" {
		wanted = defaultListen
	} else if host, port, err := net.SplitHostPort(wanted); err != nil || port == "" {
		return nil, cli.Usage(fmt.Sprintf("--listen takes an address and a port, not %q", wanted), "As in --listen 127.0.0.1:8733; with port 0 the system chooses one.")
	} else if _, err := strconv.ParseUint(port, 10, 16); errors.Is(err, strconv.ErrRange) {
		return nil, cli.Usage(fmt.Sprintf("--listen takes a port from 0 to 65535, not %q", port),
			fmt.Sprintf("As in --listen %s; with port 0 the system chooses one.", net.JoinHostPort(host, "8733")))
	}
	l, err := cli.Listen(ctx, wanted, "bwdc serve")
	if s.listen == "" && errors.Is(err, cli.ErrInUse) {
		s.factory.Note(err.Error() + ": this one takes another port.")
		return cli.Listen(ctx, "127.0.0.1:0", "bwdc serve")
	}
	return l, err
}
