package bitwarden

import (
	"cmp"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

// Config is what a Client is made from.
type Config struct {
	Endpoints Endpoints
	// ClientID and ClientSecret are the organization's API key.
	ClientID     string
	ClientSecret config.Secret
	// DeviceID is a UUID made once per installation.
	DeviceID string
	// ClientVersion is this program's version.
	ClientVersion string
	// Transport is how the server is reached. UserAgent, Limits,
	// FreshConnections and, for imports, Timeout and Retry are set by New.
	Transport transport.Options
	// ImportTimeout bounds one import; 0 means 10 minutes, since a
	// self-hosted server sends its invitation mails inside the request.
	ImportTimeout time.Duration
	Logger        *slog.Logger
	// Now is time.Now if not set.
	Now func() time.Time
}

// The bounds of an import.
const (
	importTimeout = 10 * time.Minute
	importTries   = 10
	importWaitAll = 5 * time.Minute
)

// A Client is an organization on a server. It is safe for concurrent use.
type Client struct {
	config Config
	orgID  string
	// reads asks for tokens and lists, imports sends imports.
	reads, imports *http.Client
	tokens         *transport.Tokens
	log            *slog.Logger
}

var _ organization.Organization = (*Client)(nil)

// New returns a client that has not talked to the server yet.
func New(c Config) (*Client, error) {
	id, err := OrganizationID(c.ClientID)
	if err != nil {
		return nil, err
	}
	if c.DeviceID == "" {
		return nil, errors.New("bitwarden: no device id")
	}
	c.ClientID = strings.TrimSpace(c.ClientID)
	c.ImportTimeout = cmp.Or(c.ImportTimeout, importTimeout)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	c.Transport.Logger = c.Logger
	c.Transport.UserAgent = transport.UserAgent(c.ClientVersion)
	c.Transport.Limits = cloudLimits(c.Endpoints)

	reads, err := transport.NewClient(c.Transport)
	if err != nil {
		return nil, err
	}
	o := c.Transport
	o.Timeout = c.ImportTimeout
	o.Retry.Tries, o.Retry.WaitAll = importTries, importWaitAll
	o.FreshConnections = true
	imports, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	client := &Client{config: c, orgID: id, reads: reads, imports: imports, log: c.Logger}
	client.tokens = transport.NewTokens(c.Now, client.fetchToken)
	return client, nil
}

// Close lets go of connections that are kept for later.
func (c *Client) Close() { c.reads.CloseIdleConnections() }

// cloudLimits keep below what Bitwarden's clouds throttle (POST 5 a second
// and 60 a minute, GET 200 a minute, tokens 10 a minute), also where a burst
// and the steady rate fall into the same minute. Self-hosted servers have
// limits of their own, or none.
func cloudLimits(e Endpoints) []transport.Limit {
	if !isCloud(e.API) && !isCloud(e.Identity) {
		return nil
	}
	isToken := func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, tokenPath) }
	limit := func(perMinute, burst int, match func(*http.Request) bool) transport.Limit {
		return transport.Limit{
			Match:   func(r *http.Request) bool { return isCloud(r.URL.String()) && match(r) },
			Limiter: rate.NewLimiter(rate.Every(time.Minute/time.Duration(perMinute)), burst),
		}
	}
	return []transport.Limit{
		limit(6, 4, isToken),
		limit(50, 4, func(r *http.Request) bool { return r.Method == http.MethodPost && !isToken(r) }),
		limit(150, 40, func(r *http.Request) bool { return r.Method == http.MethodGet }),
	}
}

// deviceType is the server's number for a command line program on an
// operating system.
func deviceType(goos string) int {
	switch goos {
	case "windows":
		return 23
	case "darwin":
		return 24
	}
	return 25
}

// setHeaders says what kind of client this is, on every request.
func (c *Client) setHeaders(r *http.Request) {
	r.Header.Set("Device-Type", strconv.Itoa(deviceType(runtime.GOOS)))
	r.Header.Set("Bitwarden-Client-Name", "connector")
	r.Header.Set("Bitwarden-Client-Version", c.config.ClientVersion)
	r.Header.Set("Accept", "application/json")
}
