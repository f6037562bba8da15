package entra

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// vendor says what Graph's answers mean (https://learn.microsoft.com/graph/errors).
var vendor = &transport.Vendor{
	Name: "Microsoft Graph", API: "Microsoft Graph", Meaning: meaning,
	Throttled: hintThrottle, Trouble: hintServer, Elsewhere: hintElsewhere,
}

// errorOf reads an answer that is not the wanted one.
func errorOf(resp *http.Response, body []byte) *transport.AnswerError {
	e := vendor.Refused(resp, body)
	var wire struct {
		Error *struct {
			Code, Message string
			InnerError    struct {
				RequestID string `json:"request-id"`
			}
		}
	}
	if json.Unmarshal(body, &wire) != nil || wire.Error == nil {
		return e
	}
	e.Code, e.Text = cmp.Or(wire.Error.Code, http.StatusText(e.Status)), transport.Sentence(wire.Error.Message)
	if id := cmp.Or(resp.Header.Get("request-id"), wire.Error.InnerError.RequestID); id != "" {
		e.ID = "request id " + id
	}
	return e
}

// Hints for an administrator.
const (
	hintThrottle  = "The tenant's limit is used up, by this program or others of the same app registration. Nothing was sent; the next sync tries again."
	hintServer    = "Microsoft Graph, or a proxy in between, is in trouble: see https://admin.microsoft.com (Health > Service health). Nothing was sent; the next sync tries again."
	hintElsewhere = "Something answers in Microsoft's place: a proxy with a page of its own, or a wrong DNS entry. Check network.proxy."
	hintToken     = "Microsoft Graph does not accept the token: check that entra.identityAuthority is the cloud of the tenant, and the clock of this machine."
	hintConsent   = "Grant the app registration application permissions (not delegated ones) for Microsoft Graph, User.Read.All and Group.Read.All, and choose Grant admin consent. " +
		"It takes some minutes until they count."
)

func meaning(e *transport.AnswerError) (hint string, kind error) {
	switch e.Status {
	case http.StatusUnauthorized:
		return hintToken, directory.ErrAuth
	case http.StatusForbidden:
		return hintConsent, directory.ErrPermission
	}
	return "", nil
}

// What an app registration may not do for want of a permission.
const (
	noUsers   = "the app registration may not read users"
	noEnabled = "the app registration may not read whether accounts are enabled"
	noGroups  = "the app registration may not read groups"
	noNames   = "the app registration may not read the names of groups"
	noMembers = "the app registration may not read members of groups"
	noUnits   = "the app registration may not read administrative units"
)

// needs names the permission that is missing, where that is what went wrong;
// problem says what can't be done without it.
func needs(err error, permission, problem string) error {
	if !errors.Is(err, directory.ErrPermission) {
		return err
	}
	return directory.WithHint(fmt.Errorf("%s, the permission %s is missing: %w", problem, permission, err), hintFor(permission))
}

func hintFor(permission string) string {
	return "In the Microsoft Entra admin center, open the app registration, API permissions > Add a permission > Microsoft Graph > Application permissions, add " +
		permission + ", and choose Grant admin consent. It takes some minutes until it counts."
}

// isStale tells whether a cursor was refused: everything must be read
// (https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset).
func isStale(err error) bool {
	e, ok := errors.AsType[*transport.AnswerError](err)
	if !ok || e.Login {
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
	e, ok := errors.AsType[*transport.AnswerError](err)
	return ok && !e.Login && e.Known() && (e.Status == http.StatusBadRequest || e.Status == http.StatusForbidden || e.Status == http.StatusNotFound ||
		e.Status == http.StatusMethodNotAllowed || e.Status == http.StatusNotImplemented)
}

// isGone tells whether an answer says that what a list belongs to is not there.
// A page that is not there is no such answer.
func isGone(err error) bool {
	e, ok := errors.AsType[*transport.AnswerError](err)
	return ok && !e.Login && e.Status == http.StatusNotFound && e.Code == "Request_ResourceNotFound"
}
