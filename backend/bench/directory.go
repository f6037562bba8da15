//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

const (
	suffix   = "dc=example,dc=test"
	rootDN   = "cn=admin," + suffix
	password = "secret"
)

// directory is an OpenLDAP server with its data, on a port of loopback while
// it runs.
type directory struct {
	dir, port string
}

// newDirectory makes a database of that size. See slapadd(8) for -q: no checks,
// which generated data does not need.
func newDirectory(ctx context.Context, dir string, s size) (*directory, error) {
	if err := os.MkdirAll(filepath.Join(dir, "db"), 0o700); err != nil {
		return nil, err
	}
	ports, err := needs.Ports(1)
	if err != nil {
		return nil, err
	}
	d := &directory{dir: dir, port: strconv.Itoa(ports[0])}
	if err := os.WriteFile(d.config(), []byte(slapdConf(dir)), 0o600); err != nil {
		return nil, err
	}
	ldif := filepath.Join(dir, "data.ldif")
	if err := writeFile(ldif, func(w io.Writer) { writeLDIF(w, s) }); err != nil {
		return nil, err
	}
	_, err = run(ctx, command{path: "slapadd", args: []string{"-q", "-f", d.config(), "-l", ldif}})
	return d, errors.Join(err, os.Remove(ldif))
}

func (d *directory) config() string { return filepath.Join(d.dir, "slapd.conf") }
func (d *directory) uri() string    { return "ldap://127.0.0.1:" + d.port }

// env points bwdc at the directory.
func (d *directory) env() []string {
	return []string{
		"BWDC_DIRECTORY=ldap",
		"BWDC_LDAP_ACTIVE_DIRECTORY=false",
		"BWDC_LDAP_HOSTNAME=127.0.0.1",
		"BWDC_LDAP_PORT=" + d.port,
		"BWDC_LDAP_ENCRYPTION=none",
		"BWDC_LDAP_ROOT_PATH=" + suffix,
		"BWDC_LDAP_USER_PATH=ou=people",
		"BWDC_LDAP_GROUP_PATH=ou=groups",
		"BWDC_LDAP_GROUP_OBJECT_CLASS=groupOfNames",
		"BWDC_LDAP_MEMBER_ATTRIBUTE=member",
		"BWDC_LDAP_USERNAME=" + rootDN,
		"BWDC_LDAP_PASSWORD=" + password,
	}
}

// start runs the server and waits until it answers. With a log it writes a
// line for every search, which costs time. stop ends it.
func (d *directory) start(ctx context.Context, log io.Writer) (stop func() error, err error) {
	level := "0"
	if log != nil {
		level = "stats"
	}
	cmd := exec.Command("slapd", "-d", level, "-f", d.config(), "-h", d.uri()) //nolint:noctx // stopped by stop, which waits for it
	cmd.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin")
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return err
		}
		return cmd.Wait()
	}
	for range 100 {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", "127.0.0.1:"+d.port)
		if err == nil {
			return stop, conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, errors.Join(errors.New("slapd does not answer"), stop())
}

// slapdConf lifts the size limit for paged searches only, as administrators
// do for accounts that read everything. See slapd.conf(5).
func slapdConf(dir string) string {
	return `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile ` + dir + `/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
sizelimit size.soft=500 size.hard=1000 size.pr=1000 size.prtotal=unlimited
database mdb
suffix ` + suffix + `
rootdn ` + rootDN + `
rootpw ` + password + `
directory ` + dir + `/db
maxsize 4294967296
dbnosync
index objectClass,entryUUID,member eq
`
}

// writeLDIF writes the sample company. Members are spread over all users, so
// that no two groups are alike.
func writeLDIF(w io.Writer, s size) {
	fmt.Fprintf(w, "dn: %s\nobjectClass: organization\nobjectClass: dcObject\no: Example\ndc: example\n\n", suffix)
	for _, ou := range []string{"people", "groups"} {
		fmt.Fprintf(w, "dn: ou=%s,%s\nobjectClass: organizationalUnit\nou: %s\n\n", ou, suffix, ou)
	}
	for i := range s.users {
		fmt.Fprintf(w, "dn: %s\nobjectClass: inetOrgPerson\nuid: u%05d\ncn: User %05d\nsn: Number %05d\ngivenName: User\nmail: u%05d@example.test\n\n",
			userDN(i), i, i, i, i)
	}
	for g := range s.groups {
		fmt.Fprintf(w, "dn: %s\nobjectClass: groupOfNames\ncn: group-%04d\n", groupDN(g), g)
		for m := range min(s.members, s.users) {
			fmt.Fprintf(w, "member: %s\n", userDN((g*37+m*(s.users/max(1, s.members)))%s.users))
		}
		if g%10 == 0 && g+1 < s.groups {
			fmt.Fprintf(w, "member: %s\n", groupDN(g+1))
		}
		fmt.Fprintln(w)
	}
}

func userDN(i int) string  { return fmt.Sprintf("uid=u%05d,ou=people,%s", i, suffix) }
func groupDN(i int) string { return fmt.Sprintf("cn=group-%04d,ou=groups,%s", i, suffix) }

// writeFile writes through a buffer that keeps the first error.
func writeFile(path string, write func(io.Writer)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	write(b)
	return errors.Join(b.Flush(), f.Close())
}
