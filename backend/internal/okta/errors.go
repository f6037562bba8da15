package okta

import (
	"encoding/json"
	"net/http"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Codes of errors. Which status they come with is Okta's business.
const (
	codeAuthentication = "E0000004"
	codeSession        = "E0000005"
	codePermission     = "E0000006"
	codeToken          = "E0000011"
	codeFeature        = "E0000015"
	codeSearch         = "E0000031"
)

// vendor says what Okta's answers mean
// (https://developer.okta.com/docs/reference/error-codes/).
var vendor = &transport.Vendor{
	Name: "Okta", API: "the Okta API", Meaning: meaning,
	Throttled: hintThrottle, Trouble: hintServer, Elsewhere: hintAddress,
	Moved: "Set okta.orgUrl to the address that the organization answers at: this one leads to %s.",
}

// errorOf reads an answer that is not the wanted one.
func errorOf(resp *http.Response, body []byte) *transport.AnswerError {
	e := vendor.Refused(resp, body)
	var wire struct {
		Code    string `json:"errorCode"`
		Summary string `json:"errorSummary"`
		ID      string `json:"errorId"`
		Causes  []struct {
			Summary string `json:"errorSummary"`
		} `json:"errorCauses"`
	}
	if json.Unmarshal(body, &wire) != nil || wire.Code == "" {
		return e
	}
	e.Code, e.Text = wire.Code, transport.Sentence(wire.Summary)
	for _, c := range wire.Causes {
		if said := transport.Sentence(c.Summary); said != "" {
			e.Text += "; " + said
		}
	}
	if wire.ID != "" {
		e.ID = "error id " + wire.ID
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

func meaning(e *transport.AnswerError) (hint string, kind error) {
	switch {
	case e.Code == codeToken, e.Code == codeAuthentication, e.Code == codeSession:
		return hintToken, directory.ErrAuth
	case e.Code == codePermission, e.Code == codeFeature:
		return hintPermission, directory.ErrPermission
	case e.Code == codeSearch:
		return hintFilter, directory.ErrConfig
	case e.Status == http.StatusUnauthorized:
		return hintToken, directory.ErrAuth
	case e.Status == http.StatusForbidden:
		return hintPermission, directory.ErrPermission
	case e.Status == http.StatusNotFound:
		return hintAddress, directory.ErrConfig
	}
	return "", nil
}
