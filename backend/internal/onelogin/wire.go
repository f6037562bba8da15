package onelogin

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/internal/transport"
)

// How much a page holds: users
// (https://developers.onelogin.com/api-docs/2/users/list-users), roles
// (https://developers.onelogin.com/api-docs/2/roles/list-roles), and members
// of one role, where no limit is documented.
const (
	userLimit   = "1000"
	roleLimit   = "650"
	memberLimit = "100"

	userFields = "id,email,username,firstname,lastname,status,role_ids"
	roleFields = "id,name,users"
)

// statusSuspended is the one status that switches an account off. The others
// are 0 unactivated, 1 active, 3 locked, 4 password expired, 5 awaiting
// password reset, 7 password pending, 8 security questions required
// (https://developers.onelogin.com/api-docs/2/users/user-resource).
const statusSuspended = 2

type wireUser struct {
	ID       int64  `json:"id"`
	Email    string `json:"email"`
	Username string `json:"username"`
	First    string `json:"firstname"`
	Last     string `json:"lastname"`
	Status   int    `json:"status"`
	// RoleIDs is nil where the answer says nothing about roles.
	RoleIDs []int64 `json:"role_ids"`
}

// name is the one to show.
func (u wireUser) name() string { return strings.TrimSpace(u.First + " " + u.Last) }

func (u wireUser) id() int64        { return u.ID }
func (u wireUser) identified() bool { return u.ID != 0 && !slices.Contains(u.RoleIDs, 0) }

type wireRole struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	// Users is nil where the answer says nothing about members.
	Users []int64 `json:"users"`
}

func (r wireRole) id() int64        { return r.ID }
func (r wireRole) identified() bool { return r.ID != 0 && !slices.Contains(r.Users, 0) }

// wireMember is a user of one role.
type wireMember struct {
	ID int64 `json:"id"`
	// Assigned is false for those who only could have the role.
	Assigned *bool `json:"assigned"`
}

func (m wireMember) id() int64        { return m.ID }
func (m wireMember) identified() bool { return m.ID != 0 }

// identified is what every list is of.
type identified interface {
	id() int64
	// identified tells whether it has an id, and so everything in it.
	identified() bool
}

// decodePage reads one page of a list.
func decodePage[T identified](body []byte) ([]T, error) {
	return transport.ReadList(vendor, body, T.identified)
}

// paging is what the headers of a page say
// (https://developers.onelogin.com/api-docs/2/getting-started/using-query-parameters).
type paging struct {
	// next is the cursor of the next page, empty at the last one.
	next string
	// total counts the entries of all pages; -1 where it is not said.
	total int
	// number is that of the page, pages how many there are; 0 where it is not
	// said.
	number, pages int
}

func pagingOf(h http.Header) paging {
	p := paging{next: h.Get("After-Cursor"), total: -1}
	if n, err := strconv.Atoi(h.Get("Total-Count")); err == nil {
		p.total = n
	}
	current, err1 := strconv.Atoi(h.Get("Current-Page"))
	pages, err2 := strconv.Atoi(h.Get("Total-Pages"))
	if err1 == nil && err2 == nil {
		p.number, p.pages = current, pages
		if current >= pages {
			p.next = ""
		}
	}
	return p
}

// listing is a list to ask for: what it is of, and how it is chosen.
type listing struct {
	path   []string
	limit  string
	fields string
	query  url.Values
}

// url is the address of a page. A cursor stands for limit and page, and may
// not be sent with them; it does not stand for fields and filters.
func (l listing) url(origin *url.URL, cursor string) *url.URL {
	q := url.Values{"limit": {l.limit}}
	if cursor != "" {
		q = url.Values{"cursor": {cursor}}
	}
	return l.with(origin, q)
}

// page is the address of a page by its number, where each has limit entries.
func (l listing) page(origin *url.URL, limit, number int) *url.URL {
	return l.with(origin, url.Values{"limit": {strconv.Itoa(limit)}, "page": {strconv.Itoa(number)}})
}

// with adds what is asked for to a query.
func (l listing) with(origin *url.URL, q url.Values) *url.URL {
	maps.Copy(q, l.query)
	if l.fields != "" {
		q.Set("fields", l.fields)
	}
	u := origin.JoinPath("api", "2").JoinPath(l.path...)
	u.RawQuery = q.Encode()
	return u
}
