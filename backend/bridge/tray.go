package bridge

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"directoryconnector/backend/app"
)

// A tray is what the Desk holds of one profile: its App, what runs, and what
// came of it. The Desk's mu guards all but name, app and inUse.
type tray struct {
	name string
	app  *app.App
	// inUse is held for reading by calls, and for writing to close the App:
	// then gone.
	inUse sync.RWMutex
	gone  bool
	// leaving keeps jobs from beginning.
	leaving bool

	notices []string
	auto    automatic
	memory
}

// memory is what stays when a profile gets another name.
type memory struct {
	// jobs are the running or the last one of each kind.
	jobs map[string]*job
	// findings are those of the last job of each kind.
	findings map[string][]app.Finding
	// result is that of the last test; nil for none.
	result *result
	// stopped is the last run in the history, with all its lists, where a
	// guard stopped it; looked the one that was looked at last.
	stopped, looked *app.Run
}

// automatic is the automatic sync of this program.
type automatic struct {
	here  bool
	since time.Time
	// problem is what ended it, nil where nothing did.
	problem *Problem
	// run is the job of the sync that it does now; nil for none.
	run *job
}

func newTray() *tray {
	return &tray{memory: memory{jobs: map[string]*job{}, findings: map[string][]app.Finding{}}}
}

// running returns a job that runs, preferring those of the given kinds; nil
// for none. mu is held.
func (t *tray) running(kinds ...string) *job {
	if len(kinds) == 0 {
		kinds = []string{kindSync, kindTest, kindCheck, kindFilter}
	}
	for _, kind := range kinds {
		if j := t.jobs[kind]; j != nil && j.shown.State == stateRunning {
			return j
		}
	}
	return nil
}

// atWork says in words what runs; empty for nothing. mu is held.
func (t *tray) atWork() string {
	if j := t.running(); j != nil {
		return j.words() + " runs"
	}
	if t.auto.here {
		return "the automatic sync runs"
	}
	return ""
}

// lastJobs returns the jobs of all kinds, newest first. mu is held.
func (t *tray) lastJobs() []Job {
	list := make([]Job, 0, len(t.jobs))
	for _, kind := range []string{kindSync, kindTest, kindCheck, kindFilter} {
		if j := t.jobs[kind]; j != nil {
			list = append(list, j.copy())
		}
	}
	slices.SortStableFunc(list, func(a, b Job) int { return t.jobs[b.Kind].began.Compare(t.jobs[a.Kind].began) })
	return list
}

// inherit takes over what another tray knew of the same profile. mu is held.
func (t *tray) inherit(from *tray) {
	t.memory, t.notices = from.memory, from.notices
	for _, j := range t.jobs {
		j.shown.Profile = t.name
	}
}

// tell makes an error for the pages, without the secrets that the App knows.
func (t *tray) tell(err error) error {
	if err == nil {
		return nil
	}
	return &Error{t.problem(err), err}
}

// problem is Explain without the secrets that the App knows.
func (t *tray) problem(err error) Problem {
	p := Explain(err)
	clean := t.app.Redacted
	p.Message, p.Hint = clean(p.Message), clean(p.Hint)
	for i := range p.Fields {
		p.Fields[i].Message = clean(p.Fields[i].Message)
	}
	return p
}

func (j *job) words() string {
	switch {
	case j.shown.Automatic:
		return "an automatic sync"
	case j.shown.Kind == kindCheck:
		return "a connection check"
	case j.shown.Kind == kindFilter:
		return "a try of the filters"
	}
	return fmt.Sprintf("a %s", j.shown.Kind)
}
