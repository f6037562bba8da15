package orgserver_test

import (
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// seedStatuses adds a member of every status: three of them take a seat.
func seedStatuses(s *orgserver.Server) {
	for name, status := range map[string]organization.MemberStatus{
		"invited": 0, "accepted": 1, "confirmed": 2, "staged": 3, "revoked": -1,
	} {
		s.AddMember(orgserver.Member{Member: organization.Member{Email: name + "@x.y", Role: organization.RoleUser, Status: status}})
	}
}

func TestSeats(t *testing.T) {
	t.Parallel()
	two := members(add("n@x.y", "n"), add("m@x.y", "m"))
	staged := two
	staged.InviteUsersAfterProvisioning = false
	const limit, own = "Seat limit has been reached.", "Cannot autoscale on self-hosted instance."
	tests := map[string]struct {
		options orgserver.Options
		request organization.Request
		status  int
		text    string
		seats   int
	}{
		"enough":                                 {orgserver.Options{Seats: 5}, two, 200, "", 5},
		"the cloud buys what is missing":         {orgserver.Options{Seats: 4}, two, 200, "", 5},
		"up to the limit":                        {orgserver.Options{Seats: 3, MaxAutoScaleSeats: 5}, two, 200, "", 5},
		"and no more":                            {orgserver.Options{Seats: 3, MaxAutoScaleSeats: 4}, two, 400, limit, 3},
		"nothing is bought for a reseller":       {orgserver.Options{Seats: 4, NoAutoScale: true}, two, 400, limit, 4},
		"nor on a server of one's own":           {orgserver.Options{Seats: 4, SelfHosted: true}, two, 400, own, 4},
		"staged ones are free":                   {orgserver.Options{Seats: 3, NoAutoScale: true, Staging: true}, staged, 200, "", 3},
		"where they are invited they are not":    {orgserver.Options{Seats: 3, NoAutoScale: true}, staged, 400, limit, 3},
		"who is a member already costs nothing":  {orgserver.Options{Seats: 1, NoAutoScale: true}, members(add("invited@x.y", "i")), 200, "", 1},
		"without a number there is no end of it": {orgserver.Options{SelfHosted: true}, two, 200, "", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, test.options)
			seedStatuses(s)
			if body := c.wantImport(test.status, test.request); !strings.Contains(body, test.text) {
				t.Errorf("answered %s", body)
			}
			if s.Seats() != test.seats {
				t.Errorf("%d seats, want %d", s.Seats(), test.seats)
			}
		})
	}
}

func TestSubscription(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Seats: 1})
	c.wantGet("/api/public/organization/subscription", `"passwordManager":{"maxAutoScaleSeats":null,"seats":1,"storage":null}`, `"secretsManager":{`)
	c.wantImport(http.StatusOK, members(add("a@x.y", "a"), add("b@x.y", "b")))
	c.wantGet("/api/public/organization/subscription", `"seats":2`)
	s.SetSeats(7)
	c.wantGet("/api/public/organization/subscription", `"maxAutoScaleSeats":7,"seats":7`)

	_, own := start(t, orgserver.Options{SelfHosted: true})
	if status, body := own.get("/api/public/organization/subscription"); status != http.StatusBadRequest || !strings.Contains(body, "Only allowed when not self hosted.") {
		t.Errorf("self-hosted: %d %s", status, body)
	}
}

func TestRevokeAndRestore(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{Seats: 2, NoAutoScale: true})
	owner, anna := s.AddOwner("o@x.y", ""), s.AddUser("a@x.y", "a")
	act := func(status int, id, action, text string) {
		t.Helper()
		got, body := c.do(http.MethodPost, "/api/public/members/"+id+"/"+action, "", "")
		if got != status || !strings.Contains(body, text) {
			t.Errorf("%s: %d %s", action, got, body)
		}
	}
	act(400, owner.ID, "revoke", "owner")
	act(400, anna.ID, "restore", "active already")
	act(200, anna.ID, "revoke", "")
	act(400, anna.ID, "revoke", "revoked already")
	bob := s.AddUser("b@x.y", "b") // takes the seat
	act(400, anna.ID, "restore", "Seat limit has been reached.")
	s.EditMember("b@x.y", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	s.EditMember("a@x.y", func(m *orgserver.Member) { m.AgainstPolicy = true })
	act(400, anna.ID, "restore", "policy")
	act(200, bob.ID, "restore", "")
	wantState(t, s, "a@x.y=a:revoked b@x.y=b:confirmed o@x.y=:confirmed")

	// Who was only invited comes back as that.
	s.SetSeats(9)
	invited := s.AddMember(orgserver.Member{Member: organization.Member{Email: "i@x.y", Role: organization.RoleUser}})
	act(200, invited.ID, "revoke", "")
	act(200, invited.ID, "restore", "")
	wantState(t, s, "a@x.y=a:revoked b@x.y=b:confirmed i@x.y=:invited o@x.y=:confirmed")
}
