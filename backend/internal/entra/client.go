package entra

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/authentication"
	"github.com/microsoft/kiota-abstractions-go/serialization"
	msgraph "github.com/microsoftgraph/msgraph-sdk-go-core"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// How Graph is asked. A tenant allows 3,500 to 8,000 units in ten seconds
// (https://learn.microsoft.com/graph/throttling-limits); a batch of 20 lists
// of members takes 40.
const (
	startInFlight = 8
	mostInFlight  = 16
	// mostBytes bounds an answer: a batch of 20 pages of 999 members.
	mostBytes = 64 << 20
)

// client asks one tenant.
type client struct {
	cloud   cloud
	http    *http.Client
	tokens  *transport.Tokens
	adapter *msgraph.GraphRequestAdapterBase
	metrics *transport.Metrics
	log     *slog.Logger
	// retry bounds the repetition of parts of batches.
	retry transport.Retry
}

// newClient puts Microsoft's request adapter on this program's transport,
// which repeats, waits, counts and keeps secrets to itself: none of the
// adapter's own middleware is used.
func newClient(c cloud, cfg Config, reads *transport.Reads) (*client, error) {
	o := reads.Transport
	o.Gate = transport.NewGate(startInFlight, mostInFlight)
	o.WholeAnswers = mostBytes
	shared, err := transport.NewClient(o)
	if err != nil {
		return nil, err
	}
	shared.Transport = &within{next: shared.Transport, cloud: c}
	tokens := transport.NewTokens(reads.Now, (&login{http: shared, cloud: c, cfg: cfg, now: reads.Now}).ask)
	adapter, err := msgraph.NewGraphRequestAdapterBaseWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(
		&authentication.AnonymousAuthenticationProvider{}, msgraph.GraphClientOptions{}, nil, nil, tokens.Client(shared))
	if err != nil {
		return nil, fmt.Errorf("entra: %w", err)
	}
	adapter.SetBaseUrl("https://" + c.graph + "/" + version)
	return &client{cloud: c, http: shared, tokens: tokens, adapter: adapter, metrics: &reads.Metrics, log: reads.Log, retry: o.Retry.WithDefaults()}, nil
}

// within is a decorator that refuses requests to anything but the cloud.
type within struct {
	next  http.RoundTripper
	cloud cloud
}

func (w *within) RoundTrip(r *http.Request) (*http.Response, error) {
	host := strings.ToLower(strings.TrimSuffix(r.URL.Host, ":443"))
	if r.URL.Scheme != "https" || host != w.cloud.graph && host != w.cloud.authority {
		if r.Body != nil {
			_ = r.Body.Close() // nothing was read from it
		}
		return nil, fmt.Errorf("a request to %s was refused: it is not part of the configured cloud", r.URL.Host)
	}
	if r.Method == http.MethodPost {
		r = r.Clone(r.Context())
		transport.MarkIdempotent(r) // log-in and batches of reads
	}
	return w.next.RoundTrip(r)
}

// CloseIdleConnections makes http.Client.CloseIdleConnections go on.
func (w *within) CloseIdleConnections() {
	if c, ok := w.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// answer carries an answer's body through the SDK, which would parse it by
// its own, much slower means.
type answer struct{ body []byte }

// Serialize implements serialization.Parsable.
func (*answer) Serialize(serialization.SerializationWriter) error { return nil }

// GetFieldDeserializers implements serialization.Parsable.
func (*answer) GetFieldDeserializers() map[string]func(serialization.ParseNode) error { return nil }

// readAnswer is an abstractions.ResponseHandler.
func readAnswer(response any, _ abstractions.ErrorMappings) (any, error) {
	resp, ok := response.(*http.Response)
	if !ok {
		return nil, errors.New("the SDK hands out no HTTP answer")
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errorOf(resp, body)
	}
	return &answer{body}, nil
}

// send sends one request. Its error is not explained yet.
func (c *client) send(ctx context.Context, method abstractions.HttpMethod, u *url.URL, body []byte) ([]byte, error) {
	r := abstractions.NewRequestInformation()
	r.Method = method
	r.SetUri(*u)
	r.Headers.Add("Accept", "application/json")
	if body != nil {
		r.SetStreamContentAndContentType(body, "application/json")
	}
	handler := abstractions.NewRequestHandlerOption()
	handler.SetResponseHandler(readAnswer)
	r.AddRequestOptions([]abstractions.RequestOption{handler})
	result, err := c.adapter.SendPrimitive(ctx, r, "[]byte", nil)
	if err != nil {
		return nil, transport.Explain(err)
	}
	return result.(*answer).body, nil
}

func (c *client) get(ctx context.Context, u *url.URL) ([]byte, error) {
	return c.send(ctx, abstractions.GET, u, nil)
}

// list hands all pages of a list to take, the first of which is at u, and
// returns the deltaLink, if there is one. Its error is explained, and wraps
// directory.ErrIncomplete where part of the list was read.
func list[T identified](ctx context.Context, c *client, u *url.URL, take func([]T)) (delta string, err error) {
	err = transport.Pages(u.Path, u, func(u *url.URL) (*url.URL, error) {
		body, err := c.get(ctx, u)
		var p *page[T]
		if err == nil {
			p, err = decode[T](body)
		}
		if err != nil {
			return nil, transport.ExplainRead(err)
		}
		take(p.Value)
		delta = p.Delta
		if p.Next == "" {
			return nil, nil
		}
		return c.cloud.parseLink(p.Next)
	}, func(error) bool { return false })
	if err != nil {
		return "", err
	}
	return delta, nil
}

func decode[T identified](body []byte) (*page[T], error) {
	p, err := decodePage[T](body)
	if err != nil {
		err = directory.Mark(err, directory.ErrIncomplete, hintElsewhere)
	}
	return p, err
}
