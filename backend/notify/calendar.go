package notify

import (
	"fmt"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// SummaryDue tells whether a summary is to be sent, and since when it counts.
func (s *State) SummaryDue(settings *config.Notify, at time.Time) (since time.Time, due bool) {
	now := at.Local()
	if settings.Changes != config.ChangesDaily || now.Format(time.DateOnly) == s.LastDay || now.Hour()*60+now.Minute() < settings.Daily() {
		return since, false
	}
	since = s.LastSummary
	if since.IsZero() || since.After(at) || at.Sub(since) > 8*24*time.Hour {
		since = at.Add(-24 * time.Hour)
	}
	return since, true
}

// summary tells once a day what changed since the last one.
func (d *decision) summary() {
	since, due := d.state.SummaryDue(d.Settings, d.Now)
	if !due {
		return
	}
	d.state.LastDay, d.state.LastSummary = d.Now.Local().Format(time.DateOnly), d.Now
	if len(d.Changed) > 0 {
		title := directory.Count(len(d.Changed), "change", "changes") + " in the organization since " + since.Local().Format("2006-01-02 15:04")
		d.tell(Notice{Event: Summary, Title: title}.naming(d.Changed))
	}
}

// credentials tells of those that end: some weeks before, a week, a day, and
// when they have.
func (d *decision) credentials() {
	if !d.wants(Credentials) {
		return
	}
	reminded := map[string]int{}
	var names []string
	for _, r := range d.Reminders {
		left := int(r.Ends.Sub(d.Now).Hours() / 24)
		stage := -1
		if r.Ends.After(d.Now) {
			if stage = stageOf(left, d.Settings.RemindBefore); stage < 0 {
				continue
			}
		}
		key := digest(r.Name, r.Ends.UTC().Format(time.RFC3339))
		last, told := d.state.Reminded[key]
		reminded[key] = stage // also where a clock that was ahead had told of a later one
		if told && last <= stage {
			continue
		}
		names = append(names, r.Name+" "+endWords(r.Ends, left, d.Now))
	}
	d.state.Reminded = reminded
	if len(names) > 0 {
		d.tell(Notice{
			Event: Credentials, Title: directory.Count(len(names), "credential ends", "credentials end") + " soon, or has ended",
			Text: "Syncs fail without.", Hint: "Renew it and save the new one; take its line out of notify.remind, or write the new date.",
		}.naming(names))
	}
}

// stageOf is which of the reminders is due so many days before, -1 for none.
func stageOf(left, before int) int {
	stage := -1
	for _, days := range []int{before, 7, 1} {
		if left < days {
			stage = days
		}
	}
	return stage
}

func endWords(ends time.Time, left int, now time.Time) string {
	date := ends.Local().Format(time.DateOnly)
	switch {
	case !ends.After(now):
		return "ended on " + date
	case left == 0:
		return "ends within a day, on " + date
	}
	return fmt.Sprintf("ends on %s, in %s", date, strings.TrimSpace(directory.Count(left, "day", "days")))
}
