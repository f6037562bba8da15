package transport

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"time"

	"directoryconnector/backend/config"
)

// Defaults of Options.
const (
	DefaultTimeout  = 2 * time.Minute
	DefaultTries    = 5
	DefaultMinWait  = time.Second
	DefaultMaxWait  = time.Minute
	DefaultWaitAll  = 5 * time.Minute
	dialTimeout     = 15 * time.Second
	tlsTimeout      = 20 * time.Second
	idleTimeout     = 90 * time.Second
	maxHeaderBytes  = 1 << 20
	maxIdlePerHost  = 4
	keepAlivePeriod = 30 * time.Second
)

// Options say how servers are reached.
type Options struct {
	Network       config.Network
	ProxyPassword config.Secret
	// UserAgent is sent where a request has none of its own; see UserAgent.
	UserAgent string
	// Logger gets every attempt at Debug and every repetition at Warn; nil
	// discards.
	Logger *slog.Logger
	// Limits hold requests back before they are sent.
	Limits []Limit
	// Quota, where not nil, holds them back by what the answers say about the
	// vendor's rate limits.
	Quota *Quota
	// Gate, where not nil, bounds how many are in flight. With WholeAnswers
	// that includes reading the answer.
	Gate *Gate
	// Wait, where not nil, knows a vendor's own ways to say "slower".
	Wait WaitFunc
	// WholeAnswers, where not 0, reads answers up to that many bytes before
	// they are handed out, so that one that is cut in its middle is repeated
	// as well. A longer one is ErrTooLong, a 200 that is no text ErrNotUTF8,
	// unless AnyAnswers tells that they need not be JSON.
	WholeAnswers int64
	AnyAnswers   bool
	// Metrics, where not nil, counts what is done.
	Metrics *Metrics
	// Timeout bounds one attempt, reading the answer's body included.
	Timeout time.Duration
	Retry   Retry
	// FreshConnections never reuses a connection: a server may close an old
	// one just when a request is sent, and nobody knows whether it arrived.
	FreshConnections bool
	// DialContext replaces the network.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
}

// Retry bounds the repetition of requests. Zero values mean the defaults.
type Retry struct {
	// Tries counts the first one.
	Tries int
	// MinWait doubles from try to try up to MaxWait, unless the server names
	// a time (Retry-After).
	MinWait, MaxWait time.Duration
	// WaitAll is how long a request may have been tried and waited for when
	// it is tried once more; what Limits, Quota and Gate hold it back does not
	// count. A server that asks for more time than is left is not asked again.
	WaitAll time.Duration
}

// WithDefaults returns r with the defaults in place of zero values, for who
// repeats parts of requests.
func (r Retry) WithDefaults() Retry {
	return Retry{
		Tries: cmp.Or(r.Tries, DefaultTries), MinWait: cmp.Or(r.MinWait, DefaultMinWait),
		MaxWait: cmp.Or(r.MaxWait, DefaultMaxWait), WaitAll: cmp.Or(r.WaitAll, DefaultWaitAll),
	}
}

// Backoff is how long to wait after so many tries: the doubled wait with up to a
// quarter more, so that many programs do not come back at the same moment.
func (r Retry) Backoff(tries int) time.Duration {
	wait := r.MaxWait
	if shift := tries - 1; shift < 16 {
		wait = min(wait, r.MinWait<<shift)
	}
	return wait + rand.N(wait/4+1) //nolint:gosec // not a secret
}

// UserAgent is what this program calls itself.
func UserAgent(version string) string {
	return fmt.Sprintf("Directory-Connector/%s (%s; %s)", version, runtime.GOOS, runtime.GOARCH)
}

// NewClient returns a client that never follows redirects. It fails where the
// proxy or the CA file is unusable.
func NewClient(o Options) (*http.Client, error) {
	o = o.withDefaults()
	base, err := o.base()
	if err != nil {
		return nil, err
	}
	var chain http.RoundTripper = &userAgent{next: base, name: o.UserAgent}
	chain = &discreet{next: chain, secret: o.ProxyPassword}
	chain = &requestLog{next: chain, log: o.Logger}
	chain = &timeout{next: chain, limit: o.Timeout}
	if o.WholeAnswers > 0 {
		chain = &whole{next: chain, most: o.WholeAnswers, any: o.AnyAnswers}
	}
	chain = &meter{next: chain, metrics: o.Metrics, wait: o.Wait}
	if o.Gate != nil {
		chain = &gated{next: chain, gate: o.Gate, wait: o.Wait}
	}
	if o.Quota != nil {
		chain = &quota{next: chain, quota: o.Quota, metrics: o.Metrics}
	}
	chain = &limit{next: chain, limits: o.Limits, metrics: o.Metrics}
	chain = &sent{next: chain}
	chain = newRetry(chain, base, o)
	return &http.Client{Transport: chain, CheckRedirect: noRedirect}, nil
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (o Options) withDefaults() Options {
	o.Logger = cmp.Or(o.Logger, slog.New(slog.DiscardHandler))
	o.Metrics = cmp.Or(o.Metrics, &Metrics{})
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	o.Retry = o.Retry.WithDefaults()
	if o.DialContext == nil {
		o.DialContext = (&net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlivePeriod}).DialContext
	}
	return o
}

// base is net/http's own transport.
func (o Options) base() (*http.Transport, error) {
	proxy, err := o.proxy()
	if err != nil {
		return nil, err
	}
	tlsConfig, err := o.tls()
	if err != nil {
		return nil, err
	}
	idle := maxIdlePerHost
	if o.Gate != nil {
		idle = max(idle, o.Gate.Most())
	}
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            o.DialContext,
		TLSClientConfig:        tlsConfig,
		TLSHandshakeTimeout:    tlsTimeout,
		ForceAttemptHTTP2:      true,
		DisableKeepAlives:      o.FreshConnections,
		IdleConnTimeout:        idleTimeout,
		MaxIdleConnsPerHost:    idle,
		MaxResponseHeaderBytes: maxHeaderBytes,
		OnProxyConnectResponse: checkProxy,
	}, nil
}

// userAgent is a decorator that says who asks.
type userAgent struct {
	next http.RoundTripper
	name string
}

func (u *userAgent) RoundTrip(r *http.Request) (*http.Response, error) {
	if u.name != "" && r.Header.Get("User-Agent") == "" {
		r = r.Clone(r.Context())
		r.Header.Set("User-Agent", u.name)
	}
	return u.next.RoundTrip(r)
}
