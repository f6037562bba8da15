package orgserver

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
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
	if s.opts.Vaultwarden {
		s.readVersion(r.Header)
	}
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
	switch {
	case form.Get("client_id") == s.ClientID() && form.Get("client_secret") == s.ClientSecret():
	case !s.opts.Vaultwarden:
		return tokenError("invalid_client")
	case form.Get("client_id") != s.ClientID():
		return vaultProblem("Invalid client_id")
	default:
		return vaultProblem("Incorrect client_secret")
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": s.issue(), "expires_in": int(s.opts.TokenLifetime / time.Second),
		"token_type": "Bearer", "scope": "api.organization",
	})
}

// semanticVersion is one as https://semver.org has it.
var semanticVersion = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)` +
	`(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$`)

// readVersion writes a line into the log where vaultwarden can't read the
// client's version. It answers as if nothing had happened.
func (s *Server) readVersion(h http.Header) {
	const name = "Bitwarden-Client-Version"
	version := h.Get(name)
	if len(h.Values(name)) == 0 || semanticVersion.MatchString(version) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errorLines = append(s.errorLines, fmt.Sprintf("[ERROR] invalid %s header %q", name, version))
}

// ErrorLines returns what the server wrote into its log as an error.
func (s *Server) ErrorLines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.errorLines)
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
