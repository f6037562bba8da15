package orgserver

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// RevokeTokens makes every token that was handed out so far worthless.
func (s *Server) RevokeTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// RotateSecret gives the API key another secret; tokens stay good.
func (s *Server) RotateSecret(secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.ClientSecret = secret
}

// token hands out an access token for the API key.
func (s *Server) token(r *http.Request, body []byte) answer {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return tokenError("invalid_request")
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return tokenError("invalid_request")
	}
	if form.Get("grant_type") != "client_credentials" {
		return tokenError("unsupported_grant_type")
	}
	if form.Get("scope") != "api.organization" {
		return tokenError("invalid_scope")
	}
	for _, name := range []string{"client_id", "client_secret", "deviceType", "deviceIdentifier", "deviceName"} {
		if form.Get(name) == "" {
			return tokenError("invalid_request")
		}
	}
	if form.Get("client_id") != s.ClientID() || form.Get("client_secret") != s.ClientSecret() {
		return tokenError("invalid_client")
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": s.issue(), "expires_in": int(s.opts.TokenLifetime / time.Second),
		"token_type": "Bearer", "scope": "api.organization",
	})
}

func tokenError(code string) answer {
	return jsonAnswer(http.StatusBadRequest, map[string]string{"error": code})
}

// issue makes a token in the form of a JWT (RFC 7519), with a number in place
// of a signature.
func (s *Server) issue() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opts.Now()
	expires := now.Add(s.opts.TokenLifetime)
	s.issued++
	claims, err := json.Marshal(map[string]any{
		"nbf": now.Unix(), "exp": expires.Unix(), "client_id": "organization." + s.opts.OrganizationID,
		"client_sub": s.opts.OrganizationID, "scope": []string{"api.organization"},
	})
	if err != nil {
		panic("orgserver: claims that can't be encoded: " + err.Error())
	}
	part := base64.RawURLEncoding.EncodeToString
	token := fmt.Sprintf("%s.%s.%s", part([]byte(`{"alg":"none"}`)), part(claims), part(fmt.Appendf(nil, "token-%d", s.issued)))
	s.tokens[token] = expires
	return token
}

// formOf decodes the body of a token request for the record.
func formOf(route Route, body []byte) url.Values {
	if route != RouteToken {
		return nil
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil
	}
	return form
}
