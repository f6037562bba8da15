package ldapconn

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
)

// fakeDNS has SRV records.
type fakeDNS map[string][]*net.SRV

func (d fakeDNS) LookupSRV(_ context.Context, service, proto, name string) (string, []*net.SRV, error) {
	records, known := d[name]
	if service != "" || proto != "" || !known {
		return "", nil, errors.New("no such host")
	}
	return name, records, nil
}

func TestAHostNameMayStandForSeveralServers(t *testing.T) {
	t.Parallel()
	dns := fakeDNS{
		"_ldap._tcp.dc._msdcs.example.com": {{Target: "dc1.example.com.", Port: 389}, {Target: "dc2.example.com.", Port: 389}},
		"_ldap._tcp.example.org":           {{Target: "ldap.example.org.", Port: 1389}},
	}
	for _, test := range []struct {
		name      string
		set       config.LDAP
		preferred string
		want      []string
	}{
		{"one", config.LDAP{Hostname: "dc1.example.com"}, "", []string{"dc1.example.com:389"}},
		{"with a port", config.LDAP{Hostname: "dc1.example.com:1636", Port: 636}, "", []string{"dc1.example.com:1636"}},
		{"two", config.LDAP{Hostname: "dc1.example.com; dc2.example.com:3269", Encryption: config.EncryptionLDAPS}, "", []string{"dc1.example.com:636", "dc2.example.com:3269"}},
		{"IPv6", config.LDAP{Hostname: "2001:db8::1;[2001:db8::2]:636"}, "", []string{"[2001:db8::1]:389", "[2001:db8::2]:636"}},
		{"a domain of Active Directory", config.LDAP{Hostname: "example.com", ActiveDirectory: true}, "", []string{"dc1.example.com:389", "dc2.example.com:389"}},
		{"with LDAPS", config.LDAP{Hostname: "example.com", ActiveDirectory: true, Encryption: config.EncryptionLDAPS}, "", []string{"dc1.example.com:636", "dc2.example.com:636"}},
		{"the controller that answered last", config.LDAP{Hostname: "example.com", ActiveDirectory: true}, "DC2", []string{"dc2.example.com:389", "dc1.example.com:389"}},
		{"a domain of another server", config.LDAP{Hostname: "example.com"}, "", []string{"example.com:389"}},
		{"a port was set", config.LDAP{Hostname: "example.com", ActiveDirectory: true, Port: 3268}, "", []string{"example.com:3268"}},
		{"a name of records", config.LDAP{Hostname: "_ldap._tcp.example.org"}, "", []string{"ldap.example.org:1389"}},
		{"a domain without records", config.LDAP{Hostname: "example.net", ActiveDirectory: true}, "", []string{"example.net:389"}},
	} {
		d := &Dialer{set: test.set, log: slog.New(slog.DiscardHandler), resolver: dns}
		var got []string
		for _, s := range d.servers(t.Context(), test.preferred) {
			got = append(got, s.address())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestTheControllerOfAServiceEntry(t *testing.T) {
	t.Parallel()
	for service, want := range map[string]string{
		"CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,DC=example,DC=com": "DC1",
		"CN=NTDS Settings": "", "": "",
	} {
		if got := controller(service); got != want {
			t.Errorf("%s: got %q, want %q", service, got, want)
		}
	}
}
