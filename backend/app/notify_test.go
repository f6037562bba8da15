package app_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// What breaks one way to tell somebody, and perhaps the sync with it, leaves
// the others.
func TestAWayThatCanNotBeMadeLeavesTheOthers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil         func(f *fixture, a *app.App)
		mail, webhook string
	}{
		"a CA file that is gone": {func(f *fixture, a *app.App) {
			set(f.t, a, "network.caFile", filepath.Join(f.data, "gone.pem"))
		}, "refused", "gone.pem"},
		"a CA file of the mail server that is gone": {func(f *fixture, a *app.App) {
			set(f.t, a, "mail.encryption", "tls", "mail.caFile", filepath.Join(f.data, "gone.pem"))
		}, "mail server 127.0.0.1:1: mail.caFile: open ", "HTTP 404"},
		"a secret that can't be read": {func(f *fixture, _ *app.App) {
			f.setenv("BWDC_WEBHOOK_URL", "", "BWDC_WEBHOOK_URL_FILE", filepath.Join(f.data, "gone.txt"))
		}, "refused", "gone.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, orgserver.Options{})
			f.setenv("BWDC_WEBHOOK_URL", f.url+"/hook")
			a := f.ready("default")
			set(t, a, "mail.server", "127.0.0.1:1", "mail.from", "bwdc@example.com", "mail.to", "it@example.com", "notify.afterFailures", "1", "file.path", filepath.Join(f.data, "none.json"))
			test.spoil(f, a)
			if _, err := a.Sync(t.Context(), app.SyncRequest{}); err == nil {
				t.Fatal("the sync succeeded")
			}
			sent, err := a.Notifier().Sent(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			tried := func(channel, text string) bool {
				return slices.ContainsFunc(sent, func(s app.SentNotice) bool { return s.Channel == channel && strings.Contains(s.Error, text) })
			}
			if !tried("mail", test.mail) || !tried("webhook", test.webhook) {
				t.Errorf("tried %+v", sent)
			}
		})
	}
}

// Who ends the program while a heartbeat address hangs loses no failure.
func TestAHeartbeatThatHangsLosesNoFailure(t *testing.T) {
	t.Parallel()
	asked, told := make(chan bool, 1), make(chan string, 10)
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/hook" {
			told <- string(body)
			return
		}
		asked <- true
		<-r.Context().Done()
	}))
	t.Cleanup(web.Close)
	f := newFixture(t, orgserver.Options{})
	f.setenv("BWDC_WEBHOOK_URL", web.URL+"/hook", "BWDC_NOTIFY_HEARTBEAT", web.URL+"/beat")
	a := f.ready("default")
	set(t, a, "notify.afterFailures", "2", "file.path", filepath.Join(f.data, "none.json"))
	ctx, end := context.WithCancel(t.Context())
	go func() { <-asked; end() }()
	if _, err := a.Sync(ctx, app.SyncRequest{}); err == nil {
		t.Fatal("the sync succeeded")
	}
	f.setenv("BWDC_NOTIFY_HEARTBEAT", "")
	if _, err := a.Sync(t.Context(), app.SyncRequest{}); err == nil {
		t.Fatal("the sync succeeded")
	}
	select {
	case text := <-told:
		if !strings.Contains(text, "2 times in a row") {
			t.Errorf("told %s", text)
		}
	default:
		t.Error("nobody was told of two failures")
	}
}

func TestAnAddressThatNothingCanBeSentToIsRefusedWhenItIsSet(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	for _, key := range []string{"webhook.url", "notify.heartbeat"} {
		for address, want := range map[string]string{
			"hooks.example.com/s3cr3t": "is not an address", "http://hooks.example.com/s3cr3t": "starts with http://, not with https://",
			"https://hooks.example.com/s3cr3t": "", "http://127.0.0.1:9/s3cr3t": "",
		} {
			secret := config.NewSecret(address)
			_, set := a.Config().SetSecret(t.Context(), key, secret)
			_, saved := a.Save(t.Context(), app.Draft{Secrets: map[string]config.Secret{key: secret}}, nil)
			for _, err := range []error{set, saved} {
				if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), key+": "+want) || strings.Contains(err.Error(), "s3cr3t")) {
					t.Errorf("%s %s: got %v, want %q", key, address, err, want)
				}
			}
		}
	}
}

// Two who sync one profile at once, and both find what still waits.
func TestANoticeThatIsBeingSentIsNotSentByAnother(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan bool, 10), make(chan bool)
	web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked <- true
		<-answer
	}))
	t.Cleanup(web.Close)
	f := newFixture(t, orgserver.Options{})
	f.setenv("BWDC_WEBHOOK_URL", web.URL)
	first, second := f.ready("default"), f.open("default")
	set(t, first, "notify.afterFailures", "1", "file.path", filepath.Join(f.data, "none.json"))
	var stages []string
	ended := make(chan bool)
	go func() {
		defer close(ended)
		if _, err := first.Sync(t.Context(), app.SyncRequest{OnProgress: func(p app.Progress) { stages = append(stages, string(p.Stage)) }}); err == nil {
			t.Error("the sync succeeded")
		}
	}()
	<-asked
	if _, err := second.Sync(t.Context(), app.SyncRequest{}); err == nil {
		t.Error("the sync succeeded")
	}
	close(answer)
	<-ended
	if n := len(asked); n != 0 {
		t.Errorf("sent %d times more", n)
	}
	if len(stages) == 0 || stages[len(stages)-1] != "tell" {
		t.Errorf("stages: %v", stages)
	}
	if sent, err := first.Notifier().Sent(t.Context(), 10); err != nil || len(sent) != 1 || sent[0].Error != "" {
		t.Errorf("sent %+v, %v", sent, err)
	}
	// The next one has nothing to send.
	if _, err := second.Sync(t.Context(), app.SyncRequest{}); err == nil || len(asked) != 0 {
		t.Errorf("%v, and sent %d times more", err, len(asked))
	}
}
