package words

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// PlanText is how a plan is written for people.
type PlanText struct {
	// All leaves nothing out. Else long lists are cut, with how many are left
	// out and with More, which says how to see them.
	All  bool
	More string
	// Head, where not nil, makes a title of a text.
	Head func(string) string
}

// How much of a list is written: changes of one kind, and people of one group.
const (
	mostChanges = 50
	mostPeople  = 10
)

// A section is a part of a plan: what is lost first.
type section struct {
	title string
	sign  string
	has   func(*plan.Change) bool
}

func action(kind plan.Kind, of plan.Action) func(*plan.Change) bool {
	return func(c *plan.Change) bool { return c.Kind == kind && c.Action == of }
}

// sections are the parts of a plan in order.
var sections = []section{
	{"Removed from the organization", "-", action(plan.User, plan.Remove)},
	{"Access revoked", "-", action(plan.User, plan.Revoke)},
	{"Groups deleted", "-", action(plan.Group, plan.Delete)},
	{"Groups emptied", "-", action(plan.Group, plan.Empty)},
	{"Groups that lose members", "~", func(c *plan.Change) bool { return isUpdate(c) && len(c.Leaves) > 0 }},
	{"Access restored", "+", action(plan.User, plan.Restore)},
	{"Invited", "+", action(plan.User, plan.Invite)},
	{"Added without an invitation (staged)", "+", action(plan.User, plan.Stage)},
	{"Members that get their external id", "~", action(plan.User, plan.Adopt)},
	{"Members changed", "~", isOther},
	{"Groups created", "+", action(plan.Group, plan.Create)},
	{"Groups that get members", "~", func(c *plan.Change) bool { return isUpdate(c) && len(c.Leaves) == 0 && len(c.Joins) > 0 }},
	{"Groups renamed", "~", func(c *plan.Change) bool { return isUpdate(c) && len(c.Leaves)+len(c.Joins) == 0 }},
}

// isUpdate is for groups that were there and stay.
func isUpdate(c *plan.Change) bool {
	return c.Kind == plan.Group && c.Action != plan.Create && c.Action != plan.Empty && c.Action != plan.Delete
}

// isOther is for members without a section of their own.
func isOther(c *plan.Change) bool {
	switch c.Action {
	case plan.Remove, plan.Revoke, plan.Restore, plan.Invite, plan.Stage, plan.Adopt:
		return false
	}
	return c.Kind == plan.User
}

// Write writes what a plan does: every member and every membership that comes
// or goes.
func (t PlanText) Write(w io.Writer, changes []plan.Change) {
	if len(changes) == 0 {
		fmt.Fprintln(w, "Nothing to do.")
		return
	}
	for _, s := range sections {
		t.section(w, s, changes)
	}
	fmt.Fprintln(w, Total(changes))
}

func (t PlanText) section(w io.Writer, s section, changes []plan.Change) {
	n := 0
	for i := range changes {
		if s.has(&changes[i]) {
			n++
		}
	}
	if n == 0 {
		return
	}
	title := fmt.Sprintf("%s (%d)", s.title, n)
	if t.Head != nil {
		title = t.Head(title)
	}
	fmt.Fprintln(w, title)
	written := 0
	for i := range changes {
		c := &changes[i]
		if !s.has(c) {
			continue
		}
		if !t.All && written == mostChanges {
			fmt.Fprintf(w, "  … and %d more%s\n", n-written, t.more())
			break
		}
		written++
		fmt.Fprintf(w, "  %s %s\n", s.sign, Named(c))
		t.people(w, "-", c.Leaves)
		t.people(w, "+", c.Joins)
	}
	fmt.Fprintln(w)
}

func (t PlanText) more() string {
	if t.More == "" {
		return ""
	}
	return " (" + t.More + ")"
}

// people writes who comes to a group or goes.
func (t PlanText) people(w io.Writer, sign string, refs []plan.Ref) {
	for i, r := range refs {
		if !t.All && i == mostPeople && len(refs) > mostPeople+1 {
			fmt.Fprintf(w, "      %s … and %d more%s\n", sign, len(refs)-i, t.more())
			return
		}
		line := nameAndID(r.Name, r.ExternalID)
		if why := Reason(plan.Reason{Code: r.Reason}); why != "" {
			line += ": " + why
		}
		fmt.Fprintf(w, "      %s %s\n", sign, line)
	}
}

// Named is a change by name: who, and what becomes of it beside the action.
func Named(c *plan.Change) string {
	line := nameAndID(c.Name, c.ExternalID)
	if detail := Detail(*c); detail != "" {
		line += ": " + directory.Visible(detail)
	}
	return line
}

// nameAndID is how somebody is called, and the identity in the organization.
func nameAndID(name, id string) string {
	if name == "" || name == id || id == "" {
		return directory.Visible(cmp.Or(name, id))
	}
	return directory.Visible(name) + " (" + directory.Visible(id) + ")"
}

// Total is a plan in one sentence.
func Total(changes []plan.Change) string {
	lost, joined, changed, groups, leaves, joins := 0, 0, 0, 0, 0, 0
	for i := range changes {
		c := &changes[i]
		leaves, joins = leaves+len(c.Leaves), joins+len(c.Joins)
		switch {
		case c.Kind == plan.Group:
			groups++
		case c.Loss():
			lost++
		case c.Action == plan.Invite, c.Action == plan.Stage, c.Action == plan.Restore:
			joined++
		default:
			changed++
		}
	}
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, directory.Count(n, one, many))
		}
	}
	add(lost, "person loses access", "people lose access")
	add(joined, "person gets access", "people get access")
	add(changed, "member changes", "members change")
	add(groups, "group changes", "groups change")
	add(leaves, "membership goes", "memberships go")
	add(joins, "membership comes", "memberships come")
	return strings.Join(parts, ", ") + "."
}

// Difference says where a change is not as it was planned.
func Difference(d plan.Difference) string {
	switch {
	case d.Planned == nil:
		return "not in the plan: " + inOneLine(d.Now)
	case d.Now == nil:
		return "no longer: " + inOneLine(d.Planned)
	}
	return "planned: " + inOneLine(d.Planned) + "; now: " + inOneLine(d.Now)
}

// inOneLine is a change with its action and the first few who come or go.
func inOneLine(c *plan.Change) string {
	line := string(c.Action) + " " + string(c.Kind) + " " + Named(c)
	signed := func(sign string, refs []plan.Ref) {
		const most = 5
		if len(refs) == 0 {
			return
		}
		list := make([]string, 0, most)
		for _, r := range refs[:min(len(refs), most)] {
			list = append(list, sign+directory.Visible(cmp.Or(r.Name, r.ExternalID)))
		}
		if len(refs) > most {
			list = append(list, fmt.Sprintf("%s%d more", sign, len(refs)-most))
		}
		line += ", " + strings.Join(list, ", ")
	}
	signed("-", c.Leaves)
	signed("+", c.Joins)
	return line
}
