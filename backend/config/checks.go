package config

import (
	"net"
	"net/url"
	"strings"
)

// checkURL accepts nothing, and an address of a server with or without a
// scheme. Names and passwords do not belong into it.
func checkURL(text string) error {
	if text == "" {
		return nil
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return complain("server-address", "is not the address of a server")
	case u.Scheme != "https" && u.Scheme != "http":
		return complain("not-https", "starts with %s://, not with https://", u.Scheme)
	case u.User != nil:
		return complain("address-password", "holds a user name or password, which do not belong into an address")
	case u.RawQuery != "" || u.Fragment != "":
		return complain("address-query", "goes on after the path with ? or #")
	}
	return nil
}

// IsLoopback tells whether a host, without a port, is this machine. Only the name
// in lower case is: Go sends others through a proxy of the environment.
func IsLoopback(host string) bool { return host == "localhost" || net.ParseIP(host).IsLoopback() }

// checkHook accepts nothing, an https address, and one of this machine. The
// address is a secret: what is said of it does not show it.
func checkHook(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil || u.Host == "":
		return complain("address", "is not an address")
	case u.Scheme == "http" && IsLoopback(u.Hostname()):
	case u.Scheme != "https":
		return complain("not-https", "starts with %s://, not with https://", u.Scheme)
	}
	return nil
}

func checkProxy(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return complain("proxy-address", "is not the address of a proxy")
	}
	switch u.Scheme {
	case "http", "https", "socks5":
	default:
		return complain("proxy-scheme", "starts with %s://, not with http://, https:// or socks5://", u.Scheme)
	}
	if u.User != nil {
		return complain("proxy-password", "holds a user name or password: set network.proxyUsername and network.proxyPassword instead")
	}
	return nil
}

func checkAttribute(text string) error {
	for i, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		digit := r >= '0' && r <= '9'
		if !letter && !digit && r != '-' && r != '.' || i == 0 && r == '-' {
			return complain("attribute", "%q is not the name of an attribute", text)
		}
	}
	return nil
}

func checkAttributes(text string) error {
	for name := range strings.SplitSeq(text, ";") {
		if err := checkAttribute(strings.TrimSpace(name)); err != nil {
			return err
		}
	}
	return nil
}

func checkEmailSuffix(text string) error {
	if text != "" && !strings.HasPrefix(text, "@") {
		return complain("suffix-at", "does not start with @")
	}
	if strings.Count(text, "@") > 1 || text == "@" || strings.ContainsAny(text, " \t\r\n") {
		return complain("suffix", "is not the end of an email address")
	}
	return nil
}

func checkTimes(text string) error { _, err := ParseTimes(text); return err }

func checkQuiet(text string) error { _, err := ParseQuiet(text); return err }
