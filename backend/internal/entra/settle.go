package entra

import "time"

// Graph answers from replicas, and a change takes some time to reach them all
// (https://learn.microsoft.com/graph/delta-query-overview#processing-delays).
// Delta is exact all the same: its tokens say what was told. A list shows what
// its replica has, and a change that is not there yet may be one that the
// token counts as told. So what came from lists is settled afterwards:
//
//   - Where all came from lists, everything is read by rounds, soon.
//   - Nobody says that somebody who is restored is in the old groups again. Who
//     appears, or changes, which may be the same, is asked for the groups. That
//     is a list, and a round of groups may be behind the one of users, too. So
//     all groups are read by a first round of delta, later than that.
//   - The deleted users are listed again, later than anybody was deleted.
//   - With filters by group or unit the users that they leave out are not known
//     from read to read, so that all is read by rounds that often.
//
// The last three rest on a bound of the delay, and that is later. A read that
// stays alone, such as that of a test, is as right as what the service shows.
const (
	soon  = 10 * time.Minute
	later = 4 * time.Hour
)

// due tells whether the moment has come. One that is further away than it ever
// is when it is set comes from a clock that was put back.
func due(moment, now time.Time) bool {
	return !moment.IsZero() && (!now.Before(moment) || moment.Sub(now) > later)
}

// settleLists is for what was read by lists.
func (c *cursor) settleLists(start time.Time) {
	c.Listed, c.Settle, c.Appeared = true, start.Add(soon), start
}

// settleRounds is for what was read by first rounds.
func (c *cursor) settleRounds(start time.Time, groups bool) {
	c.Bin, c.Appeared = start.Add(later), start
	if groups {
		c.Settle = start.Add(later)
	}
}

// settleChanges is for what a read merged. regrouped says that it had a first
// round of groups.
func (r *reading) settleChanges(old *cursor, regrouped bool) {
	c := &r.cursor
	c.Listed, c.Settle, c.Bin, c.Appeared = old.Listed, old.Settle, old.Bin, old.Appeared
	if regrouped {
		c.Settle = time.Time{}
	}
	if r.appeared() {
		c.Appeared = r.start
	}
	if again := c.Appeared.Add(later); c.Settle.IsZero() && r.cfg.SyncGroups && r.start.Before(again) {
		c.Settle = again
	}
	if due(old.Bin, r.start) {
		c.Bin = time.Time{}
	}
	if len(r.removed) > 0 { // the list was read now, and need not be before then
		c.Bin = r.start.Add(later)
	}
}
