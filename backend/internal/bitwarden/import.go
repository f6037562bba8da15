package bitwarden

import (
	"context"
	"fmt"
	"net/http"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

const importPath = "/public/organization/import"

// Import implements organization.Organization. A cancelled context is an
// unknown outcome too, once the request was on its way.
func (c *Client) Import(ctx context.Context, r organization.Request) error {
	body, err := Encode(r)
	if err != nil {
		return fmt.Errorf("%w: %w", organization.ErrNotSent, err)
	}
	return c.write(ctx, call{method: http.MethodPost, path: importPath, body: body}, deed{"import", "import at %s"}, r)
}

// decodeImport understands the answer to an import. The status decides what
// may have happened.
func decodeImport(a answer, r organization.Request) error {
	switch {
	case a.status >= 200 && a.status < 300:
		if a.isPage() {
			return &organization.UnknownOutcomeError{Err: a.notAPI("server.api")}
		}
		return nil
	case a.isRedirect(), a.status == http.StatusTooManyRequests, a.status == http.StatusProxyAuthRequired:
		return fmt.Errorf("%w: %w", organization.ErrNotSent, a.failure())
	case a.status == http.StatusRequestTimeout, a.status < 200, a.status >= 500:
		return directory.WithHint(&organization.UnknownOutcomeError{Err: a.failure()}, unknownHint(a.status))
	case a.status == http.StatusNotFound:
		return directory.WithHint(fmt.Errorf("%w: %w", organization.ErrNotFound, rejected(a, r)),
			"check server.url, and that the organization of the client id still exists there")
	}
	e := rejected(a, r)
	return directory.WithHint(e, rejectedHint(a.status, e, r))
}

// unknownHint says what makes official servers fail at every import.
func unknownHint(status int) string {
	if status != http.StatusInternalServerError {
		return statusHint(status)
	}
	return "if this comes again with every sync: look in the organization for two members with the same external id, " +
		"or for a member without external id who has the new address of another one, and remove or rename one of them"
}
