package notify

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/config"
)

// post sends a body, or asks where there is none, and returns the name of the
// server: the address itself is a secret.
func post(ctx context.Context, client *http.Client, address config.Secret, body []byte, headers map[string]string) (host string, err error) {
	host = "its address"
	u, err := url.Parse(strings.TrimSpace(address.Reveal()))
	if err != nil || u.Host == "" {
		return host, errors.New("it is no address that begins with https://")
	}
	host = u.Hostname()
	if u.Scheme != "https" && !(u.Scheme == "http" && config.IsLoopback(host)) {
		return host, errors.New("it does not begin with https://")
	}
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return host, errors.New("it is no address that can be asked")
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		return host, withoutAddress(err)
	}
	defer func() { _ = response.Body.Close() }()
	switch {
	case response.StatusCode >= 300 && response.StatusCode < 400:
		return host, fmt.Errorf("it redirects (HTTP %d), which is not followed, since the notice would go elsewhere", response.StatusCode)
	case response.StatusCode >= 400:
		said, _ := io.ReadAll(io.LimitReader(response.Body, mostSaid))
		return host, fmt.Errorf("HTTP %d %s", response.StatusCode, cmp.Or(answered(u, string(said)), http.StatusText(response.StatusCode)))
	}
	return host, nil
}

const (
	// mostSaid is how much of a refusal is read, mostTold how much is shown.
	mostSaid = 4 << 10
	mostTold = 300
	// secretLength is how long a part of an address is that nobody may see.
	secretLength = 8
)

// answered is what a server said, in one line, without what it repeats of its
// address. A page for people says nothing.
func answered(address *url.URL, said string) string {
	if strings.HasPrefix(strings.TrimSpace(said), "<") {
		return ""
	}
	for _, part := range partsOf(address) {
		said = strings.ReplaceAll(said, part, config.Redacted)
	}
	return shorten(visible(said), mostTold)
}

// partsOf are what may be secret of an address, the longest first.
func partsOf(address *url.URL) []string {
	path := strings.TrimRight(address.EscapedPath(), "/")
	small := strings.FieldsFunc(address.Path+"/"+path, func(c rune) bool { return c == '/' })
	for _, values := range address.Query() {
		small = append(small, values...)
	}
	small = slices.DeleteFunc(small, func(part string) bool { return len(part) < secretLength })
	parts := slices.Concat(small, []string{address.RequestURI(), address.Path, path, address.RawQuery})
	parts = slices.DeleteFunc(parts, func(part string) bool { return len(part) < 2 }) // nothing, or the slash of every address
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	return parts
}

// withoutAddress takes the address off an error of an HTTP client.
func withoutAddress(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s", sendTime)
	}
	return err
}
