package slapdtest

import (
	"cmp"
	"fmt"
	"strings"
)

// An Option changes the server that Start starts.
type Option func(*options)

type options struct {
	tls        bool
	sizeLimit  int
	clientAuth bool
	hosts      []string
	access     string
	config     string
	schema     []string
	certFile   string
	keyFile    string
	modules    []string
	ldif       []string
}

func defaults() *options {
	return &options{tls: true, hosts: []string{"localhost", "127.0.0.1"}}
}

// WithoutTLS offers neither StartTLS nor LDAPS.
func WithoutTLS() Option { return func(o *options) { o.tls = false } }

// WithSizeLimit makes n the number of entries that a search may return, all
// pages of it together. It does not hold for the administrator.
func WithSizeLimit(n int) Option { return func(o *options) { o.sizeLimit = n } }

// WithClientCertificates asks clients for a certificate of Server.CA. SASL
// EXTERNAL then logs the client in as cn=NAME,dc=example,dc=test, where
// cn=NAME is the subject of the certificate.
func WithClientCertificates() Option { return func(o *options) { o.clientAuth = true } }

// WithCertificateFor gives the server a certificate for these names and
// addresses instead of localhost and 127.0.0.1.
func WithCertificateFor(hosts ...string) Option { return func(o *options) { o.hosts = hosts } }

// WithSchema adds a schema: the name of a file of the package (dyngroup), or
// lines for slapd.conf(5).
func WithSchema(schema string) Option {
	return func(o *options) { o.schema = append(o.schema, schema) }
}

// WithModules loads further modules, such as dynlist.
func WithModules(names ...string) Option {
	return func(o *options) { o.modules = append(o.modules, names...) }
}

// WithCertificateFiles makes the server show this certificate, whatever it is.
func WithCertificateFiles(cert, key string) Option {
	return func(o *options) { o.certFile, o.keyFile = cert, key }
}

// WithConfig adds lines to the database's part of slapd.conf(5).
func WithConfig(lines string) Option { return func(o *options) { o.config += lines + "\n" } }

// WithAccess adds access rules before those that let every account but NobodyDN
// read, such as "access to attrs=mail by * none".
func WithAccess(lines string) Option { return func(o *options) { o.access += lines + "\n" } }

// WithLDIF loads the entries before the start (slapadd -q).
func WithLDIF(text string) Option {
	return func(o *options) { o.ldif = append(o.ldif, text) }
}

// conf is the text of slapd.conf.
func (s *Server) conf(o *options) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, schema := range []string{"core", "cosine", "inetorgperson", "nis"} {
		line("include %s/%s.schema", schemaFolder, schema)
	}
	for _, schema := range o.schema {
		if strings.Contains(schema, " ") {
			line("%s", schema)
		} else {
			line("include %s/%s.schema", schemaFolder, schema)
		}
	}
	// As 389 Directory Server has it.
	line("attributetype ( 2.16.840.1.113730.3.1.610 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )")
	line("objectclass ( 1.3.6.1.4.1.4203.666.100.1 NAME 'testEntry' AUXILIARY MAY nsAccountLock )")
	line("modulepath %s", moduleFolder)
	for _, m := range append([]string{"back_mdb", "memberof", "refint", "ppolicy"}, o.modules...) {
		line("moduleload %s", m)
	}
	if o.tls {
		line("TLSCACertificateFile %s\nTLSCertificateFile %s\nTLSCertificateKeyFile %s", s.CA.File, cmp.Or(o.certFile, s.cert.CertFile), cmp.Or(o.keyFile, s.cert.KeyFile))
	}
	if o.clientAuth {
		line("TLSVerifyClient try\nauthz-regexp \"^cn=([^,]+)$\" \"cn=$1,%s\"", BaseDN)
	}
	if o.sizeLimit > 0 {
		line("sizelimit size.soft=%[1]d size.hard=%[1]d size.prtotal=%[1]d", o.sizeLimit)
	} else {
		line("sizelimit unlimited")
	}
	line("timelimit unlimited\nidletimeout 0")
	line("database mdb\nsuffix %s\nrootdn %s\nrootpw %s\ndirectory %s\nmaxsize 2147483648\ndbnosync", BaseDN, AdminDN, AdminPassword, s.folder)
	line("index objectClass,uid,cn,mail,memberOf,member,entryUUID eq")
	line("access to attrs=userPassword by anonymous auth by self write by * none")
	b.WriteString(o.access)
	line("access to * by dn.exact=%q =d by users read by anonymous none", NobodyDN)
	b.WriteString(o.config)
	line("overlay memberof\noverlay refint\nrefint_attributes member uniqueMember memberOf\nrefint_nothing %s\noverlay ppolicy\nppolicy_default cn=policy,%s", AdminDN, BaseDN)
	return b.String()
}
