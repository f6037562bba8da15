package transport

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// spoken is an error of the network in words: what Go says of it ("dial tcp:
// lookup x on 10.0.0.1:53: no such host") stays beneath, for errors.Is and
// errors.As.
type spoken struct {
	text string
	err  error
}

func (e *spoken) Error() string { return e.text }
func (e *spoken) Unwrap() error { return e.err }

// speak returns an error of the network in words; others as they are.
func speak(err error) error {
	if _, ok := errors.AsType[*ProxyError](err); ok || strings.Contains(err.Error(), "proxyconnect") || strings.Contains(err.Error(), "socks connect") {
		return err // it says what part of the way it was
	}
	words, _ := tlsWords(err)
	if words = cmp.Or(words, socketWords(err)); words == "" {
		return err
	}
	return &spoken{words, err}
}

func socketWords(err error) string {
	dns, ok := errors.AsType[*net.DNSError](err)
	switch {
	case ok && dns.IsNotFound && dns.Server != "":
		return fmt.Sprintf("the name %s is unknown to the DNS server %s", dns.Name, dns.Server)
	case ok && dns.IsNotFound:
		return fmt.Sprintf("the name %s is unknown", dns.Name)
	case ok && dns.IsTimeout:
		return fmt.Sprintf("no DNS server tells the address of %s in time", dns.Name)
	case ok:
		return fmt.Sprintf("the address of %s can't be looked up", dns.Name)
	}
	address := "the server"
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Addr != nil {
		address = e.Addr.String()
	}
	switch {
	case IsRefused(err):
		return address + " refuses connections"
	case IsCut(err):
		return cutWords(err)
	}
	return ""
}

// cutWords keeps what was being done, and leaves out how Go calls the end.
func cutWords(err error) string {
	const cut = "the connection was cut"
	what := err.Error()
	if e, ok := errors.AsType[*net.OpError](err); ok {
		what = strings.TrimSuffix(what, e.Error())
	}
	for _, end := range []error{io.ErrUnexpectedEOF, io.EOF} {
		what = strings.TrimSuffix(what, end.Error())
	}
	if what = strings.TrimSuffix(what, ": "); what == "" {
		return cut
	}
	return cut + ": " + what
}

// tlsWords says what is wrong with the server's certificate or with its TLS, and
// what a person can do; "" for anything else.
func tlsWords(err error) (words, hint string) {
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		words = "the server's certificate is not for " + e.Host
		if names := e.Certificate.DNSNames; len(names) > 0 {
			words = fmt.Sprintf("the server's certificate is for %s, not for %s", strings.Join(names[:min(3, len(names))], ", "), e.Host)
		}
		hint = fmt.Sprintf("the certificate is not for %s: use the name that the certificate is for", e.Host)
	} else if e, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		words = "the server's certificate comes from an authority that is not trusted here"
		hint = "the server's certificate comes from an authority that this machine does not trust: put the authority's certificate into a PEM file and set network.caFile to it"
		if e.Cert != nil {
			hint = fmt.Sprintf("the server's certificate comes from an authority (%q) that this machine does not trust: "+
				"put the authority's certificate into a PEM file and set network.caFile to it", e.Cert.Issuer.String())
		}
	} else if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok && e.Reason == x509.Expired {
		words = fmt.Sprintf("the server's certificate holds from %s to %s", e.Cert.NotBefore.Format("2006-01-02"), e.Cert.NotAfter.Format("2006-01-02"))
		hint = "the certificate has expired or is not valid yet: renew it, or check the clock of this machine"
	} else if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client") {
		words = "what answers does not speak TLS"
		hint = "the server does not speak TLS at this port: check the port, or whether the address starts with http://"
	}
	if problem, help := CertificateProblem(err, "network.caFile"); problem != "" {
		hint = problem + ". " + help
	}
	return words, hint
}
