package ldapconn

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

// A RootDSE is what a server says about itself (RFC 4512, 5.1; [MS-ADTS]
// 3.1.1.3.2). What the server does not say is empty.
type RootDSE struct {
	DefaultContext string
	NamingContexts []string
	vendor         vendor
	// Service and HighestUSN are Active Directory's: the service entry of the
	// domain controller, and the number of its last change.
	Service, HighestUSN string
}

// A vendor is who made a server, as far as that matters.
type vendor uint8

const (
	vendorOther vendor = iota
	vendorOpenLDAP
	vendor389
	vendorAD
)

// vendorOf tells it by what the root DSE shows.
func vendorOf(e *ldap.Entry) vendor {
	switch {
	case e.GetEqualFoldAttributeValue("dsServiceName") != "":
		return vendorAD
	case strings.Contains(e.GetEqualFoldAttributeValue("vendorName"), "389 Project"):
		return vendor389
	case slices.Contains(e.GetEqualFoldAttributeValues("objectClass"), "OpenLDAProotDSE"):
		return vendorOpenLDAP
	}
	return vendorOther
}

var rootDSEAttributes = []string{"objectClass", "vendorName", "defaultNamingContext", "namingContexts", "dsServiceName", "highestCommittedUSN"}

func (c *Client) readRootDSE(ctx context.Context) (*RootDSE, error) {
	dse := &RootDSE{}
	q := Query{Scope: ldap.ScopeBaseObject, Filter: "(objectClass=*)", Attrs: rootDSEAttributes}
	err := c.Search(ctx, q, func(e *ldap.Entry) {
		dse.vendor = vendorOf(e)
		dse.DefaultContext = e.GetEqualFoldAttributeValue("defaultNamingContext")
		dse.NamingContexts = e.GetEqualFoldAttributeValues("namingContexts")
		dse.Service = e.GetEqualFoldAttributeValue("dsServiceName")
		dse.HighestUSN = e.GetEqualFoldAttributeValue("highestCommittedUSN")
	})
	// Some servers show it to nobody; then it is as if it were empty.
	if le, ok := errors.AsType[*ldap.Error](err); ok && le.ResultCode < ldap.ErrorNetwork {
		switch {
		case errors.Is(err, directory.ErrPermission), errors.Is(err, directory.ErrConfig):
			return dse, nil
		}
	}
	return dse, err
}

// IsActiveDirectory tells whether the server says that it is a domain controller
// of Active Directory. AD LDS, which says the rest, has no default context by
// itself.
func (d *RootDSE) IsActiveDirectory() bool { return d.vendor == vendorAD && d.DefaultContext != "" }

// IsOther tells whether the server shows what it is, and is not Active
// Directory, and names it where that is known. One that shows nothing may be
// anything.
func (d *RootDSE) IsOther() (name string, other bool) {
	switch {
	case d.Service != "" || d.HighestUSN != "":
		return "", false
	case d.vendor == vendorOpenLDAP:
		return "OpenLDAP", true
	case d.vendor == vendor389:
		return "389 Directory Server", true
	}
	return "", len(d.NamingContexts) > 0
}

// Contexts returns the naming contexts that may hold users.
func (d *RootDSE) Contexts() []string {
	var list []string
	for _, c := range d.NamingContexts {
		low := strings.ToLower(c)
		switch {
		case c == "", strings.HasPrefix(low, "cn="), strings.HasPrefix(low, "dc=domaindnszones,"), strings.HasPrefix(low, "dc=forestdnszones,"):
			// Configuration, schema, monitoring, change logs, DNS zones.
		default:
			list = append(list, c)
		}
	}
	return list
}
