package bitwarden

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/organization"
)

// FuzzAnswers feeds every decoder with whatever a server may send.
func FuzzAnswers(f *testing.F) {
	for _, body := range []string{
		"", "null", "{}", "[]", "<html><title>x</title>", "<title", "\xef\xbb\xbf{}", `{"message":"m","errors":{"Members[0].Email":["a"]}}`,
		`{"error":"invalid_client"}`, `{"errorModel":{"message":1}}`, `{"errors":{"groups[99999999999999999999]":"x"}}`,
		`{"access_token":"a.eyJleHAiOjF9.c"}`, `{"access_token":"x","expires_in":1e300}`, `{"data":[{"id":"1","type":"x","status":null}]}`,
		`{"data":[{"id":1}]}`, `{"data":[],"data":[]}`, `{"data":[]`, `{"server":{"name":"Vaultwarden"},"version":"1"}`, `{"server":[]}`,
	} {
		for _, status := range []int{200, 302, 400, 401, 404, 429, 500} {
			f.Add(status, body)
		}
	}
	request := organization.Request{
		Members: []organization.RequestMember{{Email: "a@x.y", ExternalID: "a"}},
		Groups:  []organization.RequestGroup{{Name: "g", ExternalID: "g"}},
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		const secret = "the-secret-of-all"
		a := answer{status: status, header: http.Header{}, body: []byte(body), secrets: redact.New(config.NewSecret(secret))}
		now := time.Now()
		if token, err := decodeToken(a, now); err == nil && (status != http.StatusOK || token.Text.IsZero()) {
			t.Errorf("status %d gives a token %q that ends at %s", status, token.Text.Reveal(), token.Expires)
		} else if err != nil {
			check(t, err, secret)
		}
		if _, err := decodeConfig(a); err != nil {
			check(t, err, secret)
		}
		if err := decodeImport(a, request); err != nil {
			check(t, err, secret)
		} else if status < 200 || status > 299 {
			t.Errorf("status %d is a success", status)
		}
		list := []organization.Member{}
		if decodeList(strings.NewReader(body), memberReader(&list)) != nil {
			return
		}
		for _, m := range list {
			if m.ID == "" && m.Email == "" || m.Email != strings.ToLower(m.Email) {
				t.Errorf("member %+v", m)
			}
		}
	})
}

func check(t *testing.T, err error, secret string) {
	t.Helper()
	text := err.Error()
	if strings.Contains(text, secret) || strings.ContainsAny(text, "\n\r\x00\x1b") || !utf8.ValidString(text) || len(text) > 50_000 {
		t.Errorf("error %q", text)
	}
}

func FuzzCompareNatural(f *testing.F) {
	f.Add("Members[2].Email", "Members[10].Email")
	f.Add("a01", "a1")
	f.Add("", "0")
	f.Fuzz(func(t *testing.T, a, b string) {
		if compareNatural(a, b) != -compareNatural(b, a) || compareNatural(a, a) != 0 {
			t.Errorf("%q and %q have no order", a, b)
		}
	})
}

func TestCompareNatural(t *testing.T) {
	t.Parallel()
	list := []string{"", "Groups[0]", "Members[2].Email", "Members[2].ExternalId", "Members[10].Email", "Name"}
	for i := range list {
		for j := range list {
			if got := compareNatural(list[i], list[j]); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%q, %q: %d", list[i], list[j], got)
			}
		}
	}
}

func TestDeviceType(t *testing.T) {
	t.Parallel()
	for goos, want := range map[string]int{"windows": 23, "darwin": 24, "linux": 25, "freebsd": 25} {
		if got := deviceType(goos); got != want {
			t.Errorf("%s is %d, want %d", goos, got, want)
		}
	}
}
