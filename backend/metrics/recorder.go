package metrics

import (
	"sync"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
)

// A Recorder counts the runs of this process. Its zero value has counted none.
type Recorder struct {
	mu      sync.Mutex
	results map[string]float64
	changes map[change]float64
	// What was asked of the directory, and of the organization by imports.
	asked, throttled, repeated, waited float64
	imports                            float64
	// durations has one number for each bound, and one for all.
	durations [len(durationBounds) + 1]uint64
	took      float64
	// last is the last run that ended.
	last *organization.Run
}

// change is a kind of change that is counted.
type change struct{ kind, action string }

// durationBounds are those of the histogram, in seconds.
var durationBounds = [...]float64{1, 5, 15, 60, 300, 900, 3600}

// Ended counts a run that ended.
func (r *Recorder) Ended(run *organization.Run) {
	if run == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.results == nil {
		r.results, r.changes = map[string]float64{}, map[change]float64{}
	}
	r.last = run
	r.results[string(run.Result)]++
	seconds := max(0, run.End.Sub(run.Start)).Seconds()
	r.took += seconds
	for i, bound := range durationBounds {
		if seconds <= bound {
			r.durations[i]++
		}
	}
	r.durations[len(durationBounds)]++
	t := run.Tally()
	for what, n := range map[change]int{
		{"user", "added"}: t.UsersAdded, {"user", "changed"}: t.UsersChanged, {"user", "removed"}: t.UsersRemoved,
		{"user", "revoked"}: t.UsersRevoked, {"user", "restored"}: t.UsersRestored,
		{"group", "added"}: t.GroupsAdded, {"group", "changed"}: t.GroupsChanged, {"group", "deleted"}: t.GroupsDeleted,
	} {
		r.changes[what] += float64(n)
	}
	r.imports += float64(run.Counts.Requests)
	if t := run.Traffic; t != nil {
		r.asked += float64(t.Requests)
		r.throttled += float64(t.Throttled)
		r.repeated += float64(t.Retries)
		r.waited += t.Waited.Seconds()
	}
}

// A Moment is what holds when somebody asks.
type Moment struct {
	Status    app.Status
	Freshness app.Freshness
	Now       time.Time
	// Started is when this process began.
	Started time.Time
}
