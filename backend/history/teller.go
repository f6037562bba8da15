package history

import (
	"slices"
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
	// runs counts the runs with events, starts are where their events begin.
	starts []int
	// said finds the event that said the same before, since the last change.
	said map[string]int
}

// Add tells of a run, whose lists may be cut down to what mentions the subject.
func (t *Teller) Add(run *organization.Run) {
	t.run = run
	before := len(t.story.Events)
	if t.Subject.Kind == plan.Group {
		t.group(run)
	} else {
		t.person(run)
	}
	t.sayings(run)
	if len(t.story.Events) > before {
		t.starts = append(t.starts, before)
		t.forget()
	}
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
	s.ExternalIDs, s.Names = t.Subject.IDs.newestFirst(), t.Subject.Names.newestFirst()
	if s.Events == nil {
		s.Events = []Event{}
	}
	return &s
}

// tell adds an event. A change makes what is said afterwards new.
func (t *Teller) tell(e Event) {
	clear(t.said)
	t.add(e)
}

func (t *Teller) add(e Event) {
	e.Run, e.At, e.Result = t.run.ID, t.run.Start, t.run.Result
	t.story.Events = append(t.story.Events, e)
}

// say adds what many runs may say, one after the other.
func (t *Teller) say(e Event) {
	key := strings.Join([]string{string(e.What), e.Code, e.Text, e.Name, e.Before, e.After}, "\x00")
	if e.Other != nil {
		key += "\x00" + e.Other.ExternalID + "\x00" + e.Other.Name
	}
	if i, before := t.said[key]; before {
		same := &t.story.Events[i]
		if same.LastRun != t.run.ID && same.Run != t.run.ID {
			same.Runs = max(same.Runs, 1) + 1
			same.LastRun, same.Last = t.run.ID, t.run.Start
		}
		return
	}
	if t.said == nil {
		t.said = map[string]int{}
	}
	t.add(e)
	t.said[key] = len(t.story.Events) - 1
}

// person tells what a run changed about somebody.
func (t *Teller) person(run *organization.Run) {
	s := &t.Subject
	for i := range run.Changes {
		c := &run.Changes[i]
		if c.Kind == plan.User {
			if s.is(c.ExternalID) || s.replaces(c) {
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
	for i := range run.Drift {
		d := &run.Drift[i]
		group := plan.Ref{ExternalID: d.ExternalID, Name: d.Name}
		for _, ref := range d.Joined {
			if s.isRef(ref) {
				t.say(Event{What: PutIn, ExternalID: ref.ExternalID, Name: ref.Name, Other: &group})
			}
		}
		for _, ref := range d.Left {
			if s.isRef(ref) {
				t.say(Event{What: TakenOut, ExternalID: ref.ExternalID, Name: ref.Name, Other: &group})
			}
		}
		if (d.Kind == plan.MemberGone || d.Kind == plan.MemberRevoked || d.Kind == plan.MemberLostID) && s.is(d.ExternalID) {
			s.Names.add(d.Name)
			t.say(Event{What: What(d.Kind), ExternalID: d.ExternalID, Name: d.Name, Invited: d.Invited})
		}
	}
}

// group tells what a run changed about a group and its members.
func (t *Teller) group(run *organization.Run) {
	s := &t.Subject
	for i := range run.Changes {
		c := &run.Changes[i]
		if c.Kind != plan.Group || !s.is(c.ExternalID) {
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
	for i := range run.Drift {
		d := &run.Drift[i]
		if !s.is(d.ExternalID) || d.Kind == plan.MemberGone || d.Kind == plan.MemberRevoked || d.Kind == plan.MemberLostID {
			continue
		}
		if d.Kind != plan.GroupMembers {
			t.say(Event{What: What(d.Kind), ExternalID: d.ExternalID, Name: d.Name, After: d.Now})
			continue
		}
		for _, ref := range d.Joined {
			t.say(Event{What: PutIn, ExternalID: d.ExternalID, Name: d.Name, Other: &ref})
		}
		for _, ref := range d.Left {
			t.say(Event{What: TakenOut, ExternalID: d.ExternalID, Name: d.Name, Other: &ref})
		}
	}
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
