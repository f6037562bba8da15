package app_test

import (
	"context"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

func TestCheckSaysWhatTheServerCantDo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		server   orgserver.Options
		settings []string
		want     string
		fails    bool
	}{
		"all of it":                {orgserver.Options{}, []string{"sync.leavers", "revoke"}, "members: ok: ", false},
		"vaultwarden revokes":      {orgserver.Options{Vaultwarden: true}, []string{"sync.leavers", "revoke"}, "it revokes the access of leavers by itself", false},
		"revokes":                  {orgserver.Options{}, []string{"sync.leavers", "revoke"}, "leavers: ok: the server can revoke", false},
		"can't revoke":             {orgserver.Options{NoRevocation: true}, []string{"sync.leavers", "revoke"}, "leavers: failed: sync.leavers is revoke, but the server can't revoke", true},
		"and need not":             {orgserver.Options{NoRevocation: true}, nil, "members: ok: ", false},
		"no list, leavers removed": {orgserver.Options{NoMemberList: true}, nil, "members: warning: ", false},
		"no list, leavers revoked": {orgserver.Options{NoMemberList: true}, []string{"sync.leavers", "revoke"}, "members: failed: sync.leavers is revoke, but the server has no member list", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.server)
			a := f.ready("main")
			set(t, a, test.settings...)
			var steps []string
			err := a.Check(t.Context(), func(s app.CheckStep) { steps = append(steps, s.Name+": "+string(s.Status)+": "+s.Detail) })
			if (err != nil) != test.fails {
				t.Errorf("error %v", err)
			}
			if text := strings.Join(steps, "\n"); !strings.Contains(text, test.want) {
				t.Errorf("steps:\n%s\nwant %q", text, test.want)
			}
		})
	}
}

// TestSeatsOfTheCloud: check counts them, a sync asks before the cloud buys
// some, and the status remembers.
func TestSeatsOfTheCloud(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	f.server = orgserver.New(orgserver.Options{Seats: 2})
	url, stop := f.server.Start()
	t.Cleanup(stop)
	f.url = url
	f.server.AddOwner("boss@example.com", "")
	a := f.ready("main")
	var seats string
	if err := a.Check(t.Context(), func(s app.CheckStep) {
		if s.Name == "seats" {
			seats = s.Detail
		}
	}); err != nil || seats != "at least 1 used of 2" {
		t.Errorf("error %v, seats %q", err, seats)
	}
	v, err := a.Test(t.Context(), app.TestRequest{})
	if err != nil || v.Plan.Seats == nil || v.Plan.Seats.Buys != 2 || v.Plan.Seats.BoughtAfter != 4 {
		t.Fatalf("error %v, seats %+v", err, v.Plan.Seats)
	}
	req := app.SyncRequest{}
	var asked app.Question
	req.Confirm = func(_ context.Context, q app.Question) (bool, error) { asked = q; return false, nil }
	if _, err := a.Sync(t.Context(), req); app.Describe(err).Code != app.CodeGuard || asked != (app.Question{First: 3, Buys: 2}) {
		t.Errorf("error %v, asked %+v", err, asked)
	}
	req.Confirm = func(context.Context, app.Question) (bool, error) { return true, nil }
	if _, err := a.Sync(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	s, err := a.Status(t.Context())
	if err != nil || s.Seats == nil || s.Seats.Used != 4 || s.Seats.Bought != 4 || !s.Seats.MayBuy {
		t.Errorf("error %v, status %+v", err, s.Seats)
	}
}
