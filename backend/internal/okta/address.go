package okta

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"directoryconnector/backend/directory"
)

// adminHost is the address of the Admin Console, which is not that of the API.
var adminHost = regexp.MustCompile(`(?i)^(.+)-admin(\.(?:okta|oktapreview|okta-emea|okta-gov|okta-miltest|trex-govcloud)\.[a-z.]+(?::\d+)?)$`)

// parseAddress returns the origin of an organization: scheme and host. Any
// host may be one, since organizations have domains of their own.
func parseAddress(text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, badAddress("is not set", "Set okta.orgUrl to the address of your organization, such as https://example.okta.com.")
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "":
		return nil, badAddress("is not an address", "Set okta.orgUrl to something like https://example.okta.com.")
	case u.User != nil:
		return nil, badAddress("holds a user name or password", "Set okta.orgUrl to https://"+u.Host+" and the token with okta.token.")
	case !strings.EqualFold(u.Scheme, "https"):
		return nil, badAddress("starts with "+u.Scheme+"://", "Set okta.orgUrl to https://"+u.Host+".")
	case adminHost.MatchString(u.Host):
		return nil, badAddress(u.Host+" is the address of the Admin Console",
			"Set okta.orgUrl to https://"+adminHost.ReplaceAllString(u.Host, "$1$2")+" (without -admin).")
	case u.Path != "" && u.Path != "/":
		return nil, badAddress(fmt.Sprintf("goes on after the host (%s)", u.Path), "Set okta.orgUrl to https://"+u.Host+", without a path.")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, badAddress("goes on after the host with ? or #", "Set okta.orgUrl to https://"+u.Host+".")
	}
	return &url.URL{Scheme: "https", Host: strings.ToLower(u.Host)}, nil
}

func badAddress(problem, hint string) error {
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "okta.orgUrl: %s", problem), hint)
}

// sameOrigin tells whether u is at the address.
func sameOrigin(origin, u *url.URL) bool {
	return strings.EqualFold(u.Scheme, origin.Scheme) && u.User == nil &&
		strings.EqualFold(strings.TrimSuffix(u.Host, ":443"), strings.TrimSuffix(origin.Host, ":443"))
}
