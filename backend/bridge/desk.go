package bridge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// Options are what a face gives to a Desk.
type Options struct {
	// App opens the profiles; Profile in it is the one that the pages are on
	// at first. Its Console and Notice are called too, where they are set.
	App app.Options
	// Emit sends an event to all pages: "state", "job" or "log". Nil for none.
	// It is called from one goroutine, one event after the other.
	Emit func(event string, data any)
}

// A Desk owns what the pages work on: an open App for each profile that was
// used, the jobs, the automatic syncs and the results of tests. It may be used
// from several goroutines.
type Desk struct {
	opts  Options
	news  *news
	pages *Bridge
	// ctx ends all work when the Desk is closed.
	ctx  context.Context
	stop context.CancelFunc
	// work counts calls, jobs and automatic syncs.
	work sync.WaitGroup

	// opening makes sure that a profile is opened once.
	opening sync.Mutex

	// mu guards what follows, and what the trays say it guards.
	mu      sync.Mutex
	closed  bool
	current string
	trays   map[string]*tray
}

var errClosed = errors.New("this program is about to end")

// New returns a Desk. The profile must exist, except for the default one.
// Close it.
func New(o Options) (*Desk, error) {
	if o.App.Now == nil {
		o.App.Now = time.Now
	}
	d := &Desk{opts: o, news: newNews(o.Emit), trays: map[string]*tray{}}
	d.ctx, d.stop = context.WithCancel(context.Background())
	d.pages = &Bridge{desk: d}
	t, err := d.open(o.App.Profile)
	if err != nil {
		d.stop()
		d.news.close()
		return nil, err
	}
	d.current = t.name
	return d, nil
}

// Pages returns what the pages may call.
func (d *Desk) Pages() *Bridge { return d.pages }

// Close ends all jobs and automatic syncs and waits for them: as long as it
// takes to cancel the requests at work. Calls fail from now on.
func (d *Desk) Close() error {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return nil
	}
	d.closed = true
	trays := make([]*tray, 0, len(d.trays))
	for _, t := range d.trays {
		trays = append(trays, t)
	}
	d.mu.Unlock()
	d.stop()
	var stops sync.WaitGroup
	for _, t := range trays {
		stops.Go(func() { _ = t.app.Stop() }) // what ended it was told
	}
	stops.Wait()
	d.work.Wait()
	var failed []error
	for _, t := range trays {
		failed = append(failed, t.app.Close())
	}
	d.news.close()
	return errors.Join(failed...)
}

// Automatic returns the profiles that this program syncs automatically now,
// sorted.
func (d *Desk) Automatic() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	names := []string{}
	for name, t := range d.trays {
		if t.auto.here {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Busy tells whether a job runs in any profile.
func (d *Desk) Busy() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.trays {
		if t.running() != nil {
			return true
		}
	}
	return false
}

// begin counts a piece of work that Close waits for.
func (d *Desk) begin() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return errClosed
	}
	d.work.Add(1)
	return nil
}

// enter returns the tray that the pages are on. Nobody closes it before leave.
func (d *Desk) enter() (t *tray, leave func(), err error) {
	if err := d.begin(); err != nil {
		return nil, nil, err
	}
	for {
		name := d.Profile()
		t, err := d.open(name)
		switch {
		case err != nil && name != d.Profile(): // it was renamed or deleted meanwhile
			continue
		case err != nil:
			d.work.Done()
			return nil, nil, err
		}
		t.inUse.RLock()
		if !t.gone {
			d.turnFrom(name, t.name)
			return t, func() {
				t.inUse.RUnlock()
				d.work.Done()
			}, nil
		}
		t.inUse.RUnlock()
	}
}

// Profile returns the name of the profile that the pages are on.
func (d *Desk) Profile() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.current
}

// turnFrom spells the profile that the pages are on as its folder is spelled.
func (d *Desk) turnFrom(name, to string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.current == name {
		d.current = to
	}
}

// turn brings the pages to another profile.
func (d *Desk) turn(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.current = name
}

// find returns the tray of a profile; nil where it was not opened.
func (d *Desk) find(name string) *tray {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trays[name]
}

// open returns the tray of a profile, and opens it where that was not done.
func (d *Desk) open(name string) (*tray, error) {
	if t := d.find(name); t != nil {
		return t, nil
	}
	d.opening.Lock()
	defer d.opening.Unlock()
	if t := d.find(name); t != nil {
		return t, nil
	}
	t := newTray()
	o := d.opts.App
	o.Profile = name
	o.Notice = func(text string) { d.notice(t, text) }
	o.Console = d.news.console(o.Console)
	var err error
	if t.app, err = app.Open(o); err != nil {
		return nil, err
	}
	t.name = t.app.Profile()
	if open := d.find(t.name); open != nil { // it was named in another case
		return open, t.app.Close()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil, errors.Join(errClosed, t.app.Close())
	}
	d.trays[t.name] = t
	return t, nil
}

// take closes a profile's tray, so that its folder can be changed, and keeps
// others from opening it until give. It fails while the profile is at work.
func (d *Desk) take(name string) (t *tray, give func(), err error) {
	if t, err = d.claim(name); err != nil {
		return nil, nil, err
	}
	if t == nil {
		d.opening.Lock()
		if d.find(name) == nil {
			return nil, d.opening.Unlock, nil
		}
		d.opening.Unlock() // somebody opened it in this moment
		return d.take(name)
	}
	// In this order: a call that is inside may be about to open another profile.
	t.inUse.Lock()
	defer t.inUse.Unlock()
	d.opening.Lock()
	t.gone = true
	d.mu.Lock()
	delete(d.trays, name)
	d.mu.Unlock()
	if err := t.app.Close(); err != nil {
		d.opening.Unlock()
		return nil, nil, err
	}
	return t, d.opening.Unlock, nil
}

// claim keeps jobs from beginning in a profile, whose tray is nil where it was
// not opened.
func (d *Desk) claim(name string) (*tray, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.trays[name]
	if t == nil {
		return nil, nil //nolint:nilnil // it was not opened, and that is no error
	}
	if what := t.atWork(); what != "" {
		return nil, directory.WithHint(fmt.Errorf("profile %q: %w: %s", name, app.ErrProfileBusy, what), "Wait until that has ended, or end it.")
	}
	if t.leaving {
		return nil, fmt.Errorf("profile %q: %w", name, app.ErrProfileBusy)
	}
	t.leaving = true
	return t, nil
}

// mostNotices is how many notices are shown.
const mostNotices = 20

// notice keeps a sentence for State.
func (d *Desk) notice(t *tray, text string) {
	if d.opts.App.Notice != nil {
		d.opts.App.Notice(text)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.Contains(t.notices, text) {
		return
	}
	t.notices = append(t.notices, text)
	t.notices = t.notices[max(0, len(t.notices)-mostNotices):]
	d.news.state()
}

// console is a writer of log lines that also tells the pages of them.
type console struct {
	news *news
	next io.Writer
}

func (n *news) console(next io.Writer) io.Writer { return &console{n, next} }

func (c *console) Write(line []byte) (int, error) {
	c.news.post("log", "log", nil)
	if c.next == nil {
		return len(line), nil
	}
	return c.next.Write(line)
}
