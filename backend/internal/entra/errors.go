package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// An apiError is an error answer of Graph's
// (https://learn.microsoft.com/graph/errors).
type apiError struct {
	Status int
	// Code is such as Authorization_RequestDenied; empty where the answer is
	// not Graph's.
	Code, Message, RequestID string
}

// errorOf reads an answer that is not the wanted one.
func errorOf(status int, requestID string, body []byte) *apiError {
	var wire struct {
		Error struct {
			Code, Message string
			InnerError    struct {
				RequestID string `json:"request-id"`
			}
		}
	}
	if json.Unmarshal(body, &wire) != nil {
		wire.Error.Code, wire.Error.Message = "", ""
	}
	if requestID == "" {
		requestID = wire.Error.InnerError.RequestID
	}
	return &apiError{Status: status, Code: wire.Error.Code, Message: wire.Error.Message, RequestID: requestID}
}

func (e *apiError) Error() string {
	text := fmt.Sprintf("HTTP %d", e.Status)
	if e.Code == "" {
		return text + ", not an answer of Microsoft Graph"
	}
	said, _, _ := strings.Cut(strings.TrimSpace(e.Message), "\n")
	text = fmt.Sprintf("Microsoft Graph says %q (%s, %s", strings.TrimRight(said, ".\r"), e.Code, text)
	if e.RequestID != "" {
		text += ", request id " + e.RequestID
	}
	return text + ")"
}

// Hints for an administrator.
const (
	hintThrottle = "The tenant's limit is used up, by this program or others of the same app registration. Nothing was sent; the next sync tries again."
	hintServer   = "Microsoft Graph, or a proxy in between, is in trouble: see https://admin.microsoft.com (Health > Service health). Nothing was sent; the next sync tries again."
	hintToken    = "Microsoft Graph does not accept the token: check that entra.identityAuthority is the cloud of the tenant, and the clock of this machine."
	hintConsent  = "Grant the app registration application permissions (not delegated ones) for Microsoft Graph, User.Read.All and Group.Read.All, and choose Grant admin consent. " +
		"It takes some minutes until they count."
)

// explain gives an error its sentinel and its hint.
func explain(err error) error {
	var api *apiError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &api):
		return explainAnswer(err, api)
	case errors.Is(err, context.Canceled), errors.Is(err, directory.ErrIncomplete), errors.Is(err, directory.ErrUnreachable),
		errors.Is(err, directory.ErrAuth), errors.Is(err, directory.ErrConfig), errors.Is(err, directory.ErrPermission):
		return err
	}
	return fmt.Errorf("%w: %w", directory.ErrIncomplete, err)
}

func explainAnswer(err error, api *apiError) error {
	with := func(kind error, hint string) error { return directory.Mark(err, kind, hint) }
	switch {
	case api.Status == http.StatusTooManyRequests:
		return with(directory.ErrIncomplete, hintThrottle)
	case api.Status >= http.StatusInternalServerError:
		return with(directory.ErrIncomplete, hintServer)
	case api.Status == http.StatusProxyAuthRequired:
		return with(directory.ErrUnreachable, transport.ProxyLoginHint)
	case api.Status == http.StatusUnauthorized:
		return with(directory.ErrAuth, hintToken)
	case api.Status == http.StatusForbidden:
		return with(directory.ErrPermission, hintConsent)
	}
	return with(directory.ErrIncomplete, "")
}

// needs names the permission that is missing, where that is what went wrong.
func needs(err error, permission, what string) error {
	if !errors.Is(err, directory.ErrPermission) {
		return err
	}
	return directory.WithHint(fmt.Errorf("the app registration may not read %s, the permission %s is missing: %w", what, permission, err), hintFor(permission))
}

func hintFor(permission string) string {
	return "In the Microsoft Entra admin center, open the app registration, API permissions > Add a permission > Microsoft Graph > Application permissions, add " +
		permission + ", and choose Grant admin consent. It takes some minutes until it counts."
}

// isStale tells whether a cursor was refused: everything must be read
// (https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset).
func isStale(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		return false
	}
	switch strings.ToLower(e.Code) {
	case "syncstatenotfound", "syncstateinvalid", "resyncrequired":
		return true
	}
	return e.Status == http.StatusGone || e.Status == http.StatusBadRequest || e.Status == http.StatusNotFound
}

// lacksDelta tells whether a first round of a delta was refused such that
// plain lists may do. Whether a permission is missing they tell themselves.
func lacksDelta(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Code != "" && (e.Status == http.StatusBadRequest || e.Status == http.StatusForbidden || e.Status == http.StatusNotFound ||
		e.Status == http.StatusMethodNotAllowed || e.Status == http.StatusNotImplemented)
}

func isNotFound(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusNotFound && e.Code != ""
}
