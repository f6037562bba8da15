package syncer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// client speaks to the fake server without a network, so that it works inside
// a synctest bubble too.
type client struct{ server *orgserver.Server }

func (c *client) call(ctx context.Context, method, path, contentType string, body []byte, token string) (rec *httptest.ResponseRecorder, err error) {
	req := httptest.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	rec = httptest.NewRecorder()
	defer func() {
		if r := recover(); r != nil {
			if cut, ok := r.(error); !ok || !errors.Is(cut, http.ErrAbortHandler) {
				panic(r)
			}
			err = errors.New("connection cut")
		}
	}()
	c.server.ServeHTTP(rec, req)
	return rec, nil
}

func (c *client) token(ctx context.Context) (string, error) {
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {"api.organization"}, "client_id": {c.server.ClientID()},
		"client_secret": {c.server.ClientSecret()}, "deviceType": {"8"}, "deviceIdentifier": {"x"}, "deviceName": {"test"},
	}
	rec, err := c.call(ctx, "POST", "/identity/connect/token", "application/x-www-form-urlencoded", []byte(form.Encode()), "")
	if err != nil {
		return "", err
	}
	if rec.Code != http.StatusOK {
		return "", organization.ErrAuth
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	err = json.Unmarshal(rec.Body.Bytes(), &answer)
	return answer.Token, err
}

func (c *client) Server(ctx context.Context) (organization.Server, error) {
	rec, err := c.call(ctx, "GET", "/api/config", "", nil, "")
	if err != nil {
		return organization.Server{}, err
	}
	if rec.Code != http.StatusOK {
		return organization.Server{}, fmt.Errorf("config: HTTP %d", rec.Code)
	}
	return organization.Server{Vaultwarden: strings.Contains(rec.Body.String(), "Vaultwarden")}, nil
}

func (c *client) Members(ctx context.Context) ([]organization.Member, error) {
	token, err := c.token(ctx)
	if err != nil {
		return nil, err
	}
	rec, err := c.call(ctx, "GET", "/api/public/members", "", nil, token)
	switch {
	case err != nil:
		return nil, err
	case rec.Code == http.StatusNotFound:
		return nil, organization.ErrNoMemberList
	case rec.Code != http.StatusOK:
		return nil, fmt.Errorf("members: HTTP %d", rec.Code)
	}
	var list struct{ Data []organization.Member }
	err = json.Unmarshal(rec.Body.Bytes(), &list)
	return list.Data, err
}

func (c *client) get(ctx context.Context, path string, into any) error {
	token, err := c.token(ctx)
	if err != nil {
		return err
	}
	rec, err := c.call(ctx, "GET", path, "", nil, token)
	switch {
	case err != nil:
		return err
	case rec.Code == http.StatusNotFound:
		return organization.ErrNoGroupList
	case rec.Code != http.StatusOK:
		return fmt.Errorf("GET %s: HTTP %d", path, rec.Code)
	}
	return json.Unmarshal(rec.Body.Bytes(), into)
}

func (c *client) Groups(ctx context.Context) ([]organization.Group, error) {
	var list struct {
		Data []struct {
			ID, ExternalID, Name string
			Collections          []struct{ ID string }
		}
	}
	err := c.get(ctx, "/api/public/groups", &list)
	groups := make([]organization.Group, len(list.Data))
	for i, g := range list.Data {
		groups[i] = organization.Group{ID: g.ID, ExternalID: g.ExternalID, Name: g.Name}
		for _, c := range g.Collections {
			groups[i].Collections = append(groups[i].Collections, c.ID)
		}
	}
	return groups, err
}

func (c *client) GroupMembers(ctx context.Context, groupID string) (ids []string, err error) {
	err = c.get(ctx, "/api/public/groups/"+groupID+"/member-ids", &ids)
	return ids, err
}

func (c *client) Import(ctx context.Context, r organization.Request) error {
	token, err := c.token(ctx)
	if err != nil {
		return err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return outcome(c.call(ctx, "POST", "/api/public/organization/import", "application/json", body, token))
}

// outcome is what an answer to a change says of it.
func outcome(rec *httptest.ResponseRecorder, err error) error {
	switch {
	case err != nil:
		return &organization.UnknownOutcomeError{Err: err}
	case rec.Code >= 500:
		return &organization.UnknownOutcomeError{Err: fmt.Errorf("HTTP %d", rec.Code)}
	case rec.Code == http.StatusTooManyRequests:
		return fmt.Errorf("%w: HTTP 429", organization.ErrNotSent)
	case rec.Code == http.StatusUnauthorized:
		return organization.ErrAuth
	case rec.Code != http.StatusOK:
		return &organization.RejectedError{Status: rec.Code, Message: rec.Body.String()}
	}
	return nil
}

func marshal(t interface{ Fatal(...any) }, v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
