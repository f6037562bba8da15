package bridge

import (
	"slices"
	"sync"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A session is one open profile: its App, what runs, and what came of it. The
// Manager's mu guards all but name, app and inUse.
type session struct {
	name string
	app  *app.App
	// inUse is held for reading by calls, and for writing to close the App:
	// then closed.
	inUse  sync.RWMutex
	closed bool
	// closing keeps jobs from beginning.
	closing bool

	notices []string
	auto    automaticSync
	results
}

// results are what stays when a profile gets another name.
type results struct {
	// jobs are the running or the last one of each kind.
	jobs map[string]*job
	// findings are those of the last job of each kind.
	findings map[string][]plan.Finding
	// result is that of the last test; nil for none. differences are where a
	// plan that was to be applied no longer held.
	result      *result
	differences []plan.Difference
	// explained are the last answers about one person or group, names those that
	// can be found; nil where nobody has looked yet.
	explained []*explained
	names     *names
	theirs    theirs
	// lastStopped is the last run in the history, with all its lists, where a
	// guard stopped it; lastViewed the one that was looked at last.
	lastStopped, lastViewed *organization.Run
}

// automaticSync is the automatic sync of this program.
type automaticSync struct {
	own   bool
	since time.Time
	// problem is what ended it, nil where nothing did.
	problem *Problem
	// job is the job of the sync that it does now; nil for none.
	job *job
}

// allKinds are the kinds of job, in the order in which they are named.
var allKinds = []string{kindSync, kindOffboard, kindTest, kindCheck, kindFilter, kindExplain, kindService, kindNotify}

// runningJob returns a job that runs, preferring those of the given kinds; nil
// for none. mu is held.
func (s *session) runningJob(kinds ...string) *job {
	if len(kinds) == 0 {
		kinds = allKinds
	}
	for _, kind := range kinds {
		if j := s.jobs[kind]; j != nil && j.shown.State == stateRunning {
			return j
		}
	}
	return nil
}

// activity says in words what runs; empty for nothing. mu is held.
func (s *session) activity() string {
	if j := s.runningJob(); j != nil {
		return j.words() + " runs"
	}
	if s.auto.own {
		return "the automatic sync runs"
	}
	return ""
}

// lastJobs returns the jobs of all kinds, newest first. mu is held.
func (s *session) lastJobs() []Job {
	list := make([]Job, 0, len(s.jobs))
	for _, kind := range allKinds {
		if j := s.jobs[kind]; j != nil {
			list = append(list, j.copy())
		}
	}
	slices.SortStableFunc(list, func(a, b Job) int { return b.Number - a.Number })
	return list
}

// inherit takes over what another session knew of the same profile. mu is held.
func (s *session) inherit(from *session) {
	s.results, s.notices = from.results, from.notices
	for _, j := range s.jobs {
		j.shown.Profile = s.name
	}
}

// problem is Explain without the secrets that the App knows.
func (s *session) problem(err error) Problem {
	p := Explain(err)
	clean := s.shown
	p.Message, p.Hint = clean(p.Message), clean(p.Hint)
	for i := range p.Fields {
		p.Fields[i].Message = clean(p.Fields[i].Message)
		for j, arg := range p.Fields[i].Args {
			p.Fields[i].Args[j] = clean(arg)
		}
	}
	return p
}

// shown is a text as pages show it: without secrets, and with what nobody sees
// made visible, since much in it is foreign. Ends of lines stay.
func (s *session) shown(text string) string {
	return directory.VisibleBut("\n", s.app.Redacted(text))
}

func (j *job) words() string {
	switch {
	case j.shown.Automatic:
		return "an automatic sync"
	case j.shown.Kind == kindCheck:
		return "a connection check"
	case j.shown.Kind == kindFilter:
		return "a try of the filters"
	case j.shown.Kind == kindOffboard:
		return "an offboarding"
	case j.shown.Kind == kindExplain:
		return "a look at one person or group"
	case j.shown.Kind == kindService:
		return "a change of the service"
	case j.shown.Kind == kindNotify:
		return "a test of the notifications"
	case j.shown.Kind == kindTest:
		return "a test"
	}
	return "a sync"
}
