package bridge

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"directoryconnector/backend/app"
)

// Options are what a window or a web server gives to a Manager.
type Options struct {
	// App opens the profiles; Profile in it is the one that the pages are on
	// at first. Its Console and Notice are called too, where they are set.
	App app.Options
	// Emit sends an event to all pages: "state", "job" or "log". Nil for none.
	// It is called from one goroutine, one event after the other.
	Emit func(event string, data any)
}

// A Manager owns the sessions that the pages work on: one for each profile that
// was used, with its App, jobs, automatic sync and test result. It may be used
// from several goroutines.
type Manager struct {
	opts   Options
	events *eventQueue
	pages  *Bridge
	// ctx ends all work when the Manager is closed.
	ctx  context.Context
	stop context.CancelFunc
	// work counts calls, jobs and automatic syncs.
	work sync.WaitGroup

	// opening makes sure that a profile is opened once.
	opening sync.Mutex

	// mu guards what follows, and what a session says it guards.
	mu     sync.Mutex
	closed bool
	begun  int // jobs
	// lastBegun are the ids of the last of them, also of those that nothing else
	// knows any more.
	lastBegun []string
	current   string
	sessions  map[string]*session
}

var errClosed = errors.New("this program is about to end")

// New returns a Manager. The profile must exist, except for the default one.
// Close it.
func New(o Options) (*Manager, error) {
	if o.App.Now == nil {
		o.App.Now = time.Now
	}
	m := &Manager{opts: o, events: newEventQueue(o.Emit), sessions: map[string]*session{}}
	m.ctx, m.stop = context.WithCancel(context.Background())
	m.pages = &Bridge{manager: m}
	s, err := m.open(o.App.Profile)
	if err != nil {
		m.stop()
		m.events.close()
		return nil, err
	}
	m.current = s.name
	return m, nil
}

// Pages returns what the pages may call.
func (m *Manager) Pages() *Bridge { return m.pages }

// Nouns are what pages may call beside that, each about one thing.
func (m *Manager) Nouns() []any { return []any{&Plans{m}, &People{m}, &Unattended{m}} }

// Close ends all jobs and automatic syncs and waits for them: as long as it
// takes to cancel the requests at work. Calls fail from now on.
func (m *Manager) Close() error {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return nil
	}
	m.closed = true
	sessions := slices.Collect(maps.Values(m.sessions))
	m.mu.Unlock()
	m.stop()
	var stops sync.WaitGroup
	for _, s := range sessions {
		stops.Go(func() { _ = s.app.Automatic().Stop() }) // what ended it was told
	}
	stops.Wait()
	m.work.Wait()
	var failed []error
	for _, s := range sessions {
		failed = append(failed, s.app.Close())
	}
	m.events.close()
	return errors.Join(failed...)
}

// Automatic returns the profiles that this program syncs automatically now,
// sorted.
func (m *Manager) Automatic() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := []string{}
	for name, s := range m.sessions {
		if s.auto.own {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// beginWork counts a piece of work that Close waits for.
func (m *Manager) beginWork() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return errClosed
	}
	m.work.Add(1)
	return nil
}

// Profile returns the name of the profile that the pages are on.
func (m *Manager) Profile() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.current
}

// Redacted returns a text without the secrets that any profile has seen.
func (m *Manager) Redacted(text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		text = s.app.Redacted(text)
	}
	return text
}

// Log returns the log of the profile that the pages are on now, for what
// the window or the server has to say there.
func (m *Manager) Log() *slog.Logger {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s := m.sessions[m.current]; s != nil {
		return s.app.Log()
	}
	return slog.New(slog.DiscardHandler)
}

// mostNotices is how many notices are shown.
const mostNotices = 20

// addNotice keeps a sentence for State.
func (m *Manager) addNotice(s *session, text string) {
	if m.opts.App.Notice != nil {
		m.opts.App.Notice(text)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if slices.Contains(s.notices, text) {
		return
	}
	s.notices = append(s.notices, text)
	s.notices = s.notices[max(0, len(s.notices)-mostNotices):]
	m.events.stateChanged()
}
