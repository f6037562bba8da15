package cli

import (
	"fmt"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/plan"
)

// sentWords are for servers that can't tell what became of what was sent.
var sentWords = map[string]string{
	"added": "sent as new", "changed": "sent with changes", "removed": "sent for removal", "added or changed": "sent as new or with changes",
}

// A counted is a number of what happened, of entries of one kind.
type counted struct {
	n          int
	what, does string
}

// inWords says what happened, e.g. "2 users added"; unchecked where the server
// can't tell.
func inWords(list []counted, unchecked bool) []string {
	var did []string
	for _, c := range list {
		if c.n <= 0 {
			continue
		}
		does := c.does
		if sent, ok := sentWords[does]; ok && unchecked {
			does = sent
		}
		did = append(did, plural(c.n, c.what)+" "+does)
	}
	return did
}

// ofUsers counts what happens to members.
func ofUsers(t plan.Tally) []counted {
	return []counted{
		{t.UsersAdded, "user", "added"}, {t.UsersRestored, "user", "restored"}, {t.UsersChanged, "user", "changed"},
		{t.UsersRemoved, "user", "removed"}, {t.UsersRevoked, "user", "revoked"},
	}
}

// runWords says what a run did. Its counts know no revocations: they are among
// the removals, as in the history's columns.
func runWords(run *app.Run) string {
	if run.Task != "" {
		return taskWords(run)
	}
	c, t := run.Counts, plan.Count(run.Changes)
	t.UsersAdded, t.GroupsAdded = c.UsersAdded, c.GroupsAdded
	t.UsersChanged, t.UsersRemoved = c.UsersChanged-t.UsersRestored, c.UsersRemoved-t.UsersRevoked
	t.GroupsChanged = c.GroupsChanged - t.GroupsDeleted
	did := inWords(append(ofUsers(t),
		counted{t.GroupsAdded, "group", "added"}, counted{t.GroupsChanged, "group", "changed"}, counted{t.GroupsDeleted, "group", "deleted"}), run.Unlisted)
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
	return text + fmt.Sprintf(" %s in %s.", plural(c.Requests, "request"), took(run))
}
