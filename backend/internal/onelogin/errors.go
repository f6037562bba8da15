package onelogin

import (
	"encoding/json"
	"net/http"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// vendor says what OneLogin's answers mean.
var vendor = &transport.Vendor{
	Name: "OneLogin", API: "the OneLogin API", Meaning: meaning,
	Throttled: hintLimit, Trouble: hintServer, Elsewhere: hintAddress,
}

// errorOf reads an answer that is not the wanted one. OneLogin has three
// forms of them: {"message","name","statusCode"}, {"description","error",
// "status"}, and {"status":{"message","type","code"}}.
func errorOf(resp *http.Response, body []byte) *transport.AnswerError {
	e := vendor.Refused(resp, body)
	var wire map[string]any
	if json.Unmarshal(body, &wire) != nil {
		return e
	}
	if inner, ok := wire["status"].(map[string]any); ok {
		wire = inner
	} else if wire["name"] == nil && wire["statusCode"] == nil && wire["status"] == nil {
		return e // anybody says message or error
	}
	e.Text = transport.FirstText(wire, "message", "description", "error_description")
	e.Code = transport.FirstText(wire, "name", "type", "error")
	return e
}

// loginErrorOf reads the answer to a log-in, which follows RFC 6749 or has one
// of the forms above; there a wrong credential is a 401
// (https://developers.onelogin.com/api-docs/2/oauth20-tokens/generate-tokens-2).
func loginErrorOf(resp *http.Response, body []byte) *transport.AnswerError {
	e := errorOf(resp, body)
	if !e.Known() {
		return vendor.RefusedLogin(resp, body)
	}
	e.Login, e.KeyRefused = true, e.Status == http.StatusUnauthorized
	return e
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

func meaning(e *transport.AnswerError) (hint string, kind error) {
	switch {
	case e.KeyRefused:
		return hintCredential, directory.ErrAuth
	case e.Login && e.Status >= http.StatusInternalServerError:
		return hintOwner, directory.ErrIncomplete
	case e.Login:
		return "", nil
	case e.Status == http.StatusNotFound:
		return hintAddress, directory.ErrConfig
	case lacksScope(e):
		return hintScope, directory.ErrPermission
	case e.Status == http.StatusUnauthorized:
		return hintCredential, directory.ErrAuth
	case e.Status == http.StatusBadRequest, e.Status == http.StatusUnprocessableEntity:
		return hintFilter, directory.ErrConfig
	}
	return "", nil
}

// lacksScope tells whether the token is good, but not for this.
func lacksScope(e *transport.AnswerError) bool {
	return e.Status == http.StatusForbidden ||
		e.Status == http.StatusUnauthorized && strings.Contains(strings.ToLower(e.Text), "insufficient")
}
