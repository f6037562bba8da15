package bitwarden

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

var _ organization.SeatCounter = (*Client)(nil)

// Seats implements organization.SeatCounter. Self-hosted servers refuse to
// tell (400), vaultwarden does not have the call (404): then the seats are not
// known, which is no error.
// See https://bitwarden.com/help/public-api/ (GET /public/organization/subscription).
func (c *Client) Seats(ctx context.Context) (organization.Seats, error) {
	a, tokenErr, err := c.do(ctx, call{client: c.reads, method: http.MethodGet, path: "/public/organization/subscription"})
	switch {
	case tokenErr != nil:
		return organization.Seats{}, tokenErr
	case err == nil && (a.status == http.StatusBadRequest || a.status == http.StatusNotFound):
		return organization.Seats{}, nil
	case err == nil && a.status != http.StatusOK:
		err = a.failure()
	case err == nil && !a.isJSON():
		err = a.notAPI("server.api")
	case err == nil:
		var seats organization.Seats
		if seats, err = decodeSeats(a.body); err == nil {
			return seats, nil
		}
	}
	return organization.Seats{}, failed("%s: %w", a.to(deed{"read the subscription", "read the subscription at %s"}), transport.Explain(err))
}

// decodeSeats takes a subscription without a number of seats for one that
// says nothing.
func decodeSeats(body []byte) (organization.Seats, error) {
	var line struct {
		PasswordManager *struct {
			Seats             *int `json:"seats"`
			MaxAutoScaleSeats *int `json:"maxAutoScaleSeats"`
		} `json:"passwordManager"`
	}
	if err := json.Unmarshal(body, &line); err != nil {
		return organization.Seats{}, errors.New("the answer is not a subscription")
	}
	if line.PasswordManager == nil || line.PasswordManager.Seats == nil || *line.PasswordManager.Seats <= 0 {
		return organization.Seats{}, nil
	}
	return organization.Seats{Known: true, Bought: *line.PasswordManager.Seats, MaxAutoScale: line.PasswordManager.MaxAutoScaleSeats}, nil
}
