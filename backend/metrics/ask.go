package metrics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"directoryconnector/backend/directory"
)

// The bounds of a question.
const (
	askTime   = 4 * time.Second
	maxAnswer = 4 << 10
)

// ErrNotWell: a process answered, and it is not well.
var ErrNotWell = errors.New("it is not well")

// Ask asks the process that listens at an Address, as an engine of containers
// does that has no other way to ask: path is /healthz or /readyz. It returns the
// sentence that it answered.
func Ask(ctx context.Context, address, path string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	// An address of all interfaces, 0.0.0.0 or ::, is dialed as this machine.
	transport := &http.Transport{DialContext: (&net.Dialer{}).DialContext, DisableKeepAlives: true}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+path, nil)
	if err != nil {
		return "", fmt.Errorf("ask %s: %w", address, err)
	}
	response, err := client.Do(request)
	if err != nil {
		return "", directory.WithHint(fmt.Errorf("nothing answers at %s: %w", address, errors.Unwrap(err)),
			"Is 'bwdc run' there, and does it listen at this address (--listen, BWDC_LISTEN)?")
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return "", fmt.Errorf("ask %s: %w", address, err)
	}
	sentence := strings.TrimSpace(string(text))
	if response.StatusCode != http.StatusOK {
		return sentence, ErrNotWell
	}
	return sentence, nil
}
