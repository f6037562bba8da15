package history

import (
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A Teller makes a story of runs. What it learns of a person on the way
// (another email, another external id) may be in runs that it was shown before:
// show it all of them again until Subject stays the same.
type Teller struct {
	Subject Subject
	// MostRuns limits the story to the last runs; 0: all.
	MostRuns int

	story Story
	run   *organization.Run
	// now are the events of the run, changed says that it did something.
	now     []Event
	changed bool
	// starts are where the events of each run begin.
	starts []int
	// said finds the event that said the same before, since the last change.
	said map[string]int
}

// Add tells of a run, whose lists may be cut down to what mentions the subject.
func (t *Teller) Add(run *organization.Run) {
	t.run, t.now, t.changed = run, nil, false
	if t.Subject.Kind == plan.Group {
		t.group(run)
	} else {
		t.person(run)
	}
	if t.changed { // what is said from now on is said anew
		clear(t.said)
	}
	t.drift(run)
	t.sayings(run)
	if len(t.now) == 0 {
		return
	}
	slices.SortStableFunc(t.now, func(a, b Event) int { return order(a.What) - order(b.What) })
	t.starts = append(t.starts, len(t.story.Events))
	for _, e := range t.now {
		if key, says := e.saying(); says {
			if t.said == nil {
				t.said = map[string]int{}
			}
			t.said[key] = len(t.story.Events)
		}
		t.story.Events = append(t.story.Events, e)
	}
	t.forget()
}

// order is how the events of one run follow each other: what was found, what
// was done, losses first, and what was said of it.
func order(what What) int {
	switch drift := plan.DriftKind(what); {
	case what == PutIn, what == TakenOut, drift.OfMember(), drift.OfGroup():
		return 0
	case what == Leave:
		return 2
	case what == Join:
		return 3
	case what == Warned, what == Stopped:
		return 4
	}
	return 1
}

// forget drops what is beyond MostRuns, now and then.
func (t *Teller) forget() {
	if t.MostRuns == 0 || len(t.starts) < 2*t.MostRuns+16 {
		return
	}
	t.cut()
}

func (t *Teller) cut() {
	gone := len(t.starts) - t.MostRuns
	if t.MostRuns == 0 || gone <= 0 {
		return
	}
	at := t.starts[gone]
	t.story.Earlier += gone
	t.story.Events = append([]Event(nil), t.story.Events[at:]...)
	t.starts = slices.Clone(t.starts[gone:])
	for i := range t.starts {
		t.starts[i] -= at
	}
	for key, i := range t.said {
		if t.said[key] = i - at; i < at {
			delete(t.said, key)
		}
	}
}

// Story ends the story.
func (t *Teller) Story() *Story {
	t.cut()
	s := t.story
	s.Kind = t.Subject.Kind
	if stable := t.Subject.StableIDs.newestFirst(); len(stable) > 0 {
		s.StableID = stable[0]
	}
	s.ExternalIDs, s.Names = t.Subject.IDs.newestFirst(), t.Subject.Names.newestFirst()
	if s.Events == nil {
		s.Events = []Event{}
	}
	return &s
}

// tell adds an event of what the run did.
func (t *Teller) tell(e Event) {
	t.changed = true
	t.add(e)
}

func (t *Teller) add(e Event) {
	e.Run, e.At, e.Result = t.run.ID, t.run.Start, t.run.Result
	t.now = append(t.now, e)
}

// say adds what many runs may say, one after the other.
func (t *Teller) say(e Event) {
	key, _ := e.saying()
	if i, before := t.said[key]; before {
		same := &t.story.Events[i]
		if same.LastRun != t.run.ID {
			same.Runs = max(same.Runs, 1) + 1
			same.LastRun, same.Last = t.run.ID, t.run.Start
		}
		return
	}
	if !slices.ContainsFunc(t.now, func(other Event) bool { k, says := other.saying(); return says && k == key }) {
		t.add(e)
	}
}

// saying tells events apart that a run says again and again until something is
// done.
func (e *Event) saying() (key string, says bool) {
	if o := order(e.What); o > 0 && o < 4 {
		return "", false
	}
	key = strings.Join([]string{string(e.What), e.Code, e.Text, e.Name, e.Before, e.After, strconv.FormatBool(e.Invited)}, "\x00")
	if e.Other != nil {
		key += "\x00" + e.Other.ExternalID + "\x00" + e.Other.Name
	}
	return key, true
}

// person tells what a run changed about somebody.
func (t *Teller) person(run *organization.Run) {
	s := &t.Subject
	for i := range run.Changes {
		c := &run.Changes[i]
		if c.Kind == plan.User {
			if s.isIn(c) {
				s.learn(c)
				t.tell(ofChange(c))
			}
			continue
		}
		group := plan.Ref{ExternalID: c.ExternalID, Name: c.Name}
		for _, ref := range c.Leaves {
			if s.isRef(ref) {
				t.tell(ofMember(Leave, c, ref, group))
			}
		}
		for _, ref := range c.Joins {
			if s.isRef(ref) {
				t.tell(ofMember(Join, c, ref, group))
			}
		}
	}
}

// group tells what a run changed about a group and its members.
func (t *Teller) group(run *organization.Run) {
	s := &t.Subject
	for i := range run.Changes {
		c := &run.Changes[i]
		if !s.isIn(c) {
			continue
		}
		s.learn(c)
		if c.Action != plan.Update || c.Before != "" || len(c.Leaves)+len(c.Joins) == 0 {
			t.tell(ofChange(c))
		}
		for _, ref := range c.Leaves {
			t.tell(ofMember(Leave, c, plan.Ref{ExternalID: c.ExternalID, Name: c.Name, Reason: ref.Reason}, plan.Ref{ExternalID: ref.ExternalID, Name: ref.Name}))
		}
		for _, ref := range c.Joins {
			t.tell(ofMember(Join, c, plan.Ref{ExternalID: c.ExternalID, Name: c.Name}, ref))
		}
	}
}

// drift tells what somebody else did to the subject.
func (t *Teller) drift(run *organization.Run) {
	for i := range run.Drift {
		if t.Subject.Kind == plan.Group {
			t.groupDrift(&run.Drift[i])
		} else {
			t.personDrift(&run.Drift[i])
		}
	}
}

func (t *Teller) personDrift(d *plan.Drift) {
	s, group := &t.Subject, plan.Ref{ExternalID: d.ExternalID, Name: d.Name}
	for _, ref := range d.Joined {
		if s.isRef(ref) {
			t.say(Event{What: PutIn, ExternalID: ref.ExternalID, Name: ref.Name, Other: &group})
		}
	}
	for _, ref := range d.Left {
		if s.isRef(ref) {
			t.say(Event{What: TakenOut, ExternalID: ref.ExternalID, Name: ref.Name, Other: &group, Reason: reasonOf(ref)})
		}
	}
	if d.Kind.OfMember() && s.is(d.ExternalID) {
		s.Called(d.Name)
		t.say(Event{What: What(d.Kind), ExternalID: d.ExternalID, Name: d.Name, Invited: d.Invited})
	}
}

func (t *Teller) groupDrift(d *plan.Drift) {
	if d.Kind.OfMember() || !t.Subject.is(d.ExternalID) {
		return
	}
	if d.Kind != plan.GroupMembers {
		t.say(Event{What: What(d.Kind), ExternalID: d.ExternalID, Name: d.Name, After: d.Now})
		return
	}
	for _, ref := range d.Joined {
		t.say(Event{What: PutIn, ExternalID: d.ExternalID, Name: d.Name, Other: &ref})
	}
	for _, ref := range d.Left {
		why := reasonOf(ref)
		ref.Reason = ""
		t.say(Event{What: TakenOut, ExternalID: d.ExternalID, Name: d.Name, Other: &ref, Reason: why})
	}
}

func reasonOf(ref plan.Ref) plan.Reason {
	if ref.Reason == "" {
		return plan.Reason{}
	}
	return plan.Because(ref.Reason)
}

// sayings tells what a run said of the subject without changing anything.
func (t *Teller) sayings(run *organization.Run) {
	s := &t.Subject
	for _, w := range run.Warnings {
		if s.isEntry(w.Entry) || s.mentioned(w.Text) {
			s.learnReference(w)
			t.say(Event{What: Warned, Code: string(w.Code), Text: w.Text})
		}
	}
	for _, f := range run.Stops {
		for _, entry := range f.Entries {
			if s.mentioned(entry) || s.isEntry(entry) {
				t.say(Event{What: Stopped, Code: string(f.Guard), Text: entry})
			}
		}
	}
}

func ofChange(c *plan.Change) Event {
	return Event{What: What(c.Action), ExternalID: c.ExternalID, Name: c.Name, Before: c.Before, After: c.After, Reason: c.Reason, Unchecked: c.Unchecked}
}

// ofMember tells of a membership. Where it has no reason of its own, the group's
// is the reason.
func ofMember(what What, c *plan.Change, who, other plan.Ref) Event {
	e := Event{What: what, ExternalID: who.ExternalID, Name: who.Name, Other: &other, Reason: c.Reason, Unchecked: c.Unchecked}
	if who.Reason != "" {
		e.Reason = plan.Because(who.Reason)
	}
	return e
}
