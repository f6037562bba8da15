package notify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	gomail "github.com/emersion/go-message/mail"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A Mail sends notices by a mail server.
type Mail struct {
	Settings config.Mail
	Password config.Secret
	// RootCAs reads the authorities whose certificates count; nil: the system's.
	RootCAs func() (*x509.CertPool, error)
}

// Name implements Channel.
func (m *Mail) Name() string { return "mail" }

// Send implements Channel.
func (m *Mail) Send(ctx context.Context, n Notice) error {
	host, port := m.Settings.Address()
	if problems := m.Settings.Problems(); len(problems) > 0 {
		return problems
	}
	message, err := m.message(&n)
	if err != nil {
		return fmt.Errorf("make the mail: %w", err)
	}
	if err := m.handOver(ctx, host, port, message); err != nil {
		return m.failed(ctx, net.JoinHostPort(host, port), err)
	}
	return nil
}

// handOver connects and converses.
func (m *Mail) handOver(ctx context.Context, host, port string, message []byte) error {
	conn, err := m.dial(ctx, host, port)
	if err != nil {
		return err
	}
	// A conversation that hangs ends with ctx; the client sets deadlines of its own.
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer func() { _ = conn.Close() }()
	return m.converse(conn, host, message)
}

// failed puts into words why a mail was not taken.
func (m *Mail) failed(ctx context.Context, address string, err error) error {
	hint := cmp.Or(directory.HintOf(err), mailHint(err))
	late, waited := errors.AsType[net.Error](err)
	_, noName := errors.AsType[*net.DNSError](err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		err = context.Cause(ctx)
	case ctx.Err() != nil, waited && late.Timeout() && !noName:
		err = fmt.Errorf("it did not answer within %s", sendTime)
	}
	return directory.WithHint(fmt.Errorf("mail server %s: %w", address, m.plain(err)), hint)
}

// refusal says what a server refused, or at what the conversation ended.
func refusal(what string, err error) error {
	if _, answered := errors.AsType[*smtp.SMTPError](err); answered {
		return fmt.Errorf("it refuses %s: %w", what, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// mailHint says what to do about a mail that was not taken.
func mailHint(err error) string {
	said, answered := errors.AsType[*smtp.SMTPError](err)
	if _, unknown := errors.AsType[*net.DNSError](err); unknown {
		return "Check the name in mail.server, and the name servers of this machine."
	}
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown {
		return "Set mail.caFile to a PEM file with the certificate of the authority."
	}
	if _, other := errors.AsType[x509.HostnameError](err); other {
		return "Set mail.server to a name that the certificate is for."
	}
	switch {
	case strings.Contains(err.Error(), "support STARTTLS"):
		return "Set mail.encryption to tls where the server has a port for that (465), or to none where it is on this machine."
	case answered && (said.Code == 530 || said.Code == 535):
		return "Check mail.username and mail.password."
	case answered && said.Code >= 550:
		return "Check mail.from and mail.to, and whether the server takes mails of this machine."
	}
	return "Check mail.server, mail.encryption, mail.username and mail.password; 'bwdc notify test' tries again."
}

// plain puts an answer of the server in one line, without the password, should
// it repeat that, or what logged in.
func (m *Mail) plain(err error) error {
	text := visible(err.Error())
	if secret := m.Password.Reveal(); secret != "" {
		inBase64 := base64.StdEncoding.EncodeToString
		for _, form := range []string{inBase64([]byte("\x00" + m.Settings.Username + "\x00" + secret)), inBase64([]byte(secret)), secret} {
			text = strings.ReplaceAll(text, form, config.Redacted)
		}
	}
	return errors.New(text)
}

// dial connects, with TLS where that is from the start.
func (m *Mail) dial(ctx context.Context, host, port string) (net.Conn, error) {
	if m.Settings.Encryption != config.MailTLS {
		return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	}
	encryption, err := m.tls(host)
	if err != nil {
		return nil, err
	}
	return (&tls.Dialer{Config: encryption}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
}

func (m *Mail) tls(host string) (c *tls.Config, err error) {
	c = &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if m.RootCAs != nil {
		c.RootCAs, err = m.RootCAs()
	}
	return c, err
}

// converse hands the mail over.
func (m *Mail) converse(conn net.Conn, host string, message []byte) error {
	client, err := m.client(conn, host)
	if err != nil {
		return err
	}
	client.CommandTimeout, client.SubmissionTimeout = sendTime, sendTime
	if name, err := os.Hostname(); err == nil && name != "" && !strings.ContainsAny(name, " \t") {
		if err := client.Hello(name); err != nil {
			return refusal("the greeting", err)
		}
	}
	if m.Settings.Username != "" {
		if err := m.logIn(client); err != nil {
			return err
		}
	}
	if err := client.SendMail(m.Settings.Sender(), m.Settings.Recipients(), bytes.NewReader(message)); err != nil {
		return refusal("the mail", err)
	}
	_ = client.Quit() // it has taken the mail
	return nil
}

func (m *Mail) client(conn net.Conn, host string) (*smtp.Client, error) {
	if m.Settings.Encryption != config.MailStartTLS {
		return smtp.NewClient(conn), nil
	}
	encryption, err := m.tls(host)
	if err != nil {
		return nil, err
	}
	client, err := smtp.NewClientStartTLS(conn, encryption)
	if err != nil {
		return nil, fmt.Errorf("no TLS (STARTTLS): %w", err)
	}
	return client, nil
}

// logIn logs in as the server wants it. What it offers is not asked for before
// TLS.
func (m *Mail) logIn(client *smtp.Client) error {
	var how sasl.Client
	switch password := m.Password.Reveal(); {
	case client.SupportsAuth(sasl.Plain):
		how = sasl.NewPlainClient("", m.Settings.Username, password)
	case client.SupportsAuth(sasl.Login):
		how = sasl.NewLoginClient(m.Settings.Username, password)
	default:
		return errors.New("it offers no log-in by name and password (AUTH PLAIN or LOGIN)")
	}
	if err := client.Auth(how); err != nil {
		return refusal("the log-in of "+m.Settings.Username, err)
	}
	return nil
}

// message is a notice as RFC 5322 has it.
func (m *Mail) message(n *Notice) ([]byte, error) {
	var h gomail.Header
	h.SetDate(n.At)
	h.SetSubject(n.Subject())
	h.SetAddressList("From", []*gomail.Address{{Name: product, Address: m.Settings.Sender()}})
	var to []*gomail.Address
	for _, address := range m.Settings.Recipients() {
		to = append(to, &gomail.Address{Address: address})
	}
	h.SetAddressList("To", to)
	_, domain, _ := strings.Cut(m.Settings.Sender(), "@")
	h.SetMessageID(n.ID + "@" + domain)
	h.Set("Auto-Submitted", "auto-generated") // RFC 3834: no absence notes
	h.Set("X-Directory-Connector-Event", string(n.Event))
	h.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	var b bytes.Buffer
	w, err := gomail.CreateSingleInlineWriter(&b, h)
	if err != nil {
		return nil, err
	}
	_, err = w.Write([]byte(n.Body()))
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
