package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"directoryconnector/backend/directory"
)

// proxy returns what chooses the proxy of a request: the one of the settings,
// else that of the environment, in both cases with the name and password of
// the settings where the address has none.
func (o Options) proxy() (func(*http.Request) (*url.URL, error), error) {
	choose := http.ProxyFromEnvironment
	if o.Network.Proxy != "" {
		fixed, err := url.Parse(o.Network.Proxy)
		if err != nil || fixed.Host == "" {
			// the parser's error would repeat a password
			return nil, directory.WithHint(errors.New("network.proxy is not the address of a proxy"),
				"set network.proxy to something like http://proxy.example.com:3128")
		}
		choose = http.ProxyURL(fixed)
	}
	if o.Network.ProxyUsername == "" {
		return choose, nil
	}
	login := url.UserPassword(o.Network.ProxyUsername, o.ProxyPassword.Reveal())
	return func(r *http.Request) (*url.URL, error) {
		chosen, err := choose(r)
		if err != nil || chosen == nil || chosen.User != nil {
			return chosen, err
		}
		withLogin := *chosen
		withLogin.User = login
		return &withLogin, nil
	}, nil
}

// tls trusts the system's authorities and those of the CA file.
func (o Options) tls() (*tls.Config, error) {
	roots, err := Authorities("network.caFile", o.Network.CAFile)
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}, err
}

// A ProxyError is a proxy's refusal to connect to a server.
type ProxyError struct {
	// Proxy and Server are host and port.
	Proxy, Server string
	Status        int
}

func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy %s refused to connect to %s (HTTP %d)", e.Proxy, e.Server, e.Status)
}

func (e *ProxyError) hint() string {
	if e.Status == http.StatusProxyAuthRequired {
		return ProxyLoginHint
	}
	return fmt.Sprintf("the proxy must allow connections to %s: ask who runs it, or check network.proxy", e.Server)
}

// ProxyLoginHint says what to do about a 407.
const ProxyLoginHint = "the proxy wants a login: set network.proxyUsername and network.proxyPassword"

// checkProxy looks at a proxy's answer to CONNECT. net/http itself would only
// pass on the proxy's own words.
func checkProxy(_ context.Context, proxy *url.URL, request *http.Request, resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return &ProxyError{Proxy: proxy.Host, Server: request.URL.Opaque, Status: resp.StatusCode}
}
