package entra

import (
	"encoding/json"
	"slices"
	"strings"
)

// What is asked for. A list has up to 999 entries in a page
// (https://learn.microsoft.com/graph/query-parameters); $top and $expand are
// not allowed with delta
// (https://learn.microsoft.com/graph/delta-query-overview).
const (
	selectUser   = "$select=id,mail,userPrincipalName,accountEnabled,displayName"
	selectGroup  = "$select=id,displayName,visibility"
	selectID     = "$select=id"
	top          = "&$top=999"
	latest       = "&$deltatoken=latest"
	withMembers  = ",members"
	hiddenGroups = "HiddenMembership"
)

// removed is the mark of what is gone, whether it can be restored or not.
type removed struct{}

type wireUser struct {
	ID      string   `json:"id"`
	Mail    *string  `json:"mail"`
	UPN     *string  `json:"userPrincipalName"`
	Enabled *bool    `json:"accountEnabled"`
	Name    *string  `json:"displayName"`
	Removed *removed `json:"@removed"`
}

func (u wireUser) identified() bool { return u.ID != "" }

// blank tells whether there is nothing but the id.
func (u wireUser) blank() bool { return u.Mail == nil && u.UPN == nil && u.Enabled == nil }

type wireGroup struct {
	ID         string       `json:"id"`
	Name       *string      `json:"displayName"`
	Visibility *string      `json:"visibility"`
	Members    []wireMember `json:"members@delta"`
	Removed    *removed     `json:"@removed"`
}

func (g wireGroup) identified() bool {
	return g.ID != "" && !slices.ContainsFunc(g.Members, func(m wireMember) bool { return !m.identified() })
}

// wireMember is a member of a group or of an administrative unit, or a group
// of which something is a member. Its type does not matter: what is no user
// and no group of the Snapshot is none of ours.
type wireMember struct {
	ID      string   `json:"id"`
	Removed *removed `json:"@removed"`
}

func (m wireMember) identified() bool { return m.ID != "" }

// identified is what every list is of.
type identified interface {
	// identified tells whether it has an id, and so everything in it.
	identified() bool
}

// A page is one answer to a list.
type page[T identified] struct {
	Value []T    `json:"value"`
	Next  string `json:"@odata.nextLink"`
	Delta string `json:"@odata.deltaLink"`
}

// decodePage reads a page. Its errors repeat nothing of the answer.
func decodePage[T identified](body []byte) (*page[T], error) {
	var p page[T]
	err := json.Unmarshal(body, &p)
	anonymous := slices.ContainsFunc(p.Value, func(row T) bool { return !row.identified() })
	if err := vendor.CheckList(err, p.Value != nil, !anonymous); err != nil {
		return nil, err
	}
	return &p, nil
}

// email returns the address of a user. A deleted user's userPrincipalName
// begins with the id without hyphens, so that the name can be used again.
func (u wireUser) email() string {
	mail := strings.TrimSpace(text(u.Mail))
	if mail != "" && !onMicrosoft(mail) {
		return mail
	}
	upn := strings.TrimSpace(text(u.UPN))
	mark := strings.ReplaceAll(u.ID, "-", "")
	if len(upn) > len(mark) && strings.EqualFold(upn[:len(mark)], mark) {
		upn = upn[len(mark):]
	}
	if upn == "" {
		return mail
	}
	return upn
}

// onMicrosoft tells whether an address is at the domain that every tenant has
// from the start, in whichever cloud (onmicrosoft.com, .us,
// partner.onmschina.cn).
func onMicrosoft(mail string) bool {
	domain := strings.ToLower(mail[strings.LastIndexByte(mail, '@')+1:])
	return domain == "onmicrosoft.com" || strings.HasSuffix(domain, ".onmicrosoft.com") ||
		strings.HasSuffix(domain, ".onmicrosoft.us") || strings.HasSuffix(domain, ".partner.onmschina.cn")
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
