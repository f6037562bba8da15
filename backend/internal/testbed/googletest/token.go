package googletest

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// claims are what an assertion says.
type claims struct {
	Issuer  string `json:"iss"`
	Subject string `json:"sub"`
	Scope   string `json:"scope"`
	Aud     string `json:"aud"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

// serveToken is https://developers.google.com/identity/protocols/oauth2/service-account#httprest,
// with the errors of https://developers.google.com/identity/protocols/oauth2/service-account#error-codes.
func (s *Server) serveToken(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, kind, text string) {
		s.WriteJSON(w, status, map[string]any{"error": kind, "error_description": text})
	}
	if err := r.ParseForm(); err != nil || r.PostForm.Get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
		s.t.Errorf("googletest: a token was asked for with %v", r.PostForm)
		refuse(http.StatusBadRequest, "unsupported_grant_type", "Invalid grant_type")
		return
	}
	c, ok := verify(r.PostForm.Get("assertion"))
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now().Unix()
	switch admin, exists := s.admins[c.Subject]; {
	case c.Issuer != ClientEmail:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid grant: account not found")
	case !ok:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT Signature.")
	case c.Aud != "https://oauth2.googleapis.com/token":
		s.t.Errorf("googletest: aud is %q", c.Aud)
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT: Failed audience check.")
	case c.Expires-c.Issued > 3600 || c.Issued > now || c.Expires <= now:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.")
	case !exists:
		refuse(http.StatusBadRequest, "invalid_grant", "Invalid email or User ID")
	case slices.ContainsFunc(strings.Fields(c.Scope), func(scope string) bool { return !slices.Contains(s.delegated, scope) }):
		refuse(http.StatusUnauthorized, "unauthorized_client",
			"Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.")
	default:
		s.made++
		token := fmt.Sprintf("ya29.token%d", s.made)
		s.tokens[token] = c.Subject
		if !admin {
			s.tokens[token] = ""
		}
		s.WriteJSON(w, http.StatusOK, map[string]any{"access_token": token, "expires_in": 3599, "token_type": "Bearer"})
	}
}

// verify reads an assertion; ok tells that the good key signed it.
func verify(assertion string) (c claims, ok bool) {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return c, false
	}
	payload, err1 := base64.RawURLEncoding.DecodeString(parts[1])
	signature, err2 := base64.RawURLEncoding.DecodeString(parts[2])
	if err1 != nil || err2 != nil || json.Unmarshal(payload, &c) != nil {
		return c, false
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	return c, rsa.VerifyPKCS1v15(&GoodKey().Private.PublicKey, crypto.SHA256, digest[:], signature) == nil
}
