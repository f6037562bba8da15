package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

var update = flag.Bool("update", false, "write the golden files")

// A caught request is what a webhook was sent.
type caught struct {
	method, path string
	headers      http.Header
	body         []byte
}

// catch serves a webhook that answers so.
func catch(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) (address string, got *[]caught) {
	t.Helper()
	got = &[]caught{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*got = append(*got, caught{r.Method, r.URL.Path, r.Header, body})
		if answer != nil {
			answer(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

// client follows no redirection, as that of internal/transport.
func client() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func TestForms(t *testing.T) {
	t.Parallel()
	n := sample()
	n.Profile = "default"
	n.Entries = []string{"Zoë <zoe@example.com>", "*bob* & [co](http://evil.example.com)\u202e"}
	for _, form := range []config.WebhookForm{config.FormJSON, config.FormSlack, config.FormTeams, config.FormNtfy} {
		t.Run(string(form), func(t *testing.T) {
			t.Parallel()
			address, got := catch(t, nil)
			w := &Webhook{URL: config.NewSecret(address + "/hook"), Form: form, Client: client(), Now: time.Now}
			if err := w.Send(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			request := (*got)[0]
			body := request.body
			if form != config.FormNtfy {
				var pretty bytes.Buffer
				if err := json.Indent(&pretty, body, "", "  "); err != nil {
					t.Fatalf("%v\n%s", err, body)
				}
				body = append(pretty.Bytes(), '\n')
			}
			golden := "testdata/" + string(form) + ".txt"
			if *update {
				if err := os.WriteFile(golden, body, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			zone := time.Now().Local().Format("MST")
			if diff := cmp.Diff(string(want), strings.ReplaceAll(string(body), n.At.Local().Format(time.DateTime)+" "+zone, "2026-11-30 08:00:00 UTC")); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
			if form == config.FormNtfy {
				title, err := new(mime.WordDecoder).DecodeHeader(request.headers.Get("Title"))
				if err != nil || title != n.Subject() || request.headers.Get("Priority") != "high" {
					t.Errorf("headers %v", request.headers)
				}
			}
		})
	}
}

func TestSignatures(t *testing.T) {
	t.Parallel()
	for secret, key := range map[string]string{"plain words": "plain words", "whsec_" + base64.StdEncoding.EncodeToString([]byte("bytes\x00")): "bytes\x00"} {
		address, got := catch(t, nil)
		w := &Webhook{URL: config.NewSecret(address), Secret: config.NewSecret(secret), Client: client(), Now: func() time.Time { return time.Unix(1700000000, 0) }}
		if err := w.Send(t.Context(), sample()); err != nil {
			t.Fatal(err)
		}
		request := (*got)[0]
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write([]byte("0a1b.1700000000." + string(request.body)))
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); request.headers.Get("webhook-signature") != want || request.headers.Get("webhook-id") != "0a1b" {
			t.Errorf("%q: headers %v", secret, request.headers)
		}
		if strings.Contains(string(request.body), secret) {
			t.Error("the secret is sent")
		}
	}
	address, got := catch(t, nil)
	w := &Webhook{URL: config.NewSecret(address), Form: config.FormNtfy, Secret: config.NewSecret("tk_1"), Client: client(), Now: time.Now}
	if err := w.Send(t.Context(), sample()); err != nil || (*got)[0].headers.Get("Authorization") != "Bearer tk_1" {
		t.Errorf("%v, headers %v", err, (*got)[0].headers)
	}
}

func TestAWebhookThatDoesNotTakeNotices(t *testing.T) {
	t.Parallel()
	const path = "/services/T000/SECRET"
	for name, c := range map[string]struct {
		answer  func(w http.ResponseWriter, r *http.Request)
		address string
		want    string
	}{
		"refuses": {answer: func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no_service\nat all", http.StatusNotFound) }, want: "HTTP 404 no_service at all"},
		"redirects": {answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example.com", http.StatusFound)
		}, want: "redirects (HTTP 302)"},
		"hangs":            {answer: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, want: "no answer within"},
		"is cut":           {answer: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, want: "EOF"},
		"is not there":     {address: "http://127.0.0.1:1" + path, want: "refused"},
		"is not safe":      {address: "http://hooks.example.com" + path, want: "does not begin with https://"},
		"is no address":    {address: "SECRET words", want: "no address that begins with https://"},
		"is a hostile one": {address: "https://hooks.example.com:port" + path, want: "no address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := c.address
			if c.answer != nil {
				base, _ := catch(t, c.answer)
				address = base + path
			}
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			w := &Webhook{URL: config.NewSecret(address), Client: client(), Now: time.Now}
			err := w.Send(ctx, sample())
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "SECRET") || directory.HintOf(err) == "" {
				t.Errorf("error %v, hint %q, want %q", err, directory.HintOf(err), c.want)
			}
		})
	}
}

func TestHeartbeats(t *testing.T) {
	t.Parallel()
	address, got := catch(t, nil)
	h := &Heartbeat{URL: config.NewSecret(address + "/ping/uuid?rid=1"), Client: client()}
	for _, well := range []bool{true, false} {
		if err := h.Beat(t.Context(), well); err != nil {
			t.Fatal(err)
		}
	}
	if list := *got; len(list) != 2 || list[0].method != http.MethodGet || list[0].path != "/ping/uuid" || list[1].path != "/ping/uuid/fail" {
		t.Errorf("%+v", list)
	}
}

func TestEventNumbersStay(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for event, number := range map[Event]uint32{Test: 1000, Failure: 1001, Stopped: 1002, Recovery: 1003, Drift: 1004, Changes: 1005, Summary: 1006, Credentials: 1007} {
		if event.Number() != number || len(event.MessageID()) != 32 || seen[event.MessageID()] || event.Severity() == "" {
			t.Errorf("%s: %d %s %s", event, event.Number(), event.MessageID(), event.Severity())
		}
		seen[event.MessageID()] = true
	}
	if len(kinds) != len(seen) {
		t.Errorf("%d events, %d are tested", len(kinds), len(seen))
	}
}

// Who knows the address can write there, so what repeats it is a secret, too.
func TestAnAnswerThatRepeatsTheAddress(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		say  string
		want string
	}{
		"the path":           {"Cannot POST /services/T00/B0123/s3cr3tt0ken", "HTTP 404 Cannot POST **redacted**"},
		"the end of it":      {`{"error":"no webhook s3cr3tt0ken"}`, `HTTP 404 {"error":"no webhook **redacted**"}`},
		"the query":          {"unknown: sig=abc%2Fdef0123", "HTTP 404 unknown: **redacted**"},
		"a value of that":    {"unknown: abc/def0123", "HTTP 404 unknown: **redacted**"},
		"a page for people":  {"<!DOCTYPE html>\n<title>Forbidden by the firewall</title>", "HTTP 404 Not Found"},
		"nothing whatsoever": {"", "HTTP 404 Not Found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, _ := catch(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusNotFound)
				_, _ = io.WriteString(w, test.say)
			})
			w := &Webhook{URL: config.NewSecret(address + "/services/T00/B0123/s3cr3tt0ken?sig=abc%2Fdef0123"), Client: client(), Now: time.Now}
			err := w.Send(t.Context(), sample())
			if err == nil || !strings.HasSuffix(err.Error(), ": "+test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
