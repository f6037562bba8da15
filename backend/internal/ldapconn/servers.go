package ldapconn

import (
	"context"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
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
func (d *Dialer) port() int {
	switch {
	case d.set.Port != 0:
		return d.set.Port
	case d.set.Encryption == config.EncryptionLDAPS:
		return 636
	}
	return 389
}

// Address names the directory in messages that are about no single server.
func (d *Dialer) Address() string {
	if hosts := config.List(d.set.Hostname); len(hosts) == 1 {
		return d.named(hosts[0]).address()
	}
	return d.set.Hostname
}

// named is the server of one part of the setting.
func (d *Dialer) named(host string) server {
	one := server{}
	one.host, one.port = config.HostPort(host, d.port())
	one.names = []string{one.host}
	return one
}

// servers returns those that may answer, in the order in which they are tried.
// A name of SRV records (_ldap._tcp.example.com), and with Active Directory the
// name of a domain, stand for the servers that DNS tells: RFC 2782, [MS-ADTS]
// 6.3.2.3. preferred is the first label of the one to try first.
func (d *Dialer) servers(ctx context.Context, preferred string) []server {
	var list []server
	for _, host := range config.List(d.set.Hostname) {
		one := d.named(host)
		if records := d.records(ctx, host, one); len(records) > 0 {
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
func (d *Dialer) records(ctx context.Context, host string, one server) []server {
	service := strings.HasPrefix(host, "_")
	domain := d.set.ActiveDirectory && host == one.host && d.set.Port == 0 && net.ParseIP(host) == nil && strings.Contains(host, ".")
	if !service && !domain {
		return nil
	}
	name := host
	if domain && !service {
		name = "_ldap._tcp.dc._msdcs." + host
	}
	ctx, cancel := context.WithTimeout(ctx, lookUpTimeout)
	defer cancel()
	_, records, err := d.resolver.LookupSRV(ctx, "", "", name)
	if err != nil {
		d.log.DebugContext(ctx, "no SRV records", "name", name, "error", err)
		return nil
	}
	var list []server
	for _, r := range records {
		target := strings.TrimSuffix(r.Target, ".")
		found := server{host: target, port: d.port(), names: []string{target}}
		if d.set.Port == 0 && d.set.Encryption != config.EncryptionLDAPS {
			found.port = int(r.Port)
		}
		if !service {
			found.names = append(found.names, host)
		}
		list = append(list, found)
	}
	return list
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
