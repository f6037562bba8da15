package transport

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestErrorsOfTheNetworkAreInWords(t *testing.T) {
	t.Parallel()
	address := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443}
	socket := func(op string, cause error) error {
		return &net.OpError{Op: op, Net: "tcp", Addr: address, Err: os.NewSyscallError(op, cause)}
	}
	cert := &x509.Certificate{DNSNames: []string{"vault.example.com"}, NotBefore: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	for want, err := range map[string]error{
		"the name x.example is unknown to the DNS server 10.0.0.1:53":                                       &net.OpError{Op: "dial", Err: &net.DNSError{Name: "x.example", Server: "10.0.0.1:53", IsNotFound: true}},
		"no DNS server tells the address of x.example in time":                                              &net.DNSError{Name: "x.example", IsTimeout: true},
		"127.0.0.1:443 refuses connections":                                                                 socket("connect", syscall.ECONNREFUSED),
		"the connection was cut":                                                                            socket("read", syscall.ECONNRESET),
		"the connection was cut: the list broke off":                                                        fmt.Errorf("the list broke off: %w", io.ErrUnexpectedEOF),
		"the server's certificate is for vault.example.com, not for 127.0.0.1":                              x509.HostnameError{Certificate: cert, Host: "127.0.0.1"},
		"the server's certificate comes from an authority that is not trusted here":                         x509.UnknownAuthorityError{},
		"the server's certificate holds from 2025-01-02 to 2026-01-02":                                      x509.CertificateInvalidError{Cert: cert, Reason: x509.Expired},
		"what answers does not speak TLS":                                                                   errors.New("http: server gave HTTP response to HTTPS client"),
		"proxyconnect tcp: dial tcp 127.0.0.1:443: connect: " + syscall.ECONNREFUSED.Error() + " as before": fmt.Errorf("proxyconnect tcp: dial tcp 127.0.0.1:443: connect: %w as before", syscall.ECONNREFUSED),
	} {
		got := speak(err)
		if got.Error() != want {
			t.Errorf("%q, want %q", got, want)
		}
		if !errors.Is(got, err) {
			t.Errorf("%q hides its cause", want)
		}
	}
}
