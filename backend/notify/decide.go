package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A State is what was told, kept from run to run.
type State struct {
	// Failures is how many runs failed one after the other.
	Failures int `json:"failures,omitempty"`
	// Open is what was told and is not over.
	Open []Matter `json:"open,omitempty"`
	// Drift is when a difference was last seen that was told, by its hash.
	Drift map[string]time.Time `json:"drift,omitempty"`
	// LastDay is the day of the last summary, and LastSummary when it was.
	LastDay     string    `json:"lastDay,omitempty"`
	LastSummary time.Time `json:"lastSummary,omitzero"`
	// Reminded is, by credential and its end, how many days before somebody was
	// told last.
	Reminded map[string]int `json:"reminded,omitempty"`
	// Pending is what no channel has taken yet.
	Pending []Pending `json:"pending,omitempty"`
}

// A Matter is what goes on until it is over.
type Matter struct {
	Event Event `json:"event"`
	// Key tells one from another: the code of a failure, or what guards found.
	Key   string    `json:"key"`
	Since time.Time `json:"since"`
	Title string    `json:"title"`
}

// Input is everything that is decided by.
type Input struct {
	Settings *config.Notify
	Profile  string
	// DataDir is the data folder, where it is not the default one.
	DataDir string
	Host    string
	Run     *organization.Run
	Now     time.Time
	// Reminders are the credentials whose end is known.
	Reminders []config.Reminder
	// Changed names what changed, where a summary is due (State.SummaryDue).
	Changed []string
}

// A decision is made step by step.
type decision struct {
	Input
	state   *State
	notices []Notice
}

// Decide says what somebody is to be told of a run that ended, and what is to be
// remembered. The state that it is given stays as it is.
func Decide(s State, in Input) (State, []Notice) {
	s.Open, s.Drift, s.Pending = slices.Clone(s.Open), maps.Clone(s.Drift), slices.Clone(s.Pending)
	d := &decision{Input: in, state: &s}
	if in.Run != nil {
		d.run()
	}
	d.summary()
	d.credentials()
	return s, d.notices
}

func (d *decision) wants(e Event) bool { return slices.Contains(d.Settings.Events(), string(e)) }

func (d *decision) tell(n Notice) {
	n.Profile, n.Host, n.At = d.Profile, d.Host, d.Now
	if d.Run != nil && n.Event != Credentials && n.Event != Summary {
		n.Run = d.Run.ID
	}
	place := placeOf(d.DataDir, d.Profile)
	if place != (words.Place{}) {
		n.Command = place.Command()
	}
	n.Text, n.Hint, n.Entries = place.In(n.Text), place.In(n.Hint), slices.Clone(n.Entries)
	for i, entry := range n.Entries {
		n.Entries[i] = place.In(entry)
	}
	n.ID = digest(string(n.Event), n.Title, n.Text, d.Now.UTC().Format(time.RFC3339Nano), n.Profile)
	d.notices = append(d.notices, n)
}

// run is about how a run ended. A run that was cancelled says nothing, one of one
// person nothing about others.
func (d *decision) run() {
	switch d.Run.Result {
	case organization.ResultDone:
		d.changes()
		if d.Run.Only == nil {
			d.recovered()
			d.drift()
		}
	case organization.ResultStopped:
		d.stopped()
	case organization.ResultFailed, organization.ResultInterrupted:
		d.failed()
	case organization.ResultCancelled:
	}
}

// failed tells of a failure that is no exception, once for each kind of it.
func (d *decision) failed() {
	d.state.Failures++
	refused := d.Run.ErrorCode == "auth" || d.Run.ErrorCode == "not-logged-in"
	if d.isOpen(Failure, d.Run.ErrorCode) || !refused && d.state.Failures < d.Settings.AfterFailures || !d.wants(Failure) {
		return
	}
	title := "The sync failed"
	if d.state.Failures > 1 {
		title = fmt.Sprintf("The sync failed, %d times in a row", d.state.Failures)
	}
	d.open(Failure, d.Run.ErrorCode, title)
	d.tell(Notice{Event: Failure, Title: title, Text: d.Run.Error, Hint: d.Run.Hint})
}

// stopped tells of what stops syncs, once for each list.
func (d *decision) stopped() {
	d.state.Failures++
	key := d.Run.ErrorCode
	var names, hints []string
	for _, f := range d.Run.Stops {
		key += " " + string(f.Guard) + f.Digest()
		names = append(names, f.Entries...)
		if flag := words.Flag(f); flag != "" {
			hints = append(hints, "bwdc sync "+flag)
		}
	}
	if d.isOpen(Stopped, key) || !d.wants(Stopped) {
		return
	}
	d.state.Open = slices.DeleteFunc(d.state.Open, func(m Matter) bool { return m.Event == Stopped })
	n := Notice{Event: Stopped, Title: "The sync is stopped until somebody decides", Text: d.Run.Error, Hint: d.Run.Hint}
	if len(d.Run.Stops) > 0 {
		n.Text = words.Findings(d.Run.Stops)
		n = n.naming(names)
	}
	if len(hints) > 0 {
		n.Hint = "Look at the list. If it is meant, allow exactly this once: " + strings.Join(hints, "; ")
	}
	d.open(Stopped, key, n.Title)
	d.tell(n)
}

// recovered tells that what was told is over.
func (d *decision) recovered() {
	d.state.Failures = 0
	over := d.state.Open
	d.state.Open = nil
	if len(over) == 0 || !d.wants(Recovery) {
		return
	}
	since := slices.MinFunc(over, func(a, b Matter) int { return a.Since.Compare(b.Since) }).Since
	text := "It did not"
	if since.Before(d.Now) { // the clock may have been ahead
		text += " since " + since.Local().Format("2006-01-02 15:04")
	}
	d.tell(Notice{Event: Recovery, Title: "The sync succeeds again", Text: text + ": " + over[len(over)-1].Title + "."})
}

func (d *decision) isOpen(e Event, key string) bool {
	return slices.ContainsFunc(d.state.Open, func(m Matter) bool { return m.Event == e && m.Key == digest(key) })
}

// mostOpen bounds what is remembered of failures of ever new kinds.
const mostOpen = 20

func (d *decision) open(e Event, key, title string) {
	d.state.Open = append(d.state.Open, Matter{Event: e, Key: digest(key), Since: d.Now, Title: title})
	if n := len(d.state.Open) - mostOpen; n > 0 {
		d.state.Open = d.state.Open[n:]
	}
}

// sameDrift is how long a difference that is seen again is the same matter: the
// organization is looked at once a day at least.
const sameDrift = 25 * time.Hour

// mostDrift bounds what is remembered; an organization that differs in more is
// told of once more.
const mostDrift = 1000

// drift tells what somebody changed by hand and nobody was told of. What is only
// counted, and what this program did itself, is no news.
func (d *decision) drift() {
	maps.DeleteFunc(d.state.Drift, func(_ string, seen time.Time) bool { return d.Now.Sub(seen).Abs() > sameDrift })
	var names []string
	for i := range d.Run.Drift {
		x := d.Run.Drift[i]
		switch x.Kind {
		case plan.MemberGone, plan.MemberRevoked, plan.MemberLostID, plan.GroupGone, plan.GroupRenamed, plan.GroupMembers:
		default:
			continue
		}
		if x.Kind == plan.GroupMembers && !x.ByHand() {
			continue
		}
		text := words.Drift(x)
		hash := digest(string(x.Kind), x.ExternalID, text)
		if _, told := d.state.Drift[hash]; !told {
			names = append(names, text)
		}
		if d.state.Drift == nil {
			d.state.Drift = map[string]time.Time{}
		}
		if len(d.state.Drift) < mostDrift {
			d.state.Drift[hash] = d.Now
		}
	}
	if len(names) > 0 && d.wants(Drift) {
		d.tell(Notice{Event: Drift, Title: directory.Count(len(names), "change by hand", "changes by hand") + " in the organization"}.naming(names))
	}
}

// changes tells what a run did, where each is wanted.
func (d *decision) changes() {
	if d.Settings.Changes != config.ChangesEach || !d.Run.Counts.Changed() {
		return
	}
	d.tell(Notice{Event: Changes, Title: "The sync changed the organization", Text: words.Total(d.Run.Changes)}.naming(Named(d.Run.Changes)))
}

// Named are changes, one sentence each.
func Named(changes []plan.Change) []string {
	names := make([]string, 0, min(len(changes), mostEntries))
	for i := range changes {
		names = append(names, words.Kind(changes[i])+" "+words.Named(&changes[i]))
	}
	return names
}

// digest is a short hash of texts.
func digest(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:12])
}
