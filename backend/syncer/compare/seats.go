package compare

import (
	"fmt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// WarnSeats: the cloud buys seats by itself.
const WarnSeats directory.WarningCode = "seats-bought"

// seating counts seats, taken and to be bought.
type seating struct{ *Result }

// Seats counts the seats before and after; nil where no list shows the members.
func (r *Result) Seats() *plan.Seats {
	if !r.List.Listed || !r.In.Sync.Users {
		return nil
	}
	used := organization.Occupied(r.In.Seen.Members)
	s := &plan.Seats{UsedBefore: used, UsedAfter: used + seating{r}.seatsTaken() - seating{r}.seatsFreed()}
	seen := r.In.Seen.Seats
	if !seen.Known {
		return s
	}
	s.Known, s.BoughtBefore, s.BoughtAfter = true, seen.Bought, seen.Bought
	if seen.MaxAutoScale != nil {
		s.Limit = new(max(seen.Bought, *seen.MaxAutoScale))
	}
	if s.UsedAfter > s.UsedBefore && s.UsedAfter > seen.Bought {
		to := s.UsedAfter
		if s.Limit != nil {
			to = min(to, *s.Limit)
		}
		s.Buys, s.BoughtAfter = to-seen.Bought, to
	}
	return s
}

// seatsTaken counts those who get a seat: invited ones, and restored ones.
// Staged ones take none.
func (r seating) seatsTaken() int {
	n := len(r.Work.Restored)
	if r.In.Sync.InviteUsersAfterProvisioning {
		for _, p := range r.Work.Fresh {
			if p.New {
				n++
			}
		}
	}
	return n
}

// seatsFreed counts members with a seat who go, or lose their access.
func (r seating) seatsFreed() int {
	gone := map[string]struct{}{}
	for i := range r.Work.Removals {
		x := &r.Work.Removals[i]
		if m, there := r.List.ByID(x.ID); x.Known && there && m.Status.Occupies() {
			gone[x.ID] = struct{}{}
		}
	}
	for _, m := range r.Work.Overwritten {
		if m.Status.Occupies() {
			gone[m.ExternalID] = struct{}{}
		}
	}
	return len(gone)
}

// guardSeats stops a sync that takes more seats than the setting allows or the
// organization can have, and the first one for which the cloud would buy seats.
// A sync that takes no more seats than it frees is never stopped.
func (r seating) guardSeats() *plan.Finding {
	s := r.Seats()
	if s == nil || s.UsedAfter <= s.UsedBefore {
		return nil
	}
	f := &plan.Finding{Guard: plan.GuardSeats, Seats: s, Used: s.UsedBefore, Total: s.BoughtBefore}
	most := r.In.Sync.MaxSeats
	switch {
	case most > 0 && s.UsedAfter > most:
		f.Why, f.Limit, f.Count = plan.SeatsSetting, most, s.UsedAfter-most
	case s.Limit != nil && s.UsedAfter > *s.Limit:
		f.Why, f.Limit, f.Count = plan.SeatsLimit, *s.Limit, s.UsedAfter-*s.Limit
	case s.Buys > 0 && !r.mayBuy():
		f.Why, f.Count = plan.SeatsBought, s.Buys
	default:
		return nil
	}
	var takers []plan.Entry
	for _, p := range r.Work.Fresh {
		if p.New {
			takers = append(takers, plan.Entry{ID: p.ID, Text: p.Email})
		}
	}
	for _, p := range r.Work.Restored {
		takers = append(takers, plan.Entry{ID: p.ID, Text: p.Email})
	}
	f.Name(takers)
	return f
}

// mayBuy tells whether somebody agreed that the cloud buys seats by itself. An
// organization that the other connector filled has bought them before.
func (r seating) mayBuy() bool { return r.In.State.Seats.MayBuy || r.In.State.TakenOver }

// warnSeats names what is bought, also when somebody has agreed to it.
func (r *Result) warnSeats() {
	if s := r.Seats(); s != nil && s.Buys > 0 {
		r.warn(WarnSeats, "", fmt.Sprintf("the cloud buys %s by itself, charged at once: at least %d are used then, %d are bought now", directory.Count(s.Buys, "seat", "seats"), s.UsedAfter, s.BoughtBefore))
	}
}

// SeatsAfter is what is remembered of the seats after a sync.
func (r *Result) SeatsAfter() organization.SeatsSeen {
	seen := organization.SeatsSeen{MayBuy: seating{r}.mayBuy(), At: r.In.Now}
	if s := r.Seats(); s != nil {
		seen.Seats, seen.Used = r.In.Seen.Seats, s.UsedAfter
		if s.Known {
			seen.Bought = s.BoughtAfter
		}
	}
	return seen
}
