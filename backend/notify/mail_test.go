package notify

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

func sample() Notice {
	return Notice{
		ID: "0a1b", Event: Stopped, Profile: "Zürich", Host: "dc1", At: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC), Run: "20261130T080000Z",
		Title: "The sync is stopped until somebody decides", Text: "2 members would lose access", Hint: "bwdc sync --allow-removals 2",
		Entries: []string{"Zoë <zoe@example.com>", "bob@example.com\r\nBcc: evil@example.com"}, Total: 2,
	}
}

func TestMailsAreReceived(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		encryption config.MailEncryption
		logIn      bool
		plain      bool
	}{
		"STARTTLS": {encryption: config.MailStartTLS}, "STARTTLS, AUTH PLAIN": {config.MailStartTLS, true, true}, "STARTTLS, AUTH LOGIN": {config.MailStartTLS, true, false},
		"TLS": {encryption: config.MailTLS}, "TLS, AUTH PLAIN": {config.MailTLS, true, true}, "none": {encryption: config.MailPlain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &postOffice{plain: c.plain}
			if c.logIn {
				office.users = map[string]string{"bwdc": "pass word"}
			}
			m := office.open(t, c.encryption)
			if c.logIn {
				m.Settings.Username, m.Password = "bwdc", config.NewSecret("pass word")
			}
			if err := m.Send(t.Context(), sample()); err != nil {
				t.Fatal(err)
			}
			if len(office.mails) != 1 {
				t.Fatalf("%d mails", len(office.mails))
			}
			got := office.mails[0]
			if got.from != "bwdc@example.com" || strings.Join(got.to, " ") != "it@example.com help@example.com" || c.logIn != (got.user == "bwdc") {
				t.Errorf("%+v", got)
			}
			checkMail(t, got.data)
		})
	}
}

// checkMail reads a mail as a program of a person does.
func checkMail(t *testing.T, data []byte) {
	t.Helper()
	r, err := gomail.CreateReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := r.Header.Subject()
	if err != nil || subject != "[Directory Connector] The sync is stopped until somebody decides (Zürich)" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if bcc := r.Header.Get("Bcc"); bcc != "" {
		t.Errorf("a name has become a header: %q", bcc)
	}
	if id, err := r.Header.MessageID(); err != nil || id != "0a1b@example.com" {
		t.Errorf("id %q, %v", id, err)
	}
	part, err := r.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(part.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 members would lose access", "- Zoë <zoe@example.com>", "- bob@example.com Bcc: evil@example.com", "bwdc sync --allow-removals 2", "machine: dc1", "'bwdc --profile Zürich history 20261130T080000Z'"} {
		if !strings.Contains(strings.ReplaceAll(string(body), "\r\n", "\n"), want) {
			t.Errorf("the body lacks %q:\n%s", want, body)
		}
	}
	for line := range strings.Lines(string(data)) {
		if len(line) > 1000 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

func TestAMailServerThatDoesNotTakeMails(t *testing.T) {
	t.Parallel()
	const secret = "the password of all"
	for name, c := range map[string]struct {
		office *postOffice
		change func(*Mail)
		want   string
		hint   string
	}{
		"refuses the mail":          {&postOffice{refuse: true}, func(*Mail) {}, "it refuses the mail: SMTP error 550: relay access denied", "mail.from and mail.to"},
		"refuses the log-in":        {&postOffice{users: map[string]string{"bwdc": "another"}, plain: true}, func(m *Mail) { m.Settings.Username = "bwdc" }, "refuses the log-in of bwdc", "mail.password"},
		"offers no log-in":          {&postOffice{}, func(m *Mail) { m.Settings.Username = "bwdc" }, "offers no log-in", "mail.username"},
		"is signed by nobody known": {&postOffice{}, func(m *Mail) { m.RootCAs = nil }, "certificate", "mail.caFile"},
		"has another name":          {&postOffice{}, func(m *Mail) { m.Settings.Server = strings.Replace(m.Settings.Server, "localhost", "127.0.0.1", 1) }, "certificate", "a name that the certificate is for"},
		"is not there":              {&postOffice{}, func(m *Mail) { m.Settings.Server = "127.0.0.1:1" }, "refused", "mail.server"},
		"knows no TLS": {&postOffice{}, func(m *Mail) {
			m.Settings = (&postOffice{}).open(t, config.MailPlain).Settings
			m.Settings.Encryption = config.MailStartTLS
		}, "no TLS (STARTTLS)", "mail.encryption to tls"},
		"has no address":             {&postOffice{}, func(m *Mail) { m.Settings.Server = "no-such-host.invalid" }, "no-such-host.invalid", "the name in mail.server"},
		"has nobody to write to":     {&postOffice{}, func(m *Mail) { m.Settings.To = "" }, "mail.to: is not set", ""},
		"would see a plain password": {&postOffice{}, func(m *Mail) { m.Settings.Username, m.Settings.Encryption = "bwdc", config.MailPlain }, "in the clear", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := c.office.open(t, config.MailStartTLS)
			m.Password = config.NewSecret(secret)
			c.change(m)
			err := m.Send(t.Context(), sample())
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if len(c.office.mails) > 0 {
				t.Error("it took a mail")
			}
			if hint := directory.HintOf(err); !strings.Contains(hint, c.hint) {
				t.Errorf("%v: hint %q, want %q", err, hint, c.hint)
			}
		})
	}
}

// The log-in goes in base64, and a server that repeats it repeats the password.
func TestAMailServerThatRepeatsTheLogIn(t *testing.T) {
	t.Parallel()
	m := &Mail{Settings: config.Mail{Username: "bwdc"}, Password: config.NewSecret("pass word")}
	for _, said := range []string{"pass word", base64.StdEncoding.EncodeToString([]byte("\x00bwdc\x00pass word")), base64.StdEncoding.EncodeToString([]byte("pass word"))} {
		if got := m.plain(errors.New("535 no such user: " + said)).Error(); got != "535 no such user: **redacted**" {
			t.Errorf("%q became %q", said, got)
		}
	}
}

// A mail server that says nothing holds nothing up for longer than its time.
func TestAMailServerThatHangs(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	m := &Mail{Settings: config.Mail{Server: l.Addr().String(), Encryption: config.MailStartTLS, From: "a@example.com", To: "b@example.com"}}
	if err := m.Send(ctx, sample()); err == nil || !strings.Contains(err.Error(), "did not answer") {
		t.Errorf("error %v", err)
	}
}

func TestAMailServerThatIsTooSlowIsSaid(t *testing.T) {
	t.Parallel()
	stopped, stop := context.WithCancelCause(t.Context())
	stop(errors.New("terminated signal received"))
	late := &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}
	for text, got := range map[string]error{
		"mail server h:25: it did not answer within 15s":       (&Mail{}).failed(t.Context(), "h:25", refusal("the greeting", late)),
		"mail server h:25: terminated signal received":         (&Mail{}).failed(stopped, "h:25", net.ErrClosed),
		"mail server h:25: lookup h: i/o timeout":              (&Mail{}).failed(t.Context(), "h:25", &net.DNSError{Err: "i/o timeout", Name: "h", IsTimeout: true}),
		"mail server h:25: the mail: connection reset by peer": (&Mail{}).failed(t.Context(), "h:25", refusal("the mail", errors.New("connection reset by peer"))),
	} {
		if got.Error() != text || directory.HintOf(got) == "" {
			t.Errorf("got %v, want %q", got, text)
		}
	}
}

// stub is a channel that fails as often as it is told.
type stub struct {
	name  string
	fails int
	// never is the id of a notice that it never takes.
	never string
	took  []string
	hangs bool
}

func (s *stub) Name() string { return s.name }

func (s *stub) Send(ctx context.Context, n Notice) error {
	if s.hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	if s.fails--; s.fails >= 0 || n.ID == s.never {
		return directory.WithHint(errors.New("down"), "Look at it.")
	}
	s.took = append(s.took, n.ID)
	return nil
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		good, bad, hung := &stub{name: "good"}, &stub{name: "bad", fails: 2}, &stub{name: "hung", hangs: true}
		var pending []Pending
		for _, id := range []string{"1", "2"} {
			for _, c := range []string{"good", "bad", "hung"} {
				pending = append(pending, Pending{Channel: c, Notice: Notice{ID: id}})
			}
		}
		began := time.Now()
		sent, left := Deliver(t.Context(), []Channel{good, bad, hung}, pending, time.Now)
		if took := time.Since(began); took != sendTime {
			t.Errorf("took %s", took)
		}
		if len(sent) != 5 || len(left) != 4 || strings.Join(good.took, "") != "12" || len(bad.took) != 0 {
			t.Errorf("sent %+v, left %+v", sent, left)
		}
		hung.hangs = false
		if _, left = Deliver(t.Context(), []Channel{good, bad, hung}, left, time.Now); len(left) != 0 || strings.Join(bad.took, "") != "12" || strings.Join(good.took, "") != "12" {
			t.Errorf("left %+v", left)
		}
	})
}

// A notice that a channel never takes holds up no other, and a channel that is
// down is not asked for each of them.
func TestANoticeThatIsNeverTakenHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	var pending []Pending
	for _, id := range []string{"1", "2", "3", "4"} {
		pending = append(pending, Pending{Channel: "picky", Notice: Notice{ID: id}}, Pending{Channel: "down", Notice: Notice{ID: id}})
	}
	picky, down := &stub{name: "picky", never: "2"}, &stub{name: "down", fails: 100}
	sent, left := Deliver(t.Context(), []Channel{picky, down}, pending, time.Now)
	if strings.Join(picky.took, "") != "134" || down.fails != 98 {
		t.Errorf("took %v; asked what is down %d times", picky.took, 100-down.fails)
	}
	if len(sent) != 6 || len(left) != 5 || left[1].Channel != "picky" || left[1].Notice.ID != "2" {
		t.Errorf("sent %+v, left %+v", sent, left)
	}
	if last := sent[5]; last.Hint != "Look at it." {
		t.Errorf("nothing says what to do: %+v", last)
	}
}
