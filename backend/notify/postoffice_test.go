package notify

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log" //nolint:depguard // the server takes no other
	"net"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/testbed/needs"
)

// A postOffice is a mail server on loopback that keeps what it takes.
type postOffice struct {
	mu     sync.Mutex
	mails  []taken
	users  map[string]string // name and password; nil: nobody logs in
	refuse bool
	plain  bool // AUTH LOGIN is all that it offers where not
}

type taken struct {
	from, user string
	to         []string
	data       []byte
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &letter{office: o}, nil }

type letter struct {
	office *postOffice
	taken
}

func (l *letter) AuthMechanisms() []string {
	switch {
	case l.office.users == nil:
		return nil
	case l.office.plain:
		return []string{sasl.Plain}
	}
	return []string{sasl.Login}
}

func (l *letter) Auth(string) (sasl.Server, error) {
	check := func(name, password string) error {
		if l.office.users[name] != password {
			return errors.New("no such user, or password " + password)
		}
		l.user = name
		return nil
	}
	if l.office.plain {
		return sasl.NewPlainServer(func(_, name, password string) error { return check(name, password) }), nil
	}
	return &loginServer{check: check}, nil
}

// loginServer is the other side of AUTH LOGIN, which the library has no server
// for.
type loginServer struct {
	step  int
	name  string
	check func(name, password string) error
}

func (s *loginServer) Next(response []byte) (challenge []byte, finished bool, err error) {
	s.step++
	switch {
	case s.step == 1 && response == nil:
		return []byte("Username:"), false, nil
	case s.name == "":
		s.name = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, s.check(s.name, string(response))
}

func (l *letter) Mail(from string, _ *smtp.MailOptions) error { l.from = from; return nil }

func (l *letter) Rcpt(to string, _ *smtp.RcptOptions) error {
	if l.office.refuse {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "relay access denied"}
	}
	l.to = append(l.to, to)
	return nil
}

func (l *letter) Data(r io.Reader) error {
	var err error
	l.data, err = io.ReadAll(r)
	l.office.mu.Lock()
	defer l.office.mu.Unlock()
	l.office.mails = append(l.office.mails, l.taken)
	return err
}

func (l *letter) Reset() {}

func (l *letter) Logout() error { return nil }

// open opens a post office, and returns what writes to it.
func (o *postOffice) open(t *testing.T, encryption config.MailEncryption) *Mail {
	t.Helper()
	authority := needs.NewAuthority(t, "Mail")
	certificate := authority.Server(t, "localhost").TLS
	server := smtp.NewServer(o)
	server.Domain, server.AllowInsecureAuth, server.ErrorLog = "localhost", false, log.New(io.Discard, "", 0)
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	switch encryption {
	case config.MailTLS:
		l = tls.NewListener(l, server.TLSConfig)
	case config.MailPlain:
		server.TLSConfig = nil
	case config.MailStartTLS:
	}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return &Mail{
		Settings: config.Mail{Server: "localhost:" + port, Encryption: encryption, From: "bwdc@example.com", To: "it@example.com; help@example.com"},
		RootCAs:  func() (*x509.CertPool, error) { return authority.Pool, nil },
	}
}
