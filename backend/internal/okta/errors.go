package okta

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

// An apiError is an error answer of the API
// (https://developer.okta.com/docs/reference/error-codes/).
type apiError struct {
	Status int `json:"-"`
	// Code is such as E0000011; empty where the answer is not Okta's.
	Code    string `json:"errorCode"`
	Summary string `json:"errorSummary"`
	ID      string `json:"errorId"`
	Causes  []struct {
		Summary string `json:"errorSummary"`
	} `json:"errorCauses"`
	// location is where a redirect leads.
	location string
}

// Codes of errors. Which status they come with is Okta's business.
const (
	codeAuthentication = "E0000004"
	codeSession        = "E0000005"
	codePermission     = "E0000006"
	codeToken          = "E0000011"
	codeFeature        = "E0000015"
	codeSearch         = "E0000031"
)

func (e *apiError) Error() string {
	text := fmt.Sprintf("HTTP %d", e.Status)
	if e.Code == "" {
		if e.location != "" {
			return text + ", a redirect to " + e.location
		}
		return text + ", not an answer of the Okta API"
	}
	said := strings.TrimRight(strings.TrimSpace(e.Summary), ".")
	for _, c := range e.Causes {
		if c.Summary != "" {
			said += "; " + strings.TrimRight(strings.TrimSpace(c.Summary), ".")
		}
	}
	text = fmt.Sprintf("Okta says %q (%s, %s", said, e.Code, text)
	if e.ID != "" {
		text += ", error id " + e.ID
	}
	return text + ")"
}

// errorOf reads an answer that is not the wanted one.
func errorOf(resp *http.Response, body []byte) *apiError {
	e := &apiError{}
	if json.Unmarshal(body, e) != nil || e.Code == "" {
		e = &apiError{}
	}
	e.Status = resp.StatusCode
	if to, err := url.Parse(resp.Header.Get("Location")); err == nil && resp.StatusCode/100 == 3 {
		e.location = (&url.URL{Scheme: to.Scheme, Host: to.Host}).String()
	}
	return e
}

// Hints for an administrator.
const (
	hintToken = "The API token is wrong, was revoked, has expired after 30 days without use, or belongs to an administrator who is not active: " +
		"create one in the Admin Console (Security > API > Tokens) and set okta.token."
	hintPermission = "The token may do what the administrator may who created it: give that account the role Read-only Administrator. " +
		"Also check that the token is not tied to a network zone that this machine is not in (Security > API > Tokens)."
	hintFilter = "Okta does not accept the query of the filter. Users can be filtered by status, lastUpdated, id, profile.login, profile.email, " +
		"profile.firstName and profile.lastName, groups by type, lastUpdated, lastMembershipUpdated and id."
	hintAddress  = "Check okta.orgUrl: there is no Okta API at this address."
	hintThrottle = "Another program uses up the rate limit of the organization, or the limit of this token is very low: look at Reports > Rate Limits " +
		"in the Admin Console. Nothing was sent; the next sync tries again."
	hintServer = "Okta, or a proxy in between, is in trouble: see https://status.okta.com. Nothing was sent; the next sync tries again."
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
	case api.Code == codeToken, api.Code == codeAuthentication, api.Code == codeSession:
		return with(directory.ErrAuth, hintToken)
	case api.Code == codePermission, api.Code == codeFeature:
		return with(directory.ErrPermission, hintPermission)
	case api.Code == codeSearch:
		return with(directory.ErrConfig, hintFilter)
	case api.Status == http.StatusTooManyRequests:
		return with(directory.ErrIncomplete, hintThrottle)
	case api.Status >= http.StatusInternalServerError:
		return with(directory.ErrIncomplete, hintServer)
	case api.location != "":
		return with(directory.ErrConfig, "Set okta.orgUrl to the address that the organization answers at: this one leads to "+api.location+".")
	case api.Code == "" && api.Status == http.StatusProxyAuthRequired:
		return with(directory.ErrUnreachable, transport.ProxyLoginHint)
	case api.Status == http.StatusUnauthorized:
		return with(directory.ErrAuth, hintToken)
	case api.Status == http.StatusForbidden:
		return with(directory.ErrPermission, hintPermission)
	case api.Code == "" || api.Status == http.StatusNotFound:
		return with(directory.ErrConfig, hintAddress)
	}
	return with(directory.ErrIncomplete, "")
}

// isNotFound tells whether the one thing that was asked for is not there.
func isNotFound(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusNotFound && e.Code != ""
}

// isRefused tells whether Okta did not understand the request.
func isRefused(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status == http.StatusBadRequest
}
