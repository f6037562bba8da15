package config

import (
	"net"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Notify says what somebody is told.
type Notify struct {
	// On and Remind are texts for Events and ParseReminders.
	On            string
	AfterFailures int
	Changes       NotifyChanges
	DailyAt       string
	Remind        string
	RemindBefore  int // days
	EventLog      bool
}

// NotifyChanges says whether somebody is told of changes.
type NotifyChanges string

// The answers.
const (
	ChangesOff   NotifyChanges = "off"
	ChangesEach  NotifyChanges = "each"
	ChangesDaily NotifyChanges = "daily"
)

// Mail is how mails are sent.
type Mail struct {
	Server     string
	Encryption MailEncryption
	CAFile     string
	Username   string
	From       string
	To         string // see Recipients
}

// MailEncryption is how the connection to a mail server is protected.
type MailEncryption string

// The protections.
const (
	MailStartTLS MailEncryption = "starttls"
	MailTLS      MailEncryption = "tls"
	MailPlain    MailEncryption = "none"
)

// Webhook is where notices are sent over HTTPS.
type Webhook struct {
	Form WebhookForm
}

// WebhookForm is what is sent to a webhook.
type WebhookForm string

// The forms.
const (
	FormJSON  WebhookForm = "json"
	FormSlack WebhookForm = "slack"
	FormTeams WebhookForm = "teams"
	FormNtfy  WebhookForm = "ntfy"
)

// events are what notify.on may name.
var events = []string{"failure", "stopped", "recovery", "drift", "credentials"}

// Events are those that somebody is told of.
func (n *Notify) Events() []string {
	return strings.FieldsFunc(strings.ToLower(n.On), func(r rune) bool { return strings.ContainsRune(" ,;\t", r) })
}

func checkEvents(text string) error {
	n := Notify{On: text}
	for _, event := range n.Events() {
		if !slices.Contains(events, event) {
			return complain("one-of", "%q is not one of %s", event, strings.Join(events, ", "))
		}
	}
	return nil
}

// Daily is the minute of the day from which a summary is sent.
func (n *Notify) Daily() int {
	minute, _ := parseClock(n.DailyAt) // checked when it was set
	return minute
}

// A Reminder is a credential that ends.
type Reminder struct {
	Name string
	Ends time.Time
}

// mostReminders is how many there may be.
const mostReminders = 50

// ParseReminders reads "2027-03-01 client secret of Entra; 2027-06-30 …". A date
// is its beginning, by the clock of this machine.
func ParseReminders(text string) ([]Reminder, error) {
	var list []Reminder
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		date, name, _ := strings.Cut(part, " ")
		ends, err := time.ParseInLocation(time.DateOnly, date, time.Local)
		if err != nil {
			return nil, complain("reminder-date", "%q does not begin with a date such as 2027-03-01", part)
		}
		if name = strings.TrimSpace(name); name == "" {
			return nil, complain("reminder-name", "%q does not say what ends then", part)
		}
		list = append(list, Reminder{name, ends})
	}
	if len(list) > mostReminders {
		return nil, complain("too-many-reminders", "names %d credentials, more than %d", len(list), mostReminders)
	}
	return list, nil
}

// Address is the server's name and port.
func (m *Mail) Address() (host, port string) {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		host, port = strings.Trim(m.Server, "[]"), "587"
		if m.Encryption == MailTLS {
			port = "465"
		}
	}
	return host, port
}

// Sender is the address that mails come from.
func (m *Mail) Sender() string {
	if m.From != "" {
		return m.From
	}
	if checkMailAddresses(1)(m.Username) == nil {
		return m.Username
	}
	return ""
}

// mostMailAddresses is how many may get mails.
const mostMailAddresses = 20

// Recipients are the addresses that mails go to.
func (m *Mail) Recipients() []string {
	var list []string
	for part := range strings.SplitSeq(strings.ReplaceAll(m.To, ",", ";"), ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func checkMailAddresses(most int) func(string) error {
	return func(text string) error {
		m := Mail{To: text}
		list := m.Recipients()
		if len(list) > most {
			return complain("too-many-addresses", "names %d addresses, more than %d", len(list), most)
		}
		for _, address := range list {
			parsed, err := mail.ParseAddress(address)
			if err != nil || parsed.Address != address {
				return complain("email", "%q is not a plain email address", address)
			}
		}
		return nil
	}
}

func checkMailServer(text string) error {
	if text == "" {
		return nil
	}
	m := Mail{Server: text}
	host, port := m.Address()
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
		return complain("port", "%q is not a port", port)
	}
	if host == "" || strings.ContainsAny(host, "/@ \t") {
		return complain("mail-server", "is not the name of a server, with or without a port")
	}
	return nil
}

// Problems returns what is wrong between the settings of mails. It is no matter
// of Validate: a sync does not wait until mails can be sent.
func (m *Mail) Problems() Problems {
	var p Problems
	if m.Server == "" {
		return p
	}
	if len(m.Recipients()) == 0 {
		p = append(p, wrong("mail.to", "mail-to-missing", "is not set, but mail.server is", "it@example.com"))
	}
	if m.Sender() == "" {
		p = append(p, wrong("mail.from", "mail-from-missing", "is not set, and mail.username is no address", "directory-connector@example.com"))
	}
	if m.Encryption == MailPlain && m.Username != "" {
		p = append(p, wrong("mail.encryption", "mail-in-the-clear", "is none, and mail.username is set: the password would be sent in the clear", "starttls"))
	}
	return p
}
