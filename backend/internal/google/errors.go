package google

import (
	"errors"
	"net/http"
	"strings"

	"google.golang.org/api/googleapi"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// vendor says what Google's answers mean
// (https://developers.google.com/workspace/admin/directory/v1/limits,
// https://developers.google.com/workspace/drive/api/guides/handle-errors).
var vendor = &transport.Vendor{
	Name: "Google", API: "the Google API", Meaning: meaning,
	Throttled: hintThrottle, Trouble: hintServer, Elsewhere: hintAddress,
}

// answerError takes what a call of the API returned down to what may be shown.
func answerError(err error) error {
	g, ok := errors.AsType[*googleapi.Error](err)
	if !ok {
		return err
	}
	e := vendor.Refused(&http.Response{StatusCode: g.Code, Header: g.Header}, []byte(g.Body))
	e.Text = transport.Sentence(g.Message)
	if len(g.Errors) > 0 {
		e.Code = g.Errors[0].Reason
	}
	if e.Code == "" && e.Text != "" {
		e.Code = http.StatusText(g.Code)
	}
	return e
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

// explain gives an error its kind and its hint.
func explain(err error) error { return transport.ExplainRead(answerError(err)) }

// meaning says what an answer means to an administrator.
func meaning(e *transport.AnswerError) (hint string, kind error) {
	switch {
	case e.Login:
		return loginMeaning(e)
	case isQuota(e.Status, e.Code), e.Code == "dailyLimitExceeded":
		return hintThrottle, directory.ErrIncomplete
	case e.Code == "accessNotConfigured", e.Code == "SERVICE_DISABLED":
		return hintDisabled, directory.ErrPermission
	case e.Code == "insufficientPermissions", e.Code == "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
		return hintScopes, directory.ErrPermission
	case e.Status == http.StatusUnauthorized:
		return hintKey, directory.ErrAuth
	case e.Status == http.StatusForbidden:
		return hintRights, directory.ErrPermission
	case e.Status == http.StatusNotFound:
		return hintNotFound, directory.ErrConfig
	case e.Status == http.StatusBadRequest:
		return hintQuery, directory.ErrConfig
	case e.Status < http.StatusInternalServerError:
		return hintOtherRead, directory.ErrIncomplete
	}
	return "", nil
}

// loginMeaning is that of a token that is not given
// (https://developers.google.com/identity/protocols/oauth2/service-account#error-codes).
func loginMeaning(e *transport.AnswerError) (hint string, kind error) {
	text := strings.ToLower(e.Text)
	switch {
	case e.Status >= http.StatusInternalServerError:
	case e.Code == "unauthorized_client", e.Code == "access_denied", e.Code == "invalid_scope":
		return hintDelegation, directory.ErrPermission
	case !e.KeyRefused && e.Code != "disabled_client" && e.Code != "deleted_client":
	case strings.Contains(text, "invalid email or user id"):
		return hintAdminUser, directory.ErrAuth
	case strings.Contains(text, "short-lived"), strings.Contains(text, "timeframe"):
		return hintClock, directory.ErrAuth
	default:
		return hintKey, directory.ErrAuth
	}
	return "", nil
}

// isQuota tells whether an answer asks to be slower.
func isQuota(status int, reason string) bool {
	switch reason {
	case "userRateLimitExceeded", "quotaExceeded", "rateLimitExceeded":
		return true
	}
	return status == http.StatusTooManyRequests
}

// isGone tells whether the one thing that was asked for is not there.
func isGone(err error) bool {
	return transport.IsNotFound(err) && !errors.Is(err, directory.ErrIncomplete)
}

// isForbidden tells whether the one thing that was asked for may not be seen,
// and not that nothing may be.
func isForbidden(err error) bool {
	e, ok := errors.AsType[*transport.AnswerError](err)
	return ok && !e.Login && !errors.Is(err, directory.ErrIncomplete) &&
		e.Status == http.StatusForbidden && (e.Code == "forbidden" || e.Code == "notAuthorized")
}
