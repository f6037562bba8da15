package cli

import (
	"fmt"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/words"
)

// runWords says what a run did.
func runWords(run *organization.Run) string {
	if run.Task == organization.TaskOffboard {
		return offboardWords(run)
	}
	if run.Task != "" {
		return taskWords(run)
	}
	c, did := run.Counts, words.Tally(run.Tally(), run.Unlisted)
	if len(did) == 0 {
		did = []string{"nothing had changed"}
	}
	if run.Only != nil {
		return onlyWords(run, did)
	}
	text := fmt.Sprintf("%s and %s: %s.", plural(c.Users, "user"), plural(c.Groups, "group"), strings.Join(did, ", "))
	if c.LeftOut > 0 {
		text += fmt.Sprintf(" %s left out with a warning", plural(c.LeftOut, "entry"))
		if c.Held > 0 {
			text += fmt.Sprintf(" (%d of them held as they were accepted before)", c.Held)
		}
		text += "."
	}
	if waits := words.Postponed(run.Postponed); waits != "" {
		text += " " + waits
	}
	return text + effort(run)
}

// effort says what a run took.
func effort(run *organization.Run) string {
	return fmt.Sprintf(" %s in %s.", plural(run.Counts.Requests, "request"), took(run))
}
