package bitwarden

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

// Server implements organization.Organization. A server that answers but does
// not tell its kind is taken for an official one; where there is no sound
// answer at all, that is an error, since mistaking vaultwarden for an official
// server could remove the wrong member.
func (c *Client) Server(ctx context.Context) (organization.Server, error) {
	a, _, err := c.do(ctx, call{client: c.reads, method: http.MethodGet, path: "/config", open: true})
	if err == nil {
		var s organization.Server
		if s, err = decodeConfig(a); err == nil {
			return s, nil
		}
	}
	return organization.Server{}, failed("%s: %w", a.to(deed{"ask the server what it is", "ask the server what it is at %s"}), transport.Explain(err))
}

// decodeConfig understands the answer to GET /config.
func decodeConfig(a answer) (organization.Server, error) {
	switch {
	case a.status == http.StatusOK:
	case a.status >= 400 && a.status < 500 && a.status != http.StatusTooManyRequests &&
		a.status != http.StatusRequestTimeout && a.status != http.StatusProxyAuthRequired:
		return organization.Server{}, nil
	default:
		return organization.Server{}, a.failure()
	}
	if !a.isJSON() {
		return organization.Server{}, a.notAPI("server.api")
	}
	body := decodeObject(a.body)
	if body == nil {
		return organization.Server{}, errors.New("the answer is not an object")
	}
	name := decodeText(decodeObject(body["server"])["name"])
	return organization.Server{
		Vaultwarden: strings.EqualFold(strings.TrimSpace(name), "vaultwarden"),
		Version:     a.tidy(decodeText(body["version"])),
	}, nil
}
