// Package ds389test runs a real 389 Directory Server for a test, on a free port
// of loopback, with the suffix dc=example,dc=test. It is killed when the test
// ends.
//
// dscreate makes the instance. It wants systemd, for which a script stands in,
// and puts its files where the package keeps them (/etc/dirsrv/slapd-NAME and so
// on): they are gone with the test. It needs root. Without root or the server the
// test is skipped, or fails: see package needs. What has to be installed, by the
// name of Debian's package: 389-ds-base.
package ds389test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/ldapadmin"
	"directoryconnector/backend/internal/testbed/needs"
)

const server = "389"

// What every Server has.
const (
	BaseDN        = "dc=example,dc=test"
	AdminDN       = "cn=Directory Manager"
	AdminPassword = "Passw0rd!23"

	// ReaderDN may read everything below BaseDN, userPassword aside.
	ReaderDN       = "uid=reader," + BaseDN
	ReaderPassword = "Read1ng!23"
)

// Attributes are those of an entry, by name.
type Attributes = ldapadmin.Attributes

// A Server is a running 389 Directory Server.
type Server struct {
	// Admin is logged in as the Directory Manager.
	ldapadmin.Admin

	Host string
	Port int
	name string
}

// instances numbers those of this process.
var instances atomic.Int32

// Start makes an instance and runs it for this test.
func Start(t testing.TB) *Server {
	t.Helper()
	program := needs.Program(t, server, "ns-slapd")
	needs.Program(t, server, "dscreate")
	if os.Geteuid() != 0 {
		needs.Missing(t, server, "389 Directory Server needs root for the files of an instance")
	}
	s := &Server{Host: "127.0.0.1", Port: needs.FreePorts(t, 1)[0], name: fmt.Sprintf("test%dx%d", os.Getpid(), instances.Add(1))}
	t.Cleanup(s.remove)
	s.create(t)
	s.Process = needs.Start(t, program, "-D", s.folder(), "-d", "0")
	s.Process.Ready(t, 60*time.Second, func() error { return s.Login("ldap://"+s.Address(), nil, AdminDN, AdminPassword) })
	t.Cleanup(s.Logout)
	s.enableReferentialIntegrity(t)
	s.fill(t)
	return s
}

// Address is where plain LDAP is.
func (s *Server) Address() string { return s.Host + ":" + strconv.Itoa(s.Port) }

// pidFile is where the server of dscreate, which runs as another user, writes.
func (s *Server) pidFile() string { return "/run/dirsrv/slapd-" + s.name + ".pid" }

func (s *Server) folder() string { return "/etc/dirsrv/slapd-" + s.name }

// remove deletes what dscreate made.
func (s *Server) remove() {
	for _, folder := range []string{s.folder(), "/var/lib/dirsrv/slapd-" + s.name, "/var/log/dirsrv/slapd-" + s.name, "/run/lock/dirsrv/slapd-" + s.name} {
		_ = os.RemoveAll(folder)
	}
	for _, file := range []string{"/run/slapd-" + s.name + ".socket", "/run/dirsrv/slapd-" + s.name + ".stats", "/etc/default/dirsrv-" + s.name, s.pidFile()} {
		_ = os.Remove(file)
	}
}

// systemctl stands in for systemd while dscreate runs: it starts the server on
// loopback, waits for it, and stops it.
const systemctl = `#!/bin/sh
folder=/etc/dirsrv/slapd-%[1]s
case "$1" in
start)
	grep -q '^nsslapd-listenhost' $folder/dse.ldif || sed -i 's/^nsslapd-port: .*/&\nnsslapd-listenhost: 127.0.0.1/' $folder/dse.ldif
	install -d -o dirsrv -g dirsrv /run/dirsrv
	ns-slapd -D $folder -i %[2]s
	for i in $(seq 300); do
		grep -q 'slapd started' /var/log/dirsrv/slapd-%[1]s/errors && exit 0
		sleep 0.1
	done
	exit 1 ;;
stop) kill "$(cat %[2]s)" ;;
is-active) kill -0 "$(cat %[2]s)" 2>/dev/null || exit 3 ;;
esac
`

// create makes the instance, and ends the server that made it.
func (s *Server) create(t testing.TB) {
	t.Helper()
	folder := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("systemctl", fmt.Sprintf(systemctl, s.name, s.pidFile()), 0o755)
	settings := write("instance.inf", fmt.Sprintf(`[general]
config_version = 2
full_machine_name = localhost
selinux = False
strict_host_checking = False
[slapd]
instance_name = %s
port = %d
root_password = %s
self_sign_cert = False
[backend-userroot]
suffix = %s
sample_entries = no
create_suffix_entry = True
`, s.name, s.Port, AdminPassword, BaseDN), 0o600)
	cmd := exec.CommandContext(t.Context(), needs.Program(t, server, "dscreate"), "from-file", settings)
	cmd.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH")+":/usr/sbin:/sbin")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("dscreate: %v\n%s", err, out)
	}
	s.end(t)
}

// end stops the server of dscreate and waits for its end: the test's own one
// needs its port.
func (s *Server) end(t testing.TB) {
	t.Helper()
	text, err := os.ReadFile(s.pidFile())
	if err != nil {
		t.Fatalf("389 Directory Server of dscreate: %v", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatalf("the process of 389 Directory Server is %q", text)
	}
	process, err := os.FindProcess(pid)
	if err == nil {
		err = process.Signal(syscall.SIGTERM)
	}
	for range 600 {
		if err != nil {
			return // it is gone
		}
		time.Sleep(50 * time.Millisecond)
		err = process.Signal(syscall.Signal(0))
	}
	t.Fatal("the 389 Directory Server of dscreate does not end")
}

// enableReferentialIntegrity keeps members right when entries are renamed and
// deleted, as administrators have it.
func (s *Server) enableReferentialIntegrity(t testing.TB) {
	t.Helper()
	s.Set(t, "cn=config", Attributes{"nsslapd-dynamic-plugins": {"on"}})
	s.Set(t, "cn=referential integrity postoperation,cn=plugins,cn=config", Attributes{"nsslapd-pluginEnabled": {"on"}})
}

// fill adds the account that reads.
func (s *Server) fill(t testing.TB) {
	t.Helper()
	s.Add(t, ReaderDN, Attributes{"objectClass": {"inetOrgPerson"}, "uid": {"reader"}, "cn": {"reader"}, "sn": {"reader"}, "userPassword": {ReaderPassword}})
	rights := ldap.NewModifyRequest(BaseDN, nil)
	rights.Add("aci", []string{`(targetattr != "userPassword")(version 3.0; acl "reader"; allow (read, search, compare) userdn = "ldap:///` + ReaderDN + `";)`})
	s.Modify(t, rights)
}

// OU adds an organizational unit that nobody else uses and returns its DN.
func (s *Server) OU(t testing.TB) string {
	t.Helper()
	return s.AddOU(t, "ou=test", BaseDN)
}
