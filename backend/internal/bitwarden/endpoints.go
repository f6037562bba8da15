package bitwarden

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// Endpoints are the addresses of a server, without trailing slashes.
type Endpoints struct {
	WebVault, API, Identity string
}

// EndpointsOf returns where a server is. An address without scheme gets
// https://; bitwarden.com and bitwarden.eu, with or without "vault.", mean
// the clouds; anything else is the base of a self-hosted server. Each of the
// three can be overridden.
func EndpointsOf(s config.Server) (Endpoints, error) {
	base, err := normalize("server.url", cmp.Or(strings.TrimSpace(s.URL), "https://bitwarden.com"))
	if err != nil {
		return Endpoints{}, err
	}
	e := Endpoints{WebVault: base.String(), API: base.String() + "/api", Identity: base.String() + "/identity"}
	if cloud := cloudOf(base.Hostname()); cloud != "" {
		e = Endpoints{
			WebVault: "https://vault." + cloud, API: "https://api." + cloud, Identity: "https://identity." + cloud,
		}
	}
	for _, o := range []struct {
		key, text string
		to        *string
	}{
		{"server.webVault", s.WebVault, &e.WebVault},
		{"server.api", s.API, &e.API},
		{"server.identity", s.Identity, &e.Identity},
	} {
		if strings.TrimSpace(o.text) == "" {
			continue
		}
		u, err := normalize(o.key, o.text)
		if err != nil {
			return Endpoints{}, err
		}
		*o.to = u.String()
	}
	return e, nil
}

// InClear returns the host to which secrets would go without encryption over
// a network; empty where there is none.
func (e Endpoints) InClear() string {
	for _, address := range []string{e.Identity, e.API} {
		u, err := url.Parse(address)
		if err == nil && u.Scheme == "http" && !config.IsLoopback(u.Hostname()) {
			return u.Host
		}
	}
	return ""
}

// clouds are the domains of Bitwarden's clouds.
var clouds = []string{"bitwarden.com", "bitwarden.eu"}

// cloudOf returns the domain of the cloud whose front door host is.
func cloudOf(host string) string {
	for _, cloud := range clouds {
		if host == cloud || host == "vault."+cloud || host == "www."+cloud {
			return cloud
		}
	}
	return ""
}

// isCloud tells whether an address belongs to Bitwarden's clouds, which
// throttle.
func isCloud(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(clouds, func(cloud string) bool { return strings.HasSuffix("."+host, "."+cloud) })
}

// normalize never repeats an address that holds a password.
func normalize(key, text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	bad := func(what string) error {
		return directory.WithHint(errors.New(what), "set "+key+" to something like https://vault.example.com")
	}
	switch {
	case err != nil || u.Hostname() == "":
		return nil, bad(key + " is not the address of a server")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, bad(key + " does not start with https://")
	case u.User != nil:
		return nil, bad(key + " holds a user name or password, which do not belong into an address")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, bad(key + " goes on after the path with ? or #")
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host), Path: strings.TrimRight(u.Path, "/")}, nil
}

// keyHint says where the key of an organization is found.
const keyHint = "use the organization's API key: Admin Console, Settings, Organization info, View API key; its client id starts with \"organization.\""

// OrganizationID returns the id inside the client id of an organization's API
// key, "organization.<uuid>".
func OrganizationID(clientID string) (string, error) {
	clientID = strings.TrimSpace(clientID)
	id, ok := strings.CutPrefix(clientID, "organization.")
	switch {
	case clientID == "":
		return "", directory.WithHint(errors.New("the client id is empty"), keyHint)
	case strings.HasPrefix(clientID, "user."):
		return "", directory.WithHint(errors.New("this is the API key of a person, not of an organization"), keyHint)
	case !ok:
		return "", directory.WithHint(errors.New("this is not the client id of an organization"), keyHint)
	case !account.IsGUID(id):
		return "", directory.WithHint(errors.New("the client id does not end in the id of an organization"),
			"copy the whole client id: \"organization.\" and 36 more characters")
	}
	return strings.ToLower(id), nil
}
