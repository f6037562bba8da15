package graphtest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// app is an app registration.
type app struct {
	id, secret  string
	permissions []string
	expired     bool
	until       time.Time
}

// may tells whether an app has one of these permissions.
func (a *app) may(permissions ...string) bool {
	return slices.ContainsFunc(append(permissions, "Directory.Read.All"), func(p string) bool { return slices.Contains(a.permissions, p) })
}

// AllPermissions are those that this program asks for.
func AllPermissions() []string {
	return []string{"User.Read.All", "Group.Read.All", "Member.Read.Hidden", "AdministrativeUnit.Read.All"}
}

// AddApp registers an app with application permissions.
func (s *Server) AddApp(id, secret string, permissions ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.apps[id] = &app{id: id, secret: secret, permissions: permissions}
}

// ExpireSecret lets an app's secret expire.
func (s *Server) ExpireSecret(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.apps[id].expired = true
}

// RevokeTokens makes all tokens invalid that were given.
func (s *Server) RevokeTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// authority answers what goes to the authority
// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
func (s *Server) authority(w http.ResponseWriter, r *http.Request) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if rest != "v2.0/.well-known/openid-configuration" && rest != "oauth2/v2.0/token" {
		s.t.Errorf("graphtest: the authority knows no %s %s", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	if !strings.EqualFold(name, Tenant) && !strings.EqualFold(name, TenantID) {
		s.refuseLogin(w, http.StatusBadRequest, "invalid_tenant", fmt.Sprintf("AADSTS90002: Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.", name))
		return
	}
	base := "https://" + s.opts.Cloud.Authority + "/" + name
	if r.Method == http.MethodGet {
		s.pieces(w, http.StatusOK, map[string]any{
			"token_endpoint": base + "/oauth2/v2.0/token", "authorization_endpoint": base + "/oauth2/v2.0/authorize",
			"issuer": "https://" + s.opts.Cloud.Authority + "/" + TenantID + "/v2.0",
		})
		return
	}
	s.giveToken(w, r)
}

func (s *Server) giveToken(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.t.Errorf("graphtest: %v", err)
	}
	if r.PostForm.Get("grant_type") != "client_credentials" || !slices.Contains(strings.Fields(r.PostForm.Get("scope")), "https://"+s.opts.Cloud.Graph+"/.default") {
		s.t.Errorf("graphtest: grant %q, scope %q", r.PostForm.Get("grant_type"), r.PostForm.Get("scope"))
	}
	id := r.PostForm.Get("client_id")
	s.mu.Lock()
	a := s.apps[id]
	s.mu.Unlock()
	switch {
	case a == nil:
		s.refuseLogin(w, http.StatusBadRequest, "unauthorized_client", fmt.Sprintf("AADSTS700016: Application with identifier '%s' was not found in the directory 'Contoso'.", id))
	case a.secret != r.PostForm.Get("client_secret"):
		s.refuseLogin(w, http.StatusUnauthorized, "invalid_client", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.")
	case a.expired:
		s.refuseLogin(w, http.StatusUnauthorized, "invalid_client", fmt.Sprintf("AADSTS7000222: The provided client secret keys for app '%s' are expired.", id))
	default:
		s.pieces(w, http.StatusOK, map[string]any{"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": s.newToken(a)})
	}
}

// newToken makes what looks like a JWT.
func (s *Server) newToken(a *app) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	payload, err := json.Marshal(map[string]any{"aud": "https://" + s.opts.Cloud.Graph, "roles": a.permissions, "uti": s.made})
	if err != nil {
		s.t.Errorf("graphtest: %v", err)
	}
	part := base64.RawURLEncoding.EncodeToString
	token := part([]byte(`{"typ":"JWT","alg":"RS256"}`)) + "." + part(payload) + "." + part([]byte("secret signature"))
	given := *a
	given.until = s.Now().Add(time.Hour)
	s.tokens[token] = &given
	return token
}

func (s *Server) refuseLogin(w http.ResponseWriter, status int, code, description string) {
	s.pieces(w, status, map[string]any{
		"error": code, "error_codes": []int{}, "correlation_id": "11112222-bbbb-3333-cccc-4444dddd5555", "trace_id": "0000aaaa-11bb-cccc-dd22-eeeeee333333",
		"error_description": description + " Trace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333 Correlation ID: 11112222-bbbb-3333-cccc-4444dddd5555 Timestamp: 2026-11-01 10:00:00Z",
	})
}

// pieces answers, in two pieces where that is asked for.
func (s *Server) pieces(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		s.t.Errorf("graphtest: %v", err)
	}
	if s.opts.Pieces {
		_ = http.NewResponseController(w).Flush() // has it sent so
	}
}

// caller returns the app that a request comes from.
func (s *Server) caller(r *http.Request) *app {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.tokens[token]
	if a == nil || a.until.Before(s.Now()) {
		return nil
	}
	return a
}
