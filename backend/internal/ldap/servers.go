package ldap

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A server is one of those that may answer.
type server struct {
	// host may be an address.
	host string
	port int
	// dial is the address of an earlier connection, to reach the very same
	// server; may be empty.
	dial string
	// names are those of which the certificate must carry one.
	names []string
}

func (s server) address() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }

// An srvResolver looks up SRV records; net.DefaultResolver is one.
type srvResolver interface {
	LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
}

// lookUpTimeout bounds the look-up of SRV records.
const lookUpTimeout = 5 * time.Second

// port is that of servers without a port of their own.
func (s *Source) port() int {
	switch {
	case s.set.Port != 0:
		return s.set.Port
	case s.set.Encryption == config.EncryptionLDAPS:
		return 636
	}
	return 389
}

// address names the directory in messages that are about no single server.
func (s *Source) address() string {
	if hosts := config.Hosts(s.set.Hostname); len(hosts) == 1 {
		return s.named(hosts[0]).address()
	}
	return s.set.Hostname
}

// named is the server of one part of the setting.
func (s *Source) named(host string) server {
	one := server{host: strings.Trim(host, "[]"), port: s.port()}
	if name, port, err := net.SplitHostPort(host); err == nil {
		if n, err := strconv.Atoi(port); err == nil {
			one.host, one.port = name, n
		}
	}
	one.names = []string{one.host}
	return one
}

// servers returns those that may answer, in the order in which they are tried.
// A name of SRV records (_ldap._tcp.example.com), and with Active Directory the
// name of a domain, stand for the servers that DNS tells: RFC 2782, [MS-ADTS]
// 6.3.2.3. preferred is the first label of the one to try first.
func (s *Source) servers(ctx context.Context, preferred string) []server {
	var list []server
	for _, host := range config.Hosts(s.set.Hostname) {
		one := s.named(host)
		if records := s.records(ctx, host, one); len(records) > 0 {
			list = append(list, records...)
		} else {
			list = append(list, one)
		}
	}
	if preferred != "" {
		slices.SortStableFunc(list, func(a, b server) int { return rank(a, preferred) - rank(b, preferred) })
	}
	return list
}

func rank(s server, preferred string) int {
	if label, _, _ := strings.Cut(s.host, "."); strings.EqualFold(label, preferred) {
		return 0
	}
	return 1
}

// records looks up the servers that a name stands for.
func (s *Source) records(ctx context.Context, host string, one server) []server {
	service := strings.HasPrefix(host, "_")
	domain := s.set.ActiveDirectory && host == one.host && s.set.Port == 0 && net.ParseIP(host) == nil && strings.Contains(host, ".")
	if !service && !domain {
		return nil
	}
	name := host
	if domain && !service {
		name = "_ldap._tcp.dc._msdcs." + host
	}
	ctx, cancel := context.WithTimeout(ctx, lookUpTimeout)
	defer cancel()
	_, records, err := s.resolver.LookupSRV(ctx, "", "", name)
	if err != nil {
		s.log.DebugContext(ctx, "no SRV records", "name", name, "error", err)
		return nil
	}
	var list []server
	for _, r := range records {
		target := strings.TrimSuffix(r.Target, ".")
		found := server{host: target, port: s.port(), names: []string{target}}
		if s.set.Port == 0 && s.set.Encryption != config.EncryptionLDAPS {
			found.port = int(r.Port)
		}
		if !service {
			found.names = append(found.names, host)
		}
		list = append(list, found)
	}
	return list
}

// dial connects, encrypts and logs in to the first server that can be reached.
// One that refuses the log-in ends it: trying the password everywhere would lock
// the account. skipped hears of those that could not be reached.
func (s *Source) dial(ctx context.Context, preferred string, skipped func(server, error)) (*client, error) {
	list := s.servers(ctx, preferred)
	if len(list) == 0 {
		return nil, directory.WithHint(&failure{text: "ldap.hostname is not set", kind: directory.ErrConfig}, "Set ldap.hostname to the name of the LDAP server.")
	}
	var failures []error
	for _, one := range list {
		c, err := s.open(ctx, one)
		if err == nil {
			return c, nil
		}
		if ctx.Err() != nil || !errors.Is(err, directory.ErrUnreachable) && !errors.Is(err, directory.ErrIncomplete) {
			return nil, err
		}
		failures = append(failures, err)
		if len(list) > 1 {
			skipped(one, err)
		}
	}
	if len(failures) == 1 {
		return nil, failures[0]
	}
	return nil, directory.WithHint(&failure{
		text: fmt.Sprintf("none of %d servers can be reached: %s", len(failures), joinErrors(failures)), kind: directory.ErrUnreachable, cause: failures[0],
	}, directory.HintOf(failures[0]))
}

// mostShown is how many servers an error names.
const mostShown = 5

func joinErrors(list []error) string {
	var texts []string
	for i, err := range list {
		if i == mostShown {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, err.Error())
	}
	return strings.Join(texts, "; ")
}

// controller is the first label of the domain controller whose service entry
// that is: CN=NTDS Settings,CN=DC1,CN=Servers,….
func controller(dsService string) string {
	parts := strings.SplitN(dsService, ",", 3)
	if len(parts) < 3 {
		return ""
	}
	_, name, _ := strings.Cut(parts[1], "=")
	return name
}
