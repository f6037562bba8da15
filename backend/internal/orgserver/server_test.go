package orgserver_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// client speaks plain HTTP to a fake, without any code of ours in between.
type client struct {
	t     *testing.T
	base  string
	token string
	// header is sent with every request.
	header http.Header
}

func start(t *testing.T, o orgserver.Options) (*orgserver.Server, *client) {
	t.Helper()
	s := orgserver.New(o)
	base, stop := s.Start()
	t.Cleanup(stop)
	c := &client{t: t, base: base}
	c.token = c.login(s.ClientSecret())
	return s, c
}

func (c *client) login(secret string) string {
	c.t.Helper()
	status, body := c.do(http.MethodPost, "/identity/connect/token", "application/x-www-form-urlencoded", tokenForm(secret).Encode())
	if status != http.StatusOK {
		return ""
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		c.t.Fatal(err)
	}
	return answer.AccessToken
}

func tokenForm(secret string) url.Values {
	return url.Values{
		"grant_type": {"client_credentials"}, "scope": {"api.organization"},
		"client_id": {"organization." + orgserver.DefaultOrganizationID}, "client_secret": {secret},
		"deviceType": {"25"}, "deviceIdentifier": {"1c9d"}, "deviceName": {"test"},
	}
}

// do returns status 0 where the connection was cut.
func (c *client) do(method, path, contentType, body string) (int, string) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Close = true // Go repeats a request on a connection that was kept open
	maps.Copy(r.Header, c.header)
	r.Header.Set("Content-Type", contentType)
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	return c.do(http.MethodGet, path, "", "")
}

func (c *client) importText(body string) (int, string) {
	c.t.Helper()
	return c.do(http.MethodPost, "/api/public/organization/import", "application/json", body)
}

func (c *client) importRequest(r organization.Request) (int, string) {
	c.t.Helper()
	if r.Groups == nil {
		r.Groups = []organization.RequestGroup{}
	}
	if r.Members == nil {
		r.Members = []organization.RequestMember{}
	}
	for i := range r.Groups {
		if r.Groups[i].MemberExternalIDs == nil {
			r.Groups[i].MemberExternalIDs = []string{}
		}
	}
	text, err := json.Marshal(r)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.importText(string(text))
}

// wantImport imports and checks the status.
func (c *client) wantImport(status int, r organization.Request) string {
	c.t.Helper()
	got, body := c.importRequest(r)
	if got != status {
		c.t.Fatalf("import answered %d %s, want %d", got, body, status)
	}
	return body
}

func add(email, id string) organization.RequestMember {
	return organization.RequestMember{Email: email, ExternalID: id}
}

func gone(id string) organization.RequestMember {
	return organization.RequestMember{Email: organization.RemovedEmail, ExternalID: id, Deleted: true}
}

func members(m ...organization.RequestMember) organization.Request {
	return organization.Request{Members: m, InviteUsersAfterProvisioning: true}
}

// shown tells members as "email=externalId:status" and groups as
// "name=externalId[members]", in the fake's order.
func shown(s *orgserver.Server) string {
	var parts []string
	statuses := map[organization.MemberStatus]string{-1: "revoked", 0: "invited", 1: "accepted", 2: "confirmed", 3: "staged"}
	for _, m := range s.Members() {
		parts = append(parts, m.Email+"="+m.ExternalID+":"+statuses[m.Status])
	}
	for _, g := range s.Groups() {
		parts = append(parts, g.Name+"="+g.ExternalID+"["+strings.Join(g.MemberExternalIDs, ",")+"]")
	}
	return strings.Join(parts, " ")
}

func wantState(t *testing.T, s *orgserver.Server, want string) {
	t.Helper()
	if got := shown(s); got != want {
		t.Errorf("state is\n%s\nwant\n%s", got, want)
	}
}
