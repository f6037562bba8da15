package okta

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"

	"directoryconnector/backend/internal/transport"
)

// The limits of a page: users and groups
// (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/,
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/),
// and members of a group.
const (
	userLimit   = "200"
	groupLimit  = "200"
	memberLimit = "1000"
)

// The statuses of a user that mean something here
// (https://developer.okta.com/docs/concepts/user-lifecycle/).
const (
	statusSuspended     = "SUSPENDED"
	statusDeprovisioned = "DEPROVISIONED"
)

// timeFormat is how the API writes times, and reads them in filters.
const timeFormat = "2006-01-02T15:04:05.000Z"

type wireUser struct {
	ID          string    `json:"id"`
	Status      string    `json:"status"`
	LastUpdated time.Time `json:"lastUpdated"`
	Profile     struct {
		Email       string `json:"email"`
		DisplayName string `json:"displayName"`
		FirstName   string `json:"firstName"`
		LastName    string `json:"lastName"`
	} `json:"profile"`
}

// name is the one to show.
func (u wireUser) name() string {
	return cmp.Or(strings.TrimSpace(u.Profile.DisplayName), strings.TrimSpace(u.Profile.FirstName+" "+u.Profile.LastName))
}

func (u wireUser) id() string         { return u.ID }
func (u wireUser) updated() time.Time { return u.LastUpdated }
func (u wireUser) gone() bool         { return u.Status == statusDeprovisioned }

type wireGroup struct {
	ID                    string    `json:"id"`
	LastUpdated           time.Time `json:"lastUpdated"`
	LastMembershipUpdated time.Time `json:"lastMembershipUpdated"`
	Profile               struct {
		Name string `json:"name"`
	} `json:"profile"`
}

func (g wireGroup) id() string         { return g.ID }
func (g wireGroup) updated() time.Time { return g.LastUpdated }

// wireID is all that matters of a member, and of a user's group.
type wireID struct {
	ID string `json:"id"`
}

func (i wireID) id() string { return i.ID }

// identified is what every list is of.
type identified interface{ id() string }

// decodePage reads one page of a list.
func decodePage[T identified](body []byte) ([]T, error) {
	return transport.ReadList(vendor, body, func(item T) bool { return item.id() != "" })
}

// nextLink returns the target of rel="next", or "". An answer may carry
// several Link headers, and several links in one
// (https://developer.okta.com/docs/api/#pagination, RFC 8288).
func nextLink(h http.Header) string {
	for _, header := range h.Values("Link") {
		for rest := header; ; {
			_, after, found := strings.Cut(rest, "<")
			target, params, closed := strings.Cut(after, ">")
			if !found || !closed {
				break
			}
			// The parameters end where the next link begins.
			own, _, _ := strings.Cut(params, "<")
			for param := range strings.FieldsFuncSeq(own, func(r rune) bool { return r == ';' || r == ',' }) {
				name, value, _ := strings.Cut(param, "=")
				if strings.EqualFold(strings.TrimSpace(name), "rel") && strings.EqualFold(strings.Trim(strings.TrimSpace(value), `"`), "next") {
					return target
				}
			}
			rest = params
		}
	}
	return ""
}

// listURL is the address of the first page of a list.
func listURL(origin *url.URL, limit, filter string, path ...string) *url.URL {
	u := origin.JoinPath("api", "v1").JoinPath(path...)
	q := url.Values{}
	if limit != "" {
		q.Set("limit", limit)
	}
	if filter != "" {
		q.Set("filter", filter)
	}
	// %20 is what Okta's documentation writes for a space.
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u
}
