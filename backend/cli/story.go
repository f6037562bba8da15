package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// storyData is a story as JSON, with words beside codes.
type storyData struct {
	Object string `json:"object"`
	*history.Story
	Events []eventData `json:"events"`
}

type eventData struct {
	history.Event
	Detail string `json:"detail"`
}

// runStory tells what was done about one person or group.
func runStory(ctx context.Context, opts *historyOptions, a *app.App) error {
	limit := 0 // a story is told whole
	if opts.limited {
		limit = max(opts.limit, 1)
	}
	story, err := a.History().Story(ctx, app.StoryQuery{Who: opts.who, Runs: limit})
	if err != nil {
		return err
	}
	if opts.asCSV {
		return opts.printCSV(app.StoryRows(story, isoTime))
	}
	data := storyData{Object: "story", Story: story, Events: make([]eventData, len(story.Events))}
	for i := range story.Events {
		data.Events[i] = eventData{story.Events[i], words.Event(story.Kind, &story.Events[i])}
	}
	return opts.object(data, func(w io.Writer) { writeStory(w, story) })
}

// writeStory writes a story for people, oldest first: the last thing that
// happened stands above the prompt.
func writeStory(w io.Writer, s *history.Story) {
	head := [][]string{{map[plan.Kind]string{plan.User: "person", plan.Group: "group"}[s.Kind], directory.Visible(first(s.Names))}}
	add := func(name, value string) {
		if value != "" {
			head = append(head, []string{name, directory.Visible(value)})
		}
	}
	add("before", rest(s.Names))
	add("external id", first(s.ExternalIDs))
	add("before", rest(s.ExternalIDs))
	add("stable id", s.StableID)
	table(w, head)
	fmt.Fprintln(w)
	switch {
	case len(s.Events) == 0:
		fmt.Fprintln(w, "No run of the history has changed anything here.")
		return
	case s.Earlier > 0:
		fmt.Fprintf(w, "%s before these had to do with it, too.\n\n", plural(s.Earlier, "run"))
	}
	rows := [][]string{{"RUN", "STARTED", "WHAT HAPPENED"}}
	run := ""
	for i := range s.Events {
		e := &s.Events[i]
		row := []string{"", "", directory.Visible(words.Event(s.Kind, e))}
		if e.Run != run {
			run = e.Run
			row[0], row[1] = words.ShortRun(e.Run), timeWords(e.At)
		}
		rows = append(rows, row)
	}
	table(w, rows)
}

// first and rest are of a list whose first name is the last one that held.
func first(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return list[0]
}

func rest(list []string) string { return strings.Join(list[min(1, len(list)):], ", ") }
