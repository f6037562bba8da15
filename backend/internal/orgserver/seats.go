package orgserver

import (
	"net/http"

	"directoryconnector/backend/organization"
)

// occupied counts the seats that are taken: invited, accepted and confirmed
// members. Staged and revoked ones are free. It is called under the lock.
func (s *Server) occupied() int {
	n := 0
	for _, m := range s.members {
		switch m.Status {
		case organization.StatusInvited, organization.StatusAccepted, organization.StatusConfirmed:
			n++
		}
	}
	return n
}

// takeSeats makes room for more members: the cloud buys what is missing. It is
// called under the lock.
func (s *Server) takeSeats(more int) (answer, bool) {
	o := &s.opts
	need := s.occupied() + more
	if o.Seats == 0 || more == 0 || need <= o.Seats {
		return answer{}, true
	}
	switch {
	case o.SelfHosted:
		return problem(http.StatusBadRequest, "Cannot autoscale on self-hosted instance."), false
	case o.NoAutoScale, o.MaxAutoScaleSeats > 0 && need > o.MaxAutoScaleSeats:
		return problem(http.StatusBadRequest, "Seat limit has been reached."), false
	}
	o.Seats = need
	return answer{}, true
}

// subscription tells bought seats; how many are used is not in it.
func (s *Server) subscription(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		if s.opts.SelfHosted {
			return problem(http.StatusBadRequest, "Only allowed when not self hosted.")
		}
		return jsonAnswer(http.StatusOK, map[string]any{
			"passwordManager": map[string]any{
				"seats": orNull(s.opts.Seats), "maxAutoScaleSeats": orNull(s.opts.MaxAutoScaleSeats), "storage": nil,
			},
			"secretsManager": map[string]any{
				"seats": nil, "maxAutoScaleSeats": nil, "serviceAccounts": nil, "maxAutoScaleServiceAccounts": nil,
			},
		})
	})
}
