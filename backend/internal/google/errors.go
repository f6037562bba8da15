package google

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"google.golang.org/api/googleapi"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// An apiError is an answer other than 200
// (https://developers.google.com/workspace/admin/directory/v1/limits,
// https://developers.google.com/workspace/drive/api/guides/handle-errors).
type apiError struct {
	Status int
	// Reason is Google's name for it, Text its words. Both are empty where the
	// answer is not Google's.
	Reason, Text string
	// login tells that a token was asked for.
	login bool
	// location is where a redirect leads.
	location string
}

func (e *apiError) Error() string {
	switch {
	case e.location != "":
		return fmt.Sprintf("HTTP %d, a redirect to %s", e.Status, e.location)
	case !e.isGoogle():
		return fmt.Sprintf("HTTP %d, not an answer of the Google API", e.Status)
	case e.Text == "":
		return fmt.Sprintf("Google says %q (HTTP %d)", e.Reason, e.Status)
	}
	return fmt.Sprintf("Google says %q (%s, HTTP %d)", e.Text, e.Reason, e.Status)
}

func (e *apiError) isGoogle() bool { return e.Reason != "" }

// answerError takes what a call of the API returned down to what may be shown.
func answerError(err error) error {
	g, ok := errors.AsType[*googleapi.Error](err)
	if !ok {
		return err
	}
	e := &apiError{Status: g.Code, Text: firstLine(g.Message), location: locationOf(g.Code, g.Header)}
	if len(g.Errors) > 0 {
		e.Reason = g.Errors[0].Reason
	}
	if e.Reason == "" && e.Text != "" {
		e.Reason = http.StatusText(g.Code)
	}
	return e
}

// tokenErrorOf reads the refusal of a token (RFC 6749, 5.2).
func tokenErrorOf(resp *http.Response, body []byte) *apiError {
	e := &apiError{Status: resp.StatusCode, login: true, location: locationOf(resp.StatusCode, resp.Header)}
	var wire struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &wire) == nil {
		e.Reason, e.Text = wire.Error, firstLine(wire.Description)
	}
	return e
}

func locationOf(status int, h http.Header) string {
	to, err := url.Parse(h.Get("Location"))
	if err != nil || status/100 != 3 || to.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: to.Scheme, Host: to.Host}).String()
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.TrimRight(line, ".")
}

// Hints for an administrator.
const (
	hintDelegation = "Allow the service account to act for administrators: Admin console > Security > Access and data control > API controls > " +
		"Manage domain-wide delegation, its client id (the number, not the email) and the three scopes of docs/directories/google-workspace.md, " +
		"all of them. A change may take up to a day."
	hintAdminUser = "Set google.adminUser to the primary email of an administrator of this account who is not suspended."
	hintKey       = "The key does not belong to the service account, or was deleted: create a new one (Google Cloud console, IAM & Admin > Service Accounts > Keys), " +
		"and set google.clientEmail and google.privateKey from its file."
	hintClock     = "The clock of this machine is wrong: set it."
	hintDisabled  = "Enable the Admin SDK API in the Google Cloud project of the service account: APIs & Services > Library > Admin SDK API > Enable. It takes some minutes."
	hintRights    = "google.adminUser must be an administrator who may read users and groups: in the Admin console, give the account a role with the privileges Users > Read and Groups > Read."
	hintScopes    = "The token lacks a scope: enter all three scopes for the service account under Manage domain-wide delegation in the Admin console."
	hintQuery     = "Google does not accept a parameter: check the query after the bar in sync.userFilter and sync.groupFilter, and google.customer (my_customer, or the id C…) or google.domain."
	hintNotFound  = "Check google.domain, or set google.customer to my_customer instead."
	hintAddress   = "Something else answers in Google's place: check the proxy, and network.caFile."
	hintThrottle  = "Another program uses up the quota of the project or of the account: look at APIs & Services > Admin SDK API > Quotas. Nothing was sent; the next sync tries again."
	hintServer    = "Google, or a proxy in between, is in trouble: see https://www.google.com/appsstatus. Nothing was sent; the next sync tries again."
	hintOtherRead = "Nothing was sent; the next sync tries again."
)

// explain gives an error its sentinel and its hint.
func explain(err error) error {
	err = answerError(err)
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
	hint, kind := meaning(api)
	return directory.Mark(err, kind, hint)
}

// meaning says what an answer means to an administrator.
func meaning(e *apiError) (hint string, kind error) {
	switch {
	case isQuota(e.Status, e.Reason), e.Reason == "dailyLimitExceeded":
		return hintThrottle, directory.ErrIncomplete
	case e.Status >= http.StatusInternalServerError:
		return hintServer, directory.ErrIncomplete
	case e.location != "":
		return hintAddress, directory.ErrConfig
	case !e.isGoogle() && e.Status == http.StatusProxyAuthRequired:
		return transport.ProxyLoginHint, directory.ErrUnreachable
	case !e.isGoogle():
		return hintAddress, directory.ErrConfig
	case e.login:
		return loginMeaning(e)
	case e.Reason == "accessNotConfigured", e.Reason == "SERVICE_DISABLED":
		return hintDisabled, directory.ErrPermission
	case e.Reason == "insufficientPermissions", e.Reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
		return hintScopes, directory.ErrPermission
	case e.Status == http.StatusUnauthorized:
		return hintKey, directory.ErrAuth
	case e.Status == http.StatusForbidden:
		return hintRights, directory.ErrPermission
	case e.Status == http.StatusNotFound:
		return hintNotFound, directory.ErrConfig
	case e.Status == http.StatusBadRequest:
		return hintQuery, directory.ErrConfig
	}
	return hintOtherRead, directory.ErrIncomplete
}

// loginMeaning is that of a token that is not given
// (https://developers.google.com/identity/protocols/oauth2/service-account#error-codes).
func loginMeaning(e *apiError) (hint string, kind error) {
	text := strings.ToLower(e.Text)
	switch {
	case e.Reason == "unauthorized_client", e.Reason == "access_denied", e.Reason == "invalid_scope":
		return hintDelegation, directory.ErrPermission
	case strings.Contains(text, "invalid email or user id"):
		return hintAdminUser, directory.ErrAuth
	case strings.Contains(text, "short-lived"), strings.Contains(text, "timeframe"):
		return hintClock, directory.ErrAuth
	}
	return hintKey, directory.ErrAuth
}

// isQuota tells whether an answer asks to be slower.
func isQuota(status int, reason string) bool {
	switch reason {
	case "userRateLimitExceeded", "quotaExceeded", "rateLimitExceeded":
		return true
	}
	return status == http.StatusTooManyRequests
}

func asAPI(err error) *apiError {
	e, _ := errors.AsType[*apiError](err)
	return e
}

// isRefused tells whether Google did not understand a request, as it does with
// page tokens that have expired.
func isRefused(err error) bool {
	e := asAPI(err)
	return e != nil && !e.login && (e.Status == http.StatusBadRequest || e.Status == http.StatusGone)
}

// isGone tells whether the one thing that was asked for is not there.
func isGone(err error) bool {
	e := asAPI(err)
	return e != nil && !e.login && e.isGoogle() && e.Status == http.StatusNotFound && !errors.Is(err, directory.ErrIncomplete)
}

// isForbidden tells whether the one thing that was asked for may not be seen,
// and not that nothing may be.
func isForbidden(err error) bool {
	e := asAPI(err)
	if e == nil || e.login || errors.Is(err, directory.ErrIncomplete) {
		return false
	}
	return e.Status == http.StatusForbidden && (e.Reason == "forbidden" || e.Reason == "notAuthorized")
}
