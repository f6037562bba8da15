package config

import (
	"strings"
	"testing"
	"time"
)

func TestWhoIsToldIsChecked(t *testing.T) {
	t.Parallel()
	c := NewCatalog()
	for _, tc := range []struct{ key, text, want string }{
		{"notify.on", "failure, stopped", ""}, {"notify.on", "", ""}, {"notify.on", "everything", "not one of failure"},
		{"notify.dailyAt", "18", ""}, {"notify.dailyAt", "noon", "no time of day"},
		{"notify.remind", "2027-03-01 secret; 2027-04-01 other", ""}, {"notify.remind", "tomorrow secret", "does not begin with a date"}, {"notify.remind", "2027-03-01", "does not say what ends"},
		{"mail.server", "smtp.example.com", ""}, {"mail.server", "smtp.example.com:587", ""}, {"mail.server", "[::1]:25", ""},
		{"mail.server", "smtp.example.com:smtp", "is not a port"}, {"mail.server", "smtp://smtp.example.com", "is not"}, {"mail.server", "a b", "is not the name"},
		{"mail.to", "a@example.com; b@example.com", ""}, {"mail.to", "Ada <a@example.com>", "not a plain email address"}, {"mail.to", strings.Repeat("a@example.com;", 21), "more than 20"},
		{"mail.from", "a@example.com; b@example.com", "more than 1"}, {"mail.encryption", "SSL", ""},
	} {
		_, _, err := c.Normalize(tc.key, tc.text)
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s %q: %v, want %q", tc.key, tc.text, err, tc.want)
		}
	}
}

func TestMailAddresses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		mail                 Mail
		host, port, from, to string
	}{
		{Mail{Server: "smtp.example.com", Username: "bwdc@example.com", To: "a@x.test,b@x.test ; "}, "smtp.example.com", "587", "bwdc@example.com", "a@x.test b@x.test"},
		{Mail{Server: "smtp.example.com", Encryption: MailTLS, Username: "bwdc", From: "it@example.com"}, "smtp.example.com", "465", "it@example.com", ""},
		{Mail{Server: "[::1]:25", Username: "bwdc"}, "::1", "25", "", ""},
	} {
		host, port := tc.mail.Address()
		if to := strings.Join(tc.mail.Recipients(), " "); host != tc.host || port != tc.port || tc.mail.Sender() != tc.from || to != tc.to {
			t.Errorf("%+v: %s %s, from %q, to %q", tc.mail, host, port, tc.mail.Sender(), to)
		}
	}
}

func TestReminders(t *testing.T) {
	t.Parallel()
	list, err := ParseReminders(" 2027-03-01  client secret of Entra ; 2027-06-30 password;")
	if err != nil || len(list) != 2 || list[0].Name != "client secret of Entra" || !list[1].Ends.Equal(time.Date(2027, 6, 30, 0, 0, 0, 0, time.Local)) {
		t.Errorf("%+v, %v", list, err)
	}
}
