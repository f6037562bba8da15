package sambatest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
)

const server = "samba"

// python is Debian's own: Samba's modules are there and nowhere else.
const python = "/usr/bin/python3"

// require ends the test where Samba can't run.
func require(t testing.TB) {
	t.Helper()
	needs.Program(t, server, "samba")
	needs.Program(t, server, "samba-tool")
	if os.Geteuid() != 0 {
		needs.Missing(t, server, "samba needs root for the ports of LDAP")
	}
	if out, err := exec.CommandContext(t.Context(), python, "-c", "import samba.samdb").CombinedOutput(); err != nil {
		needs.Missing(t, server, "python3-samba is not installed: "+lastLine(out))
	}
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// provision makes the domain.
func (s *Server) provision(t testing.TB) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), needs.Program(t, server, "samba-tool"), "domain", "provision",
		"--targetdir="+s.folder, "--realm="+Realm, "--domain="+Domain, "--host-name=dc1", "--host-ip="+s.Host,
		"--server-role=dc", "--use-rfc2307", "--dns-backend=SAMBA_INTERNAL", "--adminpass="+AdminPassword,
		"--option=interfaces="+s.Host+"/8", "--option=bind interfaces only=yes", "--option=ldb:nosync=yes")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("provision a domain: %v\n%s", err, out)
	}
}

// folders are those that smb.conf names and provisioning does not make.
var folders = []string{"lock", "run", "ncalrpc", "winbindd", "ntp_signd", "cache"}

// configure writes smb.conf. Of all services of a domain controller only
// LDAP is left, so that no other port is opened.
func (s *Server) configure(t testing.TB) {
	t.Helper()
	for _, folder := range folders {
		if err := os.MkdirAll(filepath.Join(s.folder, folder), 0o755); err != nil { //nolint:gosec // Samba insists on the mode
			t.Fatal(err)
		}
	}
	services := "ldap"
	strong := "no"
	if s.strongAuth {
		strong = "yes"
	}
	if s.kerberos {
		services += " kdc"
		if s.strongAuth {
			strong = "allow_sasl_over_tls" // as Active Directory does
		}
	}
	text := fmt.Sprintf(`[global]
	netbios name = DC1
	realm = %[1]s
	workgroup = %[2]s
	server role = active directory domain controller
	server services = %[9]s
	interfaces = %[3]s/8
	bind interfaces only = yes
	idmap_ldb:use rfc2307 = yes
	ldb:nosync = yes
	ldap server require strong auth = %[4]s
	tls enabled = yes
	tls keyfile = %[5]s
	tls certfile = %[6]s
	tls cafile = %[7]s
	private dir = %[8]s/private
	state directory = %[8]s/state
	cache directory = %[8]s/cache
	lock directory = %[8]s/lock
	pid directory = %[8]s/run
	ncalrpc dir = %[8]s/ncalrpc
	binddns dir = %[8]s/bind-dns
	winbindd socket directory = %[8]s/winbindd
	ntp signd socket directory = %[8]s/ntp_signd
	logging = file
	log file = %[8]s/log.samba
	log level = 1
[sysvol]
	path = %[8]s/state/sysvol
	read only = No
`, Realm, Domain, s.Host, strong, s.cert.KeyFile, s.cert.CertFile, s.CA.File, s.folder, services)
	if err := os.WriteFile(s.conf(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Keytab writes the keys of an account into a file and returns its path.
func (s *Server) Keytab(t testing.TB, principal string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "account.keytab")
	cmd := exec.CommandContext(t.Context(), needs.Program(t, server, "samba-tool"), "domain", "exportkeytab", path, "--principal="+principal, "--configfile="+s.conf())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("export the keys of %s: %v\n%s", principal, err, out)
	}
	return path
}

func (s *Server) conf() string { return filepath.Join(s.folder, "etc", "smb.conf") }

// opening is the beginning of every script: it opens the database itself, as
// the domain controller does.
const opening = `
import sys
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.auth import system_session
lp = LoadParm()
lp.load(sys.argv[1])
db = SamDB(url=lp.private_path('sam.ldb'), session_info=system_session(), lp=lp)
`

// script runs a Python program on the database.
func (s *Server) script(t testing.TB, program, stdin string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), python, "-c", opening+program, s.conf())
	cmd.Stdin = strings.NewReader(stdin)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("samba: %v\n%s", err, out)
	}
}

// Fill adds the entries of an LDIF text past the LDAP server, which is twice
// as quick. Users without a password need userAccountControl 544.
func (s *Server) Fill(t testing.TB, ldif string) {
	t.Helper()
	defer s.Pause()()
	s.script(t, `
records = [r for r in sys.stdin.read().split('\n\n') if r.strip()]
for i in range(0, len(records), 50):  # the time for a transaction grows with the square of its size
    db.transaction_start()
    db.add_ldif('\n\n'.join(records[i:i+50]) + '\n')
    db.transaction_commit()
`, ldif)
}

// newInvocation makes the database that of another domain controller, as far
// as clients can tell.
func (s *Server) newInvocation(t testing.TB) {
	t.Helper()
	s.script(t, `
import ldb, uuid
from samba.ndr import ndr_pack
from samba.dcerpc import misc
m = ldb.Message(ldb.Dn(db, db.get_dsServiceName()))
m['i'] = ldb.MessageElement(ndr_pack(misc.GUID(str(uuid.uuid4()))), ldb.FLAG_MOD_REPLACE, 'invocationId')
db.modify(m)
`, "")
}
