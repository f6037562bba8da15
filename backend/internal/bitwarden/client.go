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
	// Transport is how the server is reached. UserAgent, Limits, Gate,
	// FreshConnections and, for imports, Timeout and Retry are set by New.
	Transport transport.Options
	// ImportTimeout bounds one import; 0 means 10 minutes, since a
	// self-hosted server sends its invitation mails inside the request.
	ImportTimeout time.Duration
	Logger        *slog.Logger
	// Now is time.Now if not set.
	Now func() time.Time
}

// The bounds of an import, and of a list: the server looks up each member's
// two-step login for it, which takes minutes where there are many.
const (
	listTimeout   = 10 * time.Minute
	importTimeout = 10 * time.Minute
	importTries   = 10
	importWaitAll = 5 * time.Minute
)

// A Client is an organization on a server. It is safe for concurrent use.
type Client struct {
	config Config
	orgID  string
	// reads asks for tokens and small things, lists for whole lists, imports
	// sends imports.
	reads, lists, imports *http.Client
	tokens                *transport.Tokens
	log                   *slog.Logger
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
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	c.Transport.Logger = c.Logger
	c.Transport.UserAgent = transport.UserAgent(c.ClientVersion)
	c.Transport.Limits = cloudLimits(c.Endpoints)

	o := c.Transport
	o.Gate = transport.NewGate(readsAtOnce, readsAtOnce)
	reads, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	o.Gate = nil
	o.Timeout = cmp.Or(o.Timeout, listTimeout)
	lists, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	o.Timeout = c.ImportTimeout
	o.Retry.Tries, o.Retry.WaitAll = importTries, importWaitAll
	o.FreshConnections = true
	imports, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	client := &Client{config: c, orgID: id, reads: reads, lists: lists, imports: imports, log: c.Logger}
	client.tokens = transport.NewTokens(c.Now, client.fetchToken)
	return client, nil
}

// Close lets go of connections that are kept for later.
func (c *Client) Close() {
	c.reads.CloseIdleConnections()
	c.lists.CloseIdleConnections()
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
	r.Header.Set("Bitwarden-Client-Version", semanticVersion(c.config.ClientVersion))
	r.Header.Set("Accept", "application/json")
}
