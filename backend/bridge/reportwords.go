package bridge

import (
	"cmp"
	"strconv"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// reportWords are what a report calls things, by name: those of the pages'
// language, as the page that asks for the report gives them, and English where
// it gives none. {n} in one stands for a number, other names for what they say.
type reportWords map[string]string

var englishReport = reportWords{
	"language": "en", "title": "What a sync would do", "about": "Profile {profile}, made {made} by version {version}.", "stop": "A sync would stop:",
	partLeaves: "Leave", partJoins: "Join", partChanges: "Change", partGroups: "Groups", "byHand": "Changed by hand", "leftOut": "Left out, and to be known",
	"before": "was {name}", "member": "1 member", "members": "{n} members", "more": "{n} more", "less": "{n} less",
}

// of returns words with what they speak of: pairs of a name in them and a text.
func (w reportWords) of(name string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(cmp.Or(w[name], englishReport[name]))
}

// total is the sum of it, which the page has in its own words.
func (w reportWords) total(changes []plan.Change) string {
	if sum := w["sum"]; sum != "" || len(changes) > 0 {
		return cmp.Or(sum, words.Total(changes))
	}
	return "Nothing to do."
}

func (w reportWords) seats(s *plan.Seats) string {
	if s == nil {
		return ""
	}
	return cmp.Or(w["seats"], "Seats: "+words.Seats(s)+".")
}

// lines are texts in the page's language, which gives a line for each.
func (w reportWords) lines(name string, english []string) []string {
	own := strings.Split(w[name], "\n")
	if len(own) != len(english) {
		own = english
	}
	lines := make([]string, len(english))
	for i := range english {
		lines[i] = directory.Visible(cmp.Or(own[i], english[i]))
	}
	return lines
}

// detail is words.Detail in the page's language, where that names the action.
func (w reportWords) detail(c *plan.Change) string {
	if w["action."+string(c.Action)] == "" {
		return words.Detail(*c)
	}
	var parts []string
	if c.Before != "" && c.Before != c.Name && (c.Kind == plan.Group || c.Action == plan.Rekey) {
		parts = append(parts, w.of("before", "{name}", c.Before))
	}
	if c.Kind == plan.Group {
		parts = append(parts, w.memberships(c)...)
	}
	if reason := w.reason(c.Reason); reason != "" {
		parts = append(parts, reason)
	}
	return strings.Join(parts, ", ")
}

func (w reportWords) memberships(c *plan.Change) (parts []string) {
	if c.Action == plan.Create {
		if c.Members == 1 {
			return []string{w.of("member")}
		}
		return []string{w.of("members", "{n}", strconv.Itoa(c.Members))}
	}
	if n := len(c.Joins); n > 0 {
		parts = append(parts, w.of("more", "{n}", strconv.Itoa(n)))
	}
	if n := len(c.Leaves); n > 0 {
		parts = append(parts, w.of("less", "{n}", strconv.Itoa(n)))
	}
	return parts
}

// reason finds its words by its code, and by "+" those that tell of more.
func (w reportWords) reason(r plan.Reason) string {
	old, collections := r.Params["old"], r.Params["collections"]
	name := "reason." + string(r.Code)
	if old+collections != "" {
		name += "+"
	}
	if r.Code == plan.Text || w[name] == "" {
		return words.Reason(r)
	}
	return w.of(name, "{old}", old, "{collections}", collections)
}

// membership says why somebody leaves a group.
func (w reportWords) membership(c *plan.Change, ref plan.Ref) string {
	code := cmp.Or(ref.Reason, c.Reason.Code)
	if code == plan.Changed {
		return cmp.Or(w["notInIt"], words.Membership(c, ref))
	}
	return cmp.Or(w["reason."+string(code)], words.Membership(c, ref))
}
