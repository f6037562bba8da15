package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"directoryconnector/backend/directory"
)

// idempotencyKey is net/http's own mark: with no value it is not sent.
const idempotencyKey = "Idempotency-Key"

// MarkIdempotent says that a request may be sent twice although its method
// does not say so.
func MarkIdempotent(r *http.Request) { r.Header[idempotencyKey] = []string{} }

// onceKey marks a request, as idempotencyKey does: with no value it is not sent.
const onceKey = "Bwdc-Once"

// MarkOnce says that a request may not be sent twice although its method says
// so: what it holds was read just before, and may be another thing by then.
func MarkOnce(r *http.Request) { r.Header[onceKey] = []string{} }

func isIdempotent(r *http.Request) bool {
	if _, once := r.Header[onceKey]; once {
		return false
	}
	switch r.Method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	_, marked := r.Header[idempotencyKey]
	return marked
}

// retry is a decorator that repeats what may be repeated.
type retry struct {
	once    *http.Client
	base    *http.Transport
	set     Retry
	vendor  WaitFunc
	metrics *Metrics
	log     *slog.Logger
}

func newRetry(next http.RoundTripper, base *http.Transport, o Options) *retry {
	return &retry{
		once: &http.Client{Transport: next, CheckRedirect: noRedirect}, base: base,
		set: o.Retry, vendor: o.Wait, metrics: o.Metrics, log: o.Logger,
	}
}

func (t *retry) RoundTrip(r *http.Request) (*http.Response, error) {
	original := r.Body
	request, err := retryablehttp.FromRequest(r.Clone(r.Context())) // reads the body
	if original != nil {
		_ = original.Close() // it was read
	}
	if err != nil {
		return nil, notSent(err)
	}
	run := &attempts{retry: t, request: r, start: time.Now()}
	defer run.waited()
	request = request.WithContext(httptrace.WithClientTrace(request.Context(), &httptrace.ClientTrace{GetConn: run.released}))
	client := &retryablehttp.Client{
		HTTPClient: t.once, RetryMax: t.set.Tries - 1,
		RequestLogHook: func(retryablehttp.Logger, *http.Request, int) { run.begin() },
		CheckRetry:     run.check,
		Backoff:        func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return run.wait },
		ErrorHandler:   retryablehttp.PassthroughErrorHandler,
	}
	resp, err := client.Do(request)
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // the outer client adds it again
	}
	if err != nil && run.waiting && !isIdempotent(r) {
		// Only what was not processed is waited for.
		err = notSent(err)
	}
	return resp, err
}

// attempts is the state of one request.
type attempts struct {
	*retry
	request *http.Request
	start   time.Time
	done    int
	wait    time.Duration
	// waiting is true from the end of an attempt to the start of the next;
	// over ends the counting of that time.
	waiting bool
	over    func()
	// asked is when the attempt began, until it was released; held is for how
	// long attempts were held back before they were.
	asked time.Time
	held  time.Duration
}

// begin begins an attempt.
func (a *attempts) begin() {
	a.waited()
	a.waiting, a.asked = false, time.Now()
	if a.done > 0 {
		a.metrics.add(func(t *directory.Traffic) { t.Retries++ })
	}
}

// released is called when limits let an attempt go on to a connection.
func (a *attempts) released(string) {
	if !a.asked.IsZero() {
		a.held += time.Since(a.asked)
		a.asked = time.Time{}
	}
}

func (a *attempts) waited() {
	if a.over != nil {
		a.over()
		a.over = nil
	}
}

// check is a retryablehttp.CheckRetry. It never returns an error, so that the
// attempt's own comes back.
func (a *attempts) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	a.done++
	if ctx.Err() == nil && a.done < a.set.Tries && a.worthwhile(resp, err) {
		a.wait = a.backoff(resp)
		a.waiting = time.Since(a.start)-a.held+a.wait <= a.set.WaitAll
	}
	if a.waiting {
		a.over = a.metrics.Wait()
		a.warn(ctx, resp, err)
	}
	return a.waiting, nil
}

func (a *attempts) warn(ctx context.Context, resp *http.Response, err error) {
	attrs := append(target(a.request), slog.Duration("wait", a.wait), slog.Int("tries", a.done))
	if err != nil {
		attrs = append(attrs, slog.String("error", redactor(a.request).Error(sanitize(err)).Error()))
	} else {
		attrs = append(attrs, slog.Int("status", resp.StatusCode))
	}
	a.log.LogAttrs(ctx, slog.LevelWarn, "http request is repeated", attrs...)
}

func (a *attempts) worthwhile(resp *http.Response, err error) bool {
	again := isIdempotent(a.request)
	if err != nil {
		return (again || errors.Is(err, ErrNotSent)) && !isPermanent(err)
	}
	if a.vendor != nil && resp.StatusCode >= http.StatusBadRequest {
		if _, yes := a.vendor(resp); yes {
			return true
		}
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return again
	}
	// above 511 are proxies' own, e.g. Cloudflare's 520 to 530
	return again && resp.StatusCode > http.StatusNetworkAuthenticationRequired
}

// isPermanent tells whether the same would happen again.
func isPermanent(err error) bool {
	if errors.Is(err, ErrTooLong) || errors.Is(err, ErrNotUTF8) {
		return true
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return dns.IsNotFound
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if e, ok := errors.AsType[*ProxyError](err); ok {
		return e.Status < http.StatusInternalServerError
	}
	text := err.Error()
	return strings.Contains(text, "server gave HTTP response to HTTPS client") ||
		strings.Contains(text, "unsupported protocol scheme")
}

// backoff is the server's wish, else that of the settings.
func (a *attempts) backoff(resp *http.Response) time.Duration {
	if resp != nil {
		if asked, known, _ := throttled(resp, a.vendor); known {
			return max(asked, a.set.MinWait)
		}
	}
	return a.set.Backoff(a.done)
}

// CloseIdleConnections makes http.Client.CloseIdleConnections reach net/http.
func (t *retry) CloseIdleConnections() { t.base.CloseIdleConnections() }
