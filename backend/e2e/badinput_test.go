package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// company of two from a file, synced into an organization, and one who comes.
func twoAndOne(t *testing.T) (p *profile, o *orgserver.Server, comes func()) {
	t.Helper()
	o = orgserver.New(orgserver.Options{})
	url, stop := o.Start()
	t.Cleanup(stop)
	p = newProfile(t)
	people := p.dir + ".csv"
	write(t, people, "id,email\n1,ada@example.com\n2,grace@example.com\n")
	p.env = map[string]string{
		"BW_CLIENTID": o.ClientID(), "BW_CLIENTSECRET": o.ClientSecret(), "BWDC_SERVER_URL": url,
		"BWDC_DIRECTORY": "file", "BWDC_FILE_PATH": people,
	}
	p.ok("sync", "--yes")
	return p, o, func() { write(t, people, "id,email\n1,ada@example.com\n2,grace@example.com\n3,barbara@example.com\n") }
}

// refusingMail is a mail server that takes nothing from anybody.
func refusingMail(t *testing.T) (address string) {
	t.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				fmt.Fprint(c, "220 mail.example.com\r\n")
				for lines := bufio.NewScanner(c); lines.Scan(); {
					switch command, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " "); command {
					case "EHLO", "HELO", "RSET", "NOOP":
						fmt.Fprint(c, "250 mail.example.com\r\n")
					case "QUIT":
						fmt.Fprint(c, "221 bye\r\n")
						return
					default:
						fmt.Fprint(c, "554 5.7.1 nothing is taken from you\r\n")
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

// TestWhoCanNotBeToldFailsNoSync: a mail server that refuses, a webhook that
// redirects or hangs. The sync is done; test and history say what is wrong.
func TestWhoCanNotBeToldFailsNoSync(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/hangs") {
			_, _ = io.Copy(io.Discard, r.Body) // else nothing tells that the other side is gone
			<-r.Context().Done()
			return
		}
		http.Redirect(w, r, "/elsewhere", http.StatusMovedPermanently)
	}))
	t.Cleanup(web.Close)
	for name, c := range map[string]struct {
		env  map[string]string
		says string
		hint string
	}{
		"a mail server that refuses": {
			map[string]string{"BWDC_MAIL_SERVER": refusingMail(t), "BWDC_MAIL_ENCRYPTION": "none", "BWDC_MAIL_FROM": "bwdc@example.com", "BWDC_MAIL_TO": "it@example.com"},
			"it refuses the mail: SMTP error 554: ", "mail.from and mail.to",
		},
		"a webhook that redirects": {map[string]string{"BWDC_WEBHOOK_URL": web.URL + "/redirects/S3CR3T"}, "redirects (HTTP 301)", "webhook.url"},
		"a webhook that hangs":     {map[string]string{"BWDC_WEBHOOK_URL": web.URL + "/hangs/S3CR3T"}, "no answer within 15s", "webhook.url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, o, comes := twoAndOne(t)
			for key, value := range c.env {
				p.env[key] = value
			}
			p.env["BWDC_NOTIFY_CHANGES"] = "each"
			comes()
			began := time.Now()
			a := p.ok("sync").saysNot("S3CR3T")
			if took := time.Since(began); took > 40*time.Second {
				t.Errorf("the sync took %s", took)
			}
			if !strings.Contains(a.stderr, "bwdc: sending notifications") || len(o.Members()) != 3 {
				t.Error(a.report("not done, or nothing said while it waited"))
			}
			p.ok("notify", "history").says("not sent: ", c.says).saysNot("S3CR3T")
			p.exits(1, "notify", "test").says(c.says, "bwdc: hint: ", c.hint).saysNot("S3CR3T")
		})
	}
}

// TestAPortInUse, for programs that watch.
func TestAPortInUse(t *testing.T) {
	t.Parallel()
	taken := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(taken.Close)
	p, o, comes := twoAndOne(t)
	comes()
	address := strings.TrimPrefix(taken.URL, "http://")
	p.exits(1, "run", "--listen", address).says(address, "in use", "--listen")
	if n := len(o.Members()); n != 2 {
		t.Errorf("it synced all the same: %d members", n)
	}
	p.exits(1, "serve", "--listen", address).says(address, "in use")
}
