package transport

import (
	"errors"
	"testing"
	"time"
)

func TestExpiryOf(t *testing.T) {
	t.Parallel()
	// the claims are {"exp":1700000000}
	const good = "h.eyJleHAiOjE3MDAwMDAwMDB9.s"
	if at, err := expiryOf(good); err != nil || at.Unix() != 1700000000 {
		t.Errorf("%s, error %v", at, err)
	}
	for _, jwt := range []string{"", "a.b", "a.!.c", "a.e30.c", "a.W10.c", "a.eyJleHAiOi0xfQ.c"} {
		if _, err := expiryOf(jwt); err == nil {
			t.Errorf("%q has an end", jwt)
		}
	}
	got, err := ParseToken([]byte(`{"access_token":"`+good+`"}`), time.Unix(1700000000-600, 0))
	if err != nil || got.Expires.Unix() != 1700000000 || got.renew.Unix() != 1700000000-60 {
		t.Errorf("ends %s, renews %s, error %v", got.Expires, got.renew, err)
	}
}

func FuzzParseToken(f *testing.F) {
	for _, body := range []string{
		"", "null", "{}", "\xef\xbb\xbf{\"access_token\":\"x\"}", `{"access_token":"a.eyJleHAiOjF9.c"}`,
		`{"access_token":"x","expires_in":1e300}`, `{"access_token":"x","expires_in":-1}`, `{"access_token":"x\\ny"}`,
	} {
		f.Add(body)
	}
	now := time.Unix(1700000000, 0)
	f.Fuzz(func(t *testing.T, body string) {
		token, err := ParseToken([]byte(body), now)
		switch {
		case err != nil && (!errors.Is(err, ErrNoToken) || !token.Text.IsZero()):
			t.Errorf("error %v beside %v", err, token)
		case err == nil && (token.Text.IsZero() || token.renew.After(token.Expires) || token.Expires.Before(now)):
			t.Errorf("a token %q that renews at %s, ends at %s", token.Text.Reveal(), token.renew, token.Expires)
		}
	})
}
