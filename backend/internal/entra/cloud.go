package entra

import (
	"fmt"
	"net/url"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// A cloud is where one of Microsoft's clouds is
// (https://learn.microsoft.com/graph/deployments).
type cloud struct{ authority, graph string }

// cloudOf returns the cloud that entra.identityAuthority names: by the host of
// its authority, or that of its Graph where two clouds share an authority.
func cloudOf(authority string) (cloud, error) {
	authority = strings.ToLower(strings.TrimSpace(authority))
	for _, c := range []cloud{
		{"login.microsoftonline.com", "graph.microsoft.com"},
		{"login.microsoftonline.us", "graph.microsoft.us"},
		{"login.microsoftonline.us", "dod-graph.microsoft.us"},
		{"login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"},
	} {
		if authority == c.authority || authority == c.graph {
			return c, nil
		}
	}
	return cloud{}, directory.WithHint(directory.Errorf(directory.ErrConfig, "entra.identityAuthority %q is no cloud of Microsoft's", authority),
		"Set entra.identityAuthority to login.microsoftonline.com (worldwide), login.microsoftonline.us (US Government L4), "+
			"dod-graph.microsoft.us (US Government L5, DoD) or login.chinacloudapi.cn (China).")
}

// version is the part of Graph that is used.
const version = "v1.0"

// url is the address of something in Graph. The query is written as it is.
func (c cloud) url(query string, path ...string) *url.URL {
	u := &url.URL{Scheme: "https", Host: c.graph}
	u = u.JoinPath(version).JoinPath(path...)
	u.RawQuery = query
	return u
}

// holds tells whether u is an address in this cloud's Graph, to which the token
// may be sent.
func (c cloud) holds(u *url.URL) bool {
	return u.Scheme == "https" && u.User == nil && strings.EqualFold(strings.TrimSuffix(u.Host, ":443"), c.graph) &&
		strings.HasPrefix(u.Path, "/"+version+"/")
}

// parseLink reads a nextLink or deltaLink.
func (c cloud) parseLink(link string) (*url.URL, error) {
	u, err := url.Parse(link)
	switch {
	case err != nil: // its text would repeat the link
		return nil, fmt.Errorf("%w: the address of the next page can't be understood", directory.ErrIncomplete)
	case u.Scheme != "https":
		return nil, transport.NotHTTPS(u)
	case !c.holds(u):
		return nil, directory.WithHint(
			fmt.Errorf("%w: the next page is at %s, and the token is sent to %s only", directory.ErrIncomplete, u.Host, c.graph),
			"Check entra.identityAuthority: each cloud of Microsoft's has a Graph of its own.")
	}
	return u, nil
}
