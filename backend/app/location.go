package app

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"strconv"
	"strings"

	"directoryconnector/backend/config"
)

// Location says in one line what is read: the address and base of an LDAP server,
// the path of a file, the tenant, domain or address of a cloud directory. It
// is empty where that is not set up.
func (a *App) Location(ctx context.Context) (string, error) {
	settings, err := a.Settings(ctx)
	if err != nil {
		return "", err
	}
	return locationOf(settings), nil
}

func locationOf(s *config.Settings) string {
	switch s.Directory {
	case config.DirectoryLDAP:
		return ldapLocation(&s.LDAP)
	case config.DirectoryFile:
		return fileLocation(&s.File)
	case config.DirectoryEntra:
		return both(s.Entra.Tenant, "https://"+s.Entra.IdentityAuthority)
	case config.DirectoryGoogle:
		domain := cmp.Or(s.Google.Customer, s.Google.Domain)
		if s.Google.ClientEmail == "" && domain == "" {
			return ""
		}
		return both("Google Workspace", domain)
	case config.DirectoryOkta:
		return s.Okta.OrgURL
	case config.DirectoryOneLogin:
		return both(s.OneLogin.ClientID, "https://api."+s.OneLogin.Region+".onelogin.com")
	}
	return ""
}

// fileLocation leaves out what an address may hold of keys.
func fileLocation(f *config.File) string {
	if u, err := url.Parse(f.URL); f.URL != "" && err == nil {
		u.RawQuery = ""
		return u.String()
	}
	return cmp.Or(f.Command, f.Path)
}

// ldapLocation is an address as RFC 4516 writes it, those of other servers, and
// the base.
func ldapLocation(l *config.LDAP) string {
	scheme, port := "ldap", cmp.Or(l.Port, 389)
	if l.Encryption == config.EncryptionLDAPS {
		scheme, port = "ldaps", cmp.Or(l.Port, 636)
	}
	var servers []string
	for _, host := range config.List(l.Hostname) {
		name, port := config.HostPort(host, port)
		servers = append(servers, scheme+"://"+net.JoinHostPort(name, strconv.Itoa(port)))
	}
	return both(strings.Join(servers, " "), l.RootPath)
}

// both joins what is read and where; it is empty without the first.
func both(first, second string) string {
	if first == "" || second == "" {
		return first
	}
	return first + " · " + second
}
