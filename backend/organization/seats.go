package organization

import (
	"context"
	"time"
)

// Seats are those of the organization's subscription. Not Known: the server
// does not tell (self-hosted ones, vaultwarden).
type Seats struct {
	Known  bool `json:"known"`
	Bought int  `json:"bought,omitempty"`
	// MaxAutoScale is how many there may be when the cloud buys more by
	// itself; nil means no limit.
	MaxAutoScale *int `json:"maxAutoScale,omitempty"`
}

// A SeatCounter is an Organization that tells its seats.
type SeatCounter interface {
	Seats(ctx context.Context) (Seats, error)
}

// Occupies tells whether a member with this status takes a seat: invited,
// accepted and confirmed ones do, staged and revoked ones don't.
func (s MemberStatus) Occupies() bool {
	return s == StatusInvited || s == StatusAccepted || s == StatusConfirmed
}

// Occupied counts the members that take a seat. There may be more:
// sponsorships take seats, too, and no call shows them.
func Occupied(members []Member) int {
	n := 0
	for i := range members {
		if members[i].Status.Occupies() {
			n++
		}
	}
	return n
}

// SeatsSeen are the seats as the last sync left them.
type SeatsSeen struct {
	Seats
	// Used is how many were occupied at least.
	Used int       `json:"used"`
	At   time.Time `json:"at,omitzero"`
	// MayBuy: somebody agreed that the cloud buys seats by itself.
	MayBuy bool `json:"mayBuy,omitempty"`
}
