package onelogin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// An apiError is an answer other than 200.
type apiError struct {
	Status int
	// Text is what OneLogin says, Kind its name for it. Both are empty where
	// the answer is not OneLogin's.
	Text, Kind string
	// login tells that a token was asked for.
	login bool
	// location is where a redirect leads.
	location string
}

func (e *apiError) Error() string {
	switch {
	case e.location != "":
		return fmt.Sprintf("HTTP %d, a redirect to %s", e.Status, e.location)
	case !e.isOneLogin():
		return fmt.Sprintf("HTTP %d, not an answer of the OneLogin API", e.Status)
	case e.Text == "":
		return fmt.Sprintf("OneLogin says %q (HTTP %d)", e.Kind, e.Status)
	case e.Kind == "":
		return fmt.Sprintf("OneLogin says %q (HTTP %d)", e.Text, e.Status)
	}
	return fmt.Sprintf("OneLogin says %q (%s, HTTP %d)", e.Text, e.Kind, e.Status)
}

func (e *apiError) isOneLogin() bool { return e.Text != "" || e.Kind != "" }

// errorOf reads an answer that is not the wanted one. OneLogin has three
// forms of them: {"message","name","statusCode"}, {"description","error",
// "status"}, and {"status":{"message","type","code"}}.
func errorOf(resp *http.Response, body []byte) *apiError {
	e := &apiError{Status: resp.StatusCode}
	var wire map[string]any
	if json.Unmarshal(body, &wire) == nil {
		if inner, ok := wire["status"].(map[string]any); ok {
			wire = inner
		}
		e.Text = firstText(wire, "message", "description", "error_description")
		e.Kind = firstText(wire, "name", "type", "error")
	}
	if to, err := url.Parse(resp.Header.Get("Location")); err == nil && resp.StatusCode/100 == 3 {
		e.location = (&url.URL{Scheme: to.Scheme, Host: to.Host}).String()
	}
	return e
}

func firstText(wire map[string]any, names ...string) string {
	for _, name := range names {
		if text, ok := wire[name].(string); ok && strings.TrimSpace(text) != "" {
			return strings.TrimRight(strings.TrimSpace(text), ".")
		}
	}
	return ""
}

// Hints for an administrator.
const (
	hintCredential = "Client id or secret is wrong, the credential was deleted, or onelogin.region is not where the account lives: " +
		"create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret."
	hintOwner = "OneLogin is in trouble, or the user who created the API credential was deleted, which ends the credential: " +
		"see https://www.onelogin.com/status, then create a new credential under Developers > API Credentials."
	hintScope   = "The API credential must have the scope Read Users: look at Developers > API Credentials, and create one with it."
	hintFilter  = "OneLogin does not accept the query of the filter: check the part after the bar in sync.userFilter and sync.groupFilter."
	hintAddress = "Something else answers in OneLogin's place: check the proxy, and network.caFile."
	hintServer  = "OneLogin, or a proxy in between, is in trouble: see https://www.onelogin.com/status. Nothing was sent; the next sync tries again."
	hintLimit   = "The account's 5,000 calls an hour are used up, for all programs together: the next sync tries again. " +
		"Let other programs call less often, or set sync.interval higher."
	hintMoving = "Users or roles were deleted, or OneLogin's numbers do not fit its lists. Nothing was sent; the next sync tries again."
)

// explain gives an error its sentinel and its hint.
func explain(err error) error {
	var api *apiError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &api):
		return explainAnswer(err, api)
	case errors.Is(err, context.Canceled), errors.Is(err, directory.ErrIncomplete), errors.Is(err, directory.ErrUnreachable):
		return err
	}
	return fmt.Errorf("%w: %w", directory.ErrIncomplete, err)
}

func explainAnswer(err error, api *apiError) error {
	with := func(kind error, hint string) error { return directory.Mark(err, kind, hint) }
	switch {
	case api.Status == http.StatusTooManyRequests:
		return with(directory.ErrIncomplete, hintLimit)
	case api.Status >= http.StatusInternalServerError && api.login:
		return with(directory.ErrIncomplete, hintOwner)
	case api.Status >= http.StatusInternalServerError:
		return with(directory.ErrIncomplete, hintServer)
	case api.location != "", api.Status == http.StatusNotFound:
		return with(directory.ErrConfig, hintAddress)
	case !api.isOneLogin() && api.Status == http.StatusProxyAuthRequired:
		return with(directory.ErrUnreachable, transport.ProxyLoginHint)
	case api.login && api.isOneLogin(), api.Status == http.StatusUnauthorized && !api.lacksScope():
		return with(directory.ErrAuth, hintCredential)
	case api.lacksScope():
		return with(directory.ErrPermission, hintScope)
	case !api.isOneLogin():
		return with(directory.ErrConfig, hintAddress)
	case api.Status == http.StatusBadRequest, api.Status == http.StatusUnprocessableEntity:
		return with(directory.ErrConfig, hintFilter)
	}
	return with(directory.ErrIncomplete, "")
}

// lacksScope tells whether the token is good, but not for this.
func (e *apiError) lacksScope() bool {
	return e.Status == http.StatusForbidden ||
		e.Status == http.StatusUnauthorized && strings.Contains(strings.ToLower(e.Text), "insufficient")
}

// isNotFound tells whether the one thing that was asked for is not there.
func isNotFound(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusNotFound && e.isOneLogin()
}

// isRefused tells whether OneLogin did not understand the request.
func isRefused(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusBadRequest && !e.login
}

// isExpired tells whether a new token may help.
func isExpired(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusUnauthorized && !e.login && !e.lacksScope()
}
