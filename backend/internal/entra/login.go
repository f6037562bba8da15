package entra

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	azcloud "github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	kiota "github.com/microsoft/kiota-authentication-azure-go"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// login gets tokens by client credentials
// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
// The token itself is kept by azidentity. Its errors are not used: they repeat
// what the authority answered, which may be part of a token. What went wrong is
// taken from the answers on their way to it.
type login struct {
	http      *http.Client
	authority string
	provider  *kiota.AzureIdentityAccessTokenProvider

	mu sync.Mutex
	// failed is what the last answer or connection had to say against it.
	failed error
}

func newLogin(client *http.Client, c cloud, cfg Config) (*login, error) {
	l := &login{http: client, authority: c.authority}
	s := cfg.Settings
	credential, err := azidentity.NewClientSecretCredential(strings.TrimSpace(s.Tenant), strings.TrimSpace(s.ApplicationID), cfg.Key.Reveal(),
		&azidentity.ClientSecretCredentialOptions{
			ClientOptions: policy.ClientOptions{
				Cloud:     azcloud.Configuration{ActiveDirectoryAuthorityHost: "https://" + c.authority + "/"},
				Transport: l,
				// The transport repeats what may be repeated.
				Retry:     policy.RetryOptions{MaxRetries: -1},
				Telemetry: policy.TelemetryOptions{Disabled: true},
			},
			// It would ask another host whether the authority is Microsoft's.
			DisableInstanceDiscovery: true,
		})
	if err != nil {
		return nil, errors.New("entra: the settings of the app registration can't be used")
	}
	l.provider, err = kiota.NewAzureIdentityAccessTokenProviderWithScopesAndValidHosts(credential,
		[]string{"https://" + c.graph + "/.default"}, []string{c.graph})
	return l, err
}

// Do is what azidentity sends its requests with.
func (l *login) Do(r *http.Request) (*http.Response, error) {
	transport.MarkIdempotent(r) // a second token hurts nobody
	resp, err := l.http.Do(r)
	switch {
	case err != nil:
		err = transport.Explain(err)
		l.note(err)
		return nil, err
	case resp.StatusCode != http.StatusOK:
		l.note(loginErrorOf(resp))
	}
	return resp, nil
}

func (l *login) note(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed = err
}

// explain replaces an error of azidentity's.
func (l *login) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("log in at %s: %w", l.authority, ctx.Err())
	}
	l.mu.Lock()
	failed := l.failed
	l.failed = nil
	l.mu.Unlock()
	if failed == nil {
		failed = directory.WithHint(fmt.Errorf("%w: the answer is not that of Microsoft's authority", directory.ErrAuth),
			"Something answers in Microsoft's place: a proxy with a page of its own, or a wrong DNS entry. Check network.proxy.")
	}
	return fmt.Errorf("log in at %s: %w", l.authority, failed)
}

// A loginError is an error of the authority's.
type loginError struct {
	status int
	// Code is such as invalid_client, Description begins with AADSTS and a
	// number.
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

// loginErrorOf reads an answer, and leaves it as it is.
func loginErrorOf(resp *http.Response) error {
	e := &loginError{}
	if json.Unmarshal(transport.Peek(resp, 64<<10), e) != nil || e.Code == "" {
		e = &loginError{}
	}
	e.status = resp.StatusCode
	return explainLogin(e)
}

// number finds the AADSTS code.
var number = regexp.MustCompile(`AADSTS\d+`)

func (e *loginError) number() string { return number.FindString(e.Description) }

func (e *loginError) Error() string {
	if e.Code == "" {
		return fmt.Sprintf("HTTP %d, not an answer of Microsoft's authority", e.status)
	}
	// Trace ids and times follow on further lines, or after the sentence.
	said, _, _ := strings.Cut(e.Description, "\n")
	said, _, _ = strings.Cut(said, " Trace ID:")
	if said = strings.TrimSpace(said); said == "" {
		said = e.Code
	}
	return fmt.Sprintf("Microsoft says %q (HTTP %d)", strings.TrimRight(said, ".\r"), e.status)
}

// token returns the access token, from memory where it is still good.
func (c *client) token(ctx context.Context) (string, error) {
	token, err := c.login.provider.GetAuthorizationToken(ctx, c.cloud.url("", "users"), nil)
	return token, c.login.explain(ctx, err)
}

// rolesOf returns the permissions that a token holds, sorted; nil where they
// can't be told. Nobody may rely on what is in a token of somebody else's API,
// so that it serves for words only.
func rolesOf(token string) []string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil
	}
	var claims struct {
		Roles []string `json:"roles"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return nil
	}
	if claims.Roles == nil {
		return []string{}
	}
	slices.Sort(claims.Roles)
	return claims.Roles
}
