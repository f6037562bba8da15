package send

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// WarnLate: a request whose answer was lost was carried out late.
const WarnLate directory.WarningCode = "late-request"

// recording keeps the record of what is in flight.
type recording struct{ *sender }

// flights are the entries of a request to record as in flight now.
func (x recording) flights(b *batch) []organization.Flight {
	flights := b.flights()
	for i := range flights {
		f := &flights[i]
		if f.At = x.Now(); f.StableID == "" && f.Kind != organization.FlightGroup {
			f.StableID = x.result.StableIDOf(f.ExternalID)
		}
	}
	return flights
}

// earlier are the records of earlier requests about the entries of a batch.
func (x recording) earlier(b *batch) []organization.Flight {
	if len(x.result.In.State.InFlight) == 0 {
		return nil
	}
	type key struct {
		kind organization.FlightKind
		id   string
	}
	in := make(map[key]struct{}, b.size())
	for _, f := range b.flights() {
		in[key{f.Kind, f.ExternalID}] = struct{}{}
	}
	var list []organization.Flight
	for _, f := range x.result.In.State.InFlight {
		if _, ok := in[key{f.Kind, f.ExternalID}]; ok {
			list = append(list, f)
		}
	}
	return list
}

// toVerify are the members of an accepted request that the list is still to
// show. They stay in the record until then, so that a run that dies before
// leaves nobody acknowledged whom the server did not take.
func (x recording) toVerify(b *batch) []organization.Flight {
	var list []organization.Flight
	for _, p := range b.people {
		if !x.result.List.Shows(p.ID) {
			list = append(list, organization.Flight{
				Kind: organization.FlightMember, ExternalID: p.ID, Email: p.Email, StableID: p.Entry.StableID, At: x.Now(), Resent: true,
			})
		}
	}
	x.unseen = append(x.unseen, list...)
	return list
}

// settleRefused takes a request out of the record that certainly was not
// processed. One that the server refused later has come to its end, but a part
// may have been done.
func (x recording) settleRefused(ctx context.Context, b *batch, err error) error {
	var rejected *organization.RejectedError
	switch {
	case errors.Is(err, organization.ErrNotSent), errors.Is(err, organization.ErrAuth), errors.Is(err, organization.ErrNotFound),
		errors.As(err, &rejected) && rejected.BeforeWork():
		return refusing(x).unfly(ctx, b)
	case rejected != nil:
		if err := x.commit(context.WithoutCancel(ctx), organization.Change{AddFlights: b.flights()}); err != nil {
			return fmt.Errorf("record what the server refused: %w", err)
		}
	}
	return nil
}

// unknown are the requests, of earlier runs and of this one, that may have been
// carried out late.
func (x recording) unknown() []organization.Flight {
	resent := func(f organization.Flight) bool { return f.Resent }
	return slices.Concat(slices.DeleteFunc(x.settled(), resent), x.lost)
}

// settled are the records of earlier runs that this one settles. The others
// stay as they are: what is not synced, or waits, is not sent again.
func (x recording) settled() []organization.Flight {
	r := x.result
	return slices.DeleteFunc(slices.Clone(r.In.State.InFlight), func(f organization.Flight) bool {
		switch {
		case !compare.Settles(&r.In.Sync, f):
			return true
		case f.Kind == organization.FlightMember:
			return r.Waits(f.Kind, f.ExternalID)
		}
		return f.Kind == organization.FlightGroup && r.UnseenFlight(f.ExternalID)
	})
}

// lookOnceMore looks, after all was sent, whether a request whose answer was
// lost came late, and returns what it changed.
func (x recording) lookOnceMore(ctx context.Context) (late []organization.Flight, err error) {
	open := x.unknown()
	if len(open) == 0 || !x.result.List.Listed {
		return nil, nil
	}
	x.progress(StageVerify, 0, 0)
	members, err := x.Organization.Members(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the member list once more, after a request whose answer was lost: %w", err)
	}
	groups, err := x.membersOf(ctx, open, members)
	if err != nil {
		return nil, fmt.Errorf("read groups once more, after a request whose answer was lost: %w", err)
	}
	now := map[string]organization.Member{}
	for i := range members {
		now[members[i].ExternalID] = members[i]
	}
	here, ours := x.result.DesiredIDs(), map[string]struct{}{}
	for i := range x.result.Groups {
		ours[x.result.Groups[i].ID] = struct{}{}
	}
	var names []string
	for _, f := range open {
		_, wanted := here[f.ExternalID]
		_, refused := x.refused[f.ExternalID]
		m, is := now[f.ExternalID]
		came := false
		switch {
		case f.Kind == organization.FlightGroup:
			list, read := groups[f.ExternalID]
			_, kept := ours[f.ExternalID] // nobody sends one that left the directory
			came = read && kept && !slices.Equal(list, x.acknowledgedIn(f.ExternalID))
		case !x.result.In.Sync.Users || refused:
		case wanted:
			came = !is
		default: // a member that this run took away
			came = is && x.wasRemoved(f.ExternalID) && m.Role != organization.RoleOwner
		}
		if came {
			f.At, f.Resent = x.Now(), false
			late, names = append(late, f), append(names, f.ExternalID)
		}
	}
	if len(late) > 0 {
		slices.Sort(names)
		x.warn(WarnLate, "", "a request whose answer was lost was carried out late; the next sync mends what it changed: "+strings.Join(slices.Compact(names), ", "))
	}
	return late, nil
}

// acknowledgedIn are the members of a group as acknowledged by now.
func (x recording) acknowledgedIn(id string) []string {
	if acked, changed := x.groups[id]; changed {
		return acked.Members
	}
	return x.result.In.State.Groups[id].Members
}

// membersOf reads the members of the groups in flight, as external ids.
func (x recording) membersOf(ctx context.Context, flights []organization.Flight, members []organization.Member) (map[string][]string, error) {
	lister, ok := x.Organization.(organization.GroupLister)
	wanted := map[string]struct{}{}
	for _, f := range flights {
		if f.Kind == organization.FlightGroup && x.result.In.Sync.Groups {
			wanted[f.ExternalID] = struct{}{}
		}
	}
	read := map[string][]string{}
	if !ok || len(wanted) == 0 {
		return read, nil
	}
	list, err := lister.Groups(ctx)
	if errors.Is(err, organization.ErrNoGroupList) {
		return read, nil
	}
	if err != nil {
		return nil, err
	}
	external := make(map[string]string, len(members))
	for i := range members {
		external[members[i].ID] = members[i].ExternalID
	}
	for i := range list {
		g := &list[i]
		if _, ok := wanted[g.ExternalID]; !ok || g.ExternalID == "" {
			continue
		}
		ids, err := lister.GroupMembers(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		of := make([]string, 0, len(ids))
		for _, id := range ids {
			if external[id] != "" { // one without an external id is nobody's business here
				of = append(of, external[id])
			}
		}
		slices.Sort(of)
		read[g.ExternalID] = of
	}
	return read, nil
}

// settleRecord is the record at the end of a run that sent everything. What
// could not be looked at stays in it for one more run, as does what would be
// wrong if it came late: the removal of somebody who is back, and the addition
// of somebody who left. Of a group that was not sent again, since it left the
// directory, nobody knows the members any more.
func (x recording) settleRecord(c *organization.Change, times *organization.SyncTimes, late []organization.Flight) {
	r, open := x.result, x.unknown()
	c.DeleteFlights = slices.Concat(x.settled(), x.lost)
	var here map[string]struct{}
	if len(open) > 0 {
		here, times.Look = r.DesiredIDs(), time.Time{}
	}
	for _, f := range open {
		_, wanted := here[f.ExternalID]
		if !r.List.Listed || f.Kind == organization.FlightRemoval && wanted || f.Kind == organization.FlightMember && !wanted {
			f.Resent = true
			c.AddFlights = append(c.AddFlights, f)
		}
		if f.Kind == organization.FlightGroup {
			times.Memberships = time.Time{} // the next run looks, too
			x.groupUnsure(c, f)
		}
	}
	c.AddFlights = append(c.AddFlights, late...)
}

// groupUnsure marks a group that this run did not send. One that only a request
// in flight knew, and that the server shows or can show later, is acknowledged as
// it was found, and one that was deleted too: the request may come late.
func (x recording) groupUnsure(c *organization.Change, f organization.Flight) {
	id := f.ExternalID
	acked, known := x.result.In.State.Groups[id]
	if at := slices.IndexFunc(x.result.Missing, func(m compare.MissingGroup) bool { return m.ExternalID == id && (m.GroupID != "" || m.Unseen) }); !known && at >= 0 {
		m := &x.result.Missing[at]
		acked, known = organization.AckedGroup{Name: m.Name, Members: without(m.Before, x.removed), StableID: f.StableID}, true
	}
	_, forgotten := x.nowhere[id]
	if !known || forgotten || slices.ContainsFunc(x.result.Work.Groups, func(g compare.GroupUpdate) bool { return g.ID == id }) {
		return
	}
	if changed, is := x.groups[id]; is {
		acked = changed
	}
	if acked.Unsure = true; c.SetGroups == nil {
		c.SetGroups = map[string]organization.AckedGroup{}
	}
	c.SetGroups[id] = acked
}
