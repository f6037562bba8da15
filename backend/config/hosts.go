package config

import (
	"net"
	"strconv"
	"strings"
)

// List splits a setting at its semicolons: servers, object classes, attributes.
func List(text string) []string {
	var list []string
	for item := range strings.SplitSeq(text, ";") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// HostPort takes one of Hosts apart: the name or address, without brackets, and its
// port, else the one given.
func HostPort(host string, port int) (string, int) {
	name, own, err := net.SplitHostPort(host)
	if err != nil {
		return strings.Trim(host, "[]"), port // an IPv6 address may be written either way
	}
	if n, err := strconv.Atoi(own); err == nil {
		return name, n
	}
	return strings.Trim(host, "[]"), port
}

// checkHosts accepts nothing, and a list of servers.
func checkHosts(text string) error {
	for _, host := range List(text) {
		if err := checkHost(host); err != nil {
			return err
		}
	}
	return nil
}

func checkHost(host string) error {
	switch {
	case strings.Contains(host, "://"):
		return complain("host-scheme", "is not a host name: leave out ldap:// and any path, and set ldap.encryption instead")
	case strings.ContainsAny(host, " \t\r\n,"):
		return complain("host-several", "is not a host name: separate several by semicolons")
	case strings.ContainsAny(host, "/?#@"):
		return complain("host", "is not a host name")
	}
	if net.ParseIP(strings.Trim(host, "[]")) != nil || !strings.Contains(host, ":") {
		return nil
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil || name == "" {
		return complain("host-ipv6", "is not a host name: an IPv6 address with a port is written [2001:db8::1]:636")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return complain("host-port", "has the port %q, which is none", port)
	}
	return nil
}
