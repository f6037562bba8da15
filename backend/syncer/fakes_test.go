package syncer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// stubSource is a directory that the test writes.
type stubSource struct {
	users  []directory.User
	groups []directory.Group
	err    error
	bases  []*directory.Snapshot
	now    func() time.Time
	// unsorted leaves the order as the test wrote it.
	unsorted bool
	warnings []directory.Warning
}

func (s *stubSource) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	s.bases = append(s.bases, base)
	if s.err != nil {
		return nil, s.err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	now := time.Now()
	if s.now != nil {
		now = s.now()
	}
	out := &directory.Snapshot{Users: slices.Clone(s.users), Groups: slices.Clone(s.groups), Complete: base == nil, ReadAt: now, CompleteAt: now, Warnings: s.warnings}
	if base != nil {
		out.CompleteAt = base.CompleteAt
	}
	if !s.unsorted {
		out.Sort()
	}
	return out, nil
}

// identifier is a stubSource whose ids can be written in more than one way.
type identifier struct{ *stubSource }

func (identifier) ExternalIDKey(id string) string {
	return strings.ToLower(strings.ReplaceAll(id, " ", ""))
}

// errCrash is what happens when a program dies.
var errCrash = errors.New("crash")

// fakeStore is a sync cache in memory that applies a Change as the real one
// does: deletions first, then what is set.
type fakeStore struct {
	state    organization.State
	snapshot *directory.Snapshot
	commits  []organization.Change
	// begun counts runs; done is what the record of the last one has.
	begun uint64
	done  []plan.Change
	// tick is called before each write and after it; an error is a crash.
	tick func(string) error
}

func newFakeStore() *fakeStore {
	s := &fakeStore{tick: func(string) error { return nil }}
	s.clear(false)
	return s
}

// clear is Clear Sync Cache.
func (s *fakeStore) clear(cleared bool) {
	known := organization.KnownBefore{Identity: s.state.Identity, Members: maps.Clone(s.state.Known.Members), Groups: maps.Clone(s.state.Known.Groups)}
	if s.state.Identity.IsZero() {
		known.Identity = s.state.Known.Identity
	}
	if known.Members == nil && len(s.state.Members)+len(s.state.Groups) > 0 {
		known.Members, known.Groups = map[string]organization.AckedMember{}, map[string]organization.AckedGroup{}
	}
	maps.Copy(known.Members, s.state.Members)
	for id, g := range s.state.Groups {
		g.Members = nil
		known.Groups[id] = g
	}
	s.state = organization.State{
		Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{},
		Removed: map[string]struct{}{}, Cleared: cleared,
		Known:   known,
		Revoked: s.state.Revoked, RemovedByHand: s.state.RemovedByHand, Offboarded: s.state.Offboarded, TakenOver: s.state.TakenOver,
		Seats: organization.SeatsSeen{MayBuy: s.state.Seats.MayBuy},
	}
	if s.state.Revoked == nil {
		s.state.Revoked, s.state.RemovedByHand = map[string]organization.RevokedMember{}, map[string]organization.AckedMember{}
		s.state.Offboarded = map[string]organization.AckedMember{}
	}
	s.snapshot = nil
}

func (s *fakeStore) Load(context.Context) (*organization.State, error) {
	c := s.state
	c.Members, c.Groups, c.Removed = maps.Clone(c.Members), maps.Clone(c.Groups), maps.Clone(c.Removed)
	c.Revoked, c.RemovedByHand, c.Offboarded = maps.Clone(c.Revoked), maps.Clone(c.RemovedByHand), maps.Clone(c.Offboarded)
	if c.Rekeying != nil {
		r := *c.Rekeying
		r.Members, r.Groups = maps.Clone(r.Members), maps.Clone(r.Groups)
		c.Rekeying = &r
	}
	c.InFlight, c.Removals, c.Shown = slices.Clone(c.InFlight), slices.Clone(c.Removals), slices.Clone(c.Shown)
	return &c, nil
}

func (s *fakeStore) LoadForMembers(ctx context.Context) (*organization.State, error) {
	state, err := s.Load(ctx)
	for id, g := range state.Groups {
		g.Members = nil
		state.Groups[id] = g
	}
	return state, err
}

func (s *fakeStore) AddMembers(_ context.Context, state *organization.State, likely func(string) []string) error {
	for id, g := range state.Groups {
		if g.Members = s.state.Groups[id].Members; slices.Equal(g.Members, likely(id)) {
			g.Members = likely(id)
		}
		state.Groups[id] = g
	}
	return nil
}

// Begin gives a run its number.
func (s *fakeStore) Begin(ctx context.Context, run *organization.Run) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.begun++
	run.Sequence = s.begun
	s.done = nil
	return nil
}

func (s *fakeStore) Snapshot(context.Context) (*directory.Snapshot, error) { return s.snapshot, nil }

func (s *fakeStore) Tombstones(context.Context) (deleted []directory.User, err error) {
	if s.snapshot == nil {
		return nil, nil
	}
	return slices.DeleteFunc(slices.Clone(s.snapshot.Users), func(u directory.User) bool { return !u.Deleted }), nil
}

func (s *fakeStore) SaveSnapshot(_ context.Context, snapshot *directory.Snapshot) error {
	if err := s.tick("before snapshot"); err != nil {
		return err
	}
	s.snapshot = snapshot
	return s.tick("after snapshot")
}

func (s *fakeStore) Commit(ctx context.Context, c organization.Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.tick("before commit"); err != nil {
		return err
	}
	s.apply(c)
	s.commits = append(s.commits, c)
	if s.done = append(s.done, c.Done...); len(c.NotDone) > 0 {
		s.done = slices.DeleteFunc(s.done, func(d plan.Change) bool {
			return d.Kind == plan.User && slices.Contains(c.NotDone, d.ExternalID)
		})
	}
	return s.tick("after commit")
}

func (s *fakeStore) apply(c organization.Change) {
	st := &s.state
	change(st.Members, c.SetMembers, c.DeleteMembers)
	change(st.Groups, c.SetGroups, c.DeleteGroups)
	change(st.Revoked, c.SetRevoked, c.DeleteRevoked)
	change(st.Offboarded, c.SetOffboarded, c.DeleteOffboarded)
	change(st.RemovedByHand, c.SetRemovedByHand, c.DeleteRemovedByHand)
	if c.ForgetKnown {
		st.Known = organization.KnownBefore{}
	}
	if c.Known != nil {
		st.Known = organization.KnownBefore{Identity: c.Known.Identity, Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{}}
		maps.Copy(st.Known.Members, c.Known.Members)
		maps.Copy(st.Known.Groups, c.Known.Groups)
	}
	if c.EndRekeying {
		st.Rekeying = nil
	}
	if c.Rekey != nil {
		if st.Rekeying == nil {
			st.Rekeying = &organization.Rekeying{Members: map[string]organization.Rekeyed{}, Groups: map[string]organization.Rekeyed{}}
		}
		st.Rekeying.At = c.Rekey.At
		maps.Copy(st.Rekeying.Members, c.Rekey.Members)
		maps.Copy(st.Rekeying.Groups, c.Rekey.Groups)
	}
	removed := map[string]struct{}{}
	for _, id := range c.AddRemoved {
		removed[id] = struct{}{}
	}
	change(st.Removed, removed, c.DeleteRemoved)
	type flightKey struct {
		kind organization.FlightKind
		id   string
	}
	key := func(f *organization.Flight) flightKey { return flightKey{f.Kind, f.ExternalID} }
	drop := func(list []organization.Flight) {
		if len(list) == 0 {
			return
		}
		gone := make(map[flightKey]struct{}, len(list))
		for i := range list {
			gone[key(&list[i])] = struct{}{}
		}
		st.InFlight = slices.DeleteFunc(st.InFlight, func(f organization.Flight) bool { _, is := gone[key(&f)]; return is })
	}
	drop(c.DeleteFlights)
	drop(c.AddFlights)
	st.InFlight = append(st.InFlight, c.AddFlights...)
	if c.Identity != nil {
		st.Identity = *c.Identity
	}
	if c.Removals != nil {
		st.Removals = *c.Removals
	}
	if c.Times != nil {
		st.Times = *c.Times
	}
	if c.Cleared != nil {
		st.Cleared = *c.Cleared
	}
	if c.TakenOver != nil {
		st.TakenOver = *c.TakenOver
	}
	if c.Seats != nil {
		st.Seats = *c.Seats
	}
	if c.Shown != nil {
		st.Shown = *c.Shown
	}
}

func change[T any](m, set map[string]T, remove []string) {
	for _, id := range remove {
		delete(m, id)
	}
	maps.Copy(m, set)
}

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
