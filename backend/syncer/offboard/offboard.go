package offboard

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/who"
)

// Input is everything that the decision depends on.
type Input struct {
	// Who is meant: an email, an external id, a stable id or a DN.
	Who string
	// Key returns the same text for ids of one meaning; may be nil.
	Key func(id string) string
	// Way is what to do; empty means what sync.leavers says.
	Way   config.Leavers
	Sync  config.Sync
	State *organization.State
	// Seen has the server, and the member list where Listed.
	Seen *organization.Seen
	// Snapshot is the last read of the directory; may be nil.
	Snapshot *directory.Snapshot
	Others   []compare.Other
	Now      time.Time
}

// A Decision is what is to be done.
type Decision struct {
	plan.Offboarding
	// MemberID is the server's id; empty where no list shows the member.
	MemberID string
	// Acked is what is remembered of the person, IDs the external ids under
	// which a sync would let him or her in.
	Acked organization.AckedMember
	IDs   []string
	// Emails are the addresses that an import is sent with.
	Emails []string
}

// Of decides. Its errors are a *who.NobodyError, a *who.SeveralError, or wrap
// organization.ErrStopped.
func Of(in Input) (*Decision, error) {
	f := newFinder(in)
	m, err := f.find()
	out := false
	if nobody := (*who.NobodyError)(nil); errors.As(err, &nobody) {
		m, out = f.findOut()
	}
	if err != nil && !out {
		return nil, err
	}
	d := &Decision{MemberID: m.ID, Acked: f.known(m)}
	entry := f.entryOf(m)
	d.ExternalID, d.Name = m.ExternalID, cmp.Or(m.Email, d.Acked.Email, m.ExternalID)
	d.Acked.Email = cmp.Or(d.Acked.Email, m.Email)
	there := f.idOf(m, entry)
	if d.ExternalID = cmp.Or(d.ExternalID, there); entry != nil {
		d.Acked.StableID = cmp.Or(d.Acked.StableID, entry.StableID)
	}
	for _, id := range []string{d.ExternalID, there} {
		if id != "" && !slices.Contains(d.IDs, id) {
			d.IDs = append(d.IDs, id)
		}
	}
	if out {
		d.Action, d.Already, d.Findings = plan.Remove, true, []plan.Finding{}
		d.tellWhatFollows(in, entry)
		return d, nil
	}
	if m.Role == organization.RoleOwner && in.Seen.Listed {
		return nil, directory.WithHint(fmt.Errorf("%w: %s is an owner of the organization, and owners are neither removed nor revoked by this program", organization.ErrStopped, d.Name),
			"Take the person's part as an owner away first, or do it in the web vault.")
	}
	if err := d.choose(in, m); err != nil {
		return nil, err
	}
	if err := d.leaveToOthers(in); err != nil {
		return nil, err
	}
	d.tellWhatFollows(in, entry)
	d.Findings = []plan.Finding{}
	if !d.Already {
		d.guard(in)
	}
	return d, nil
}

// choose settles what the server is asked for.
func (d *Decision) choose(in Input, m organization.Member) error {
	way := cmp.Or(in.Way, in.Sync.Leavers)
	if in.Seen.Server.Vaultwarden {
		d.Action = plan.Revoke
		d.Emails = d.own(in)
		if len(d.Emails) == 0 {
			return directory.WithHint(fmt.Errorf("%w: %s has no address of its own left, by which vaultwarden would find the member", organization.ErrStopped, d.Name),
				"Do it in the web vault.")
		}
		d.follows(plan.RevokesOnly, "email", d.Emails[0])
		return nil
	}
	d.Emails = []string{d.Acked.Email}
	if !desired.ServerTakes(d.Acked.Email) {
		d.Emails = []string{organization.RemovedEmail}
	}
	if way != config.LeaversRevoke {
		d.Action = plan.Remove
		return nil
	}
	d.Action = plan.Revoke
	if !in.Seen.Listed {
		return directory.WithHint(fmt.Errorf("%w: this server can't list its members, without which nobody can be revoked", organization.ErrStopped), "Remove the member: bwdc offboard --remove")
	}
	d.Already = m.Status == organization.StatusRevoked
	return nil
}

// own are the person's addresses that are nobody else's; none where the accepted
// one is, by which the server would find the member.
func (d *Decision) own(in Input) []string {
	var own []string
	for _, email := range []string{d.Acked.Email, d.Acked.Wanted} {
		taken := false
		for id, other := range in.State.Members {
			taken = taken || id != d.ExternalID && (other.Email == email || other.Wanted == email)
		}
		if desired.ServerTakes(email) && !taken && !slices.Contains(own, email) {
			own = append(own, email)
		}
		if taken && email == d.Acked.Email {
			return nil
		}
	}
	return own
}

// leaveToOthers refuses somebody who is another profile's alone, and tells
// where another one has the person, too.
func (d *Decision) leaveToOthers(in Input) error {
	_, ours := in.State.Members[d.ExternalID]
	for i := range in.Others {
		o := &in.Others[i]
		has := false
		for id, m := range o.Members {
			has = has || id == d.ExternalID || m.Email == d.Acked.Email || m.StableID != "" && m.StableID == d.Acked.StableID
		}
		switch {
		case has && !ours:
			return directory.WithHint(fmt.Errorf("%w: %s is a member of profile %q, not of this one", organization.ErrStopped, d.Name, o.Profile),
				"Offboard the member there: bwdc --profile "+o.Profile+" offboard")
		case has:
			d.follows(plan.OthersHave, "profile", o.Profile)
		}
	}
	return nil
}

func (d *Decision) follows(code plan.Code, pairs ...string) {
	d.Follows = append(d.Follows, plan.Because(code, pairs...))
}

// tellWhatFollows tells what the next syncs do, as far as anybody can know.
func (d *Decision) tellWhatFollows(in Input, entry *directory.User) {
	if in.Snapshot != nil {
		d.ReadAt = in.Snapshot.ReadAt
	}
	_, acked := in.State.Members[d.ExternalID]
	switch {
	case in.Snapshot == nil || in.Snapshot.ReadAt.IsZero():
		d.follows(plan.NobodyKnows, "who", d.Name)
	case entry == nil || entry.Deleted:
		d.follows(plan.GoneThere)
	case entry.DisabledAt(in.Now):
		d.follows(plan.SwitchedOff, "who", d.Name)
	default:
		d.follows(plan.StillThere, "who", d.Name)
	}
	switch {
	case in.Seen.Server.Vaultwarden, d.Already && d.Action == plan.Remove:
	case entry == nil && !acked:
		d.follows(plan.NotFromHere)
	case d.Action == plan.Revoke && in.Sync.Leavers == config.LeaversRevoke:
		d.follows(plan.StaysMember)
	case d.Action == plan.Revoke:
		d.follows(plan.RemovedLater)
	case !in.Seen.Listed:
		d.follows(plan.ByImport)
	}
}

// guard counts this removal with those of the last 24 hours.
func (d *Decision) guard(in Input) {
	size := len(in.State.Members)
	if in.Seen.Listed {
		size = len(in.Seen.Members)
	}
	used, limit := compare.RecentRemovals(in.State.Removals, in.Now), in.Sync.MaxRemovals.Of(size, 5, 10)
	if used+1 <= limit {
		return
	}
	f := plan.Finding{Guard: plan.GuardRemovals, Count: 1, Limit: limit, Used: used, Total: size}
	shown := who.Candidate{ID: d.ExternalID, Email: d.Name}.Shown()
	f.Name([]plan.Entry{{ID: d.ExternalID, Text: shown + ", offboarded"}})
	d.Findings = append(d.Findings, f)
}
